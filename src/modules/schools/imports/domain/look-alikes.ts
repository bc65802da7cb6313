const PAIRS: Readonly<Record<string, string>> = {
  A: 'А', B: 'В', C: 'С', E: 'Е', H: 'Н', K: 'К', M: 'М', O: 'О', P: 'Р', T: 'Т', X: 'Х', Y: 'У',
  a: 'а', c: 'с', e: 'е', k: 'к', o: 'о', p: 'р', x: 'х', y: 'у',
};

/** Every Latin letter that looks like a Cyrillic one as that one. */
export function toCyrillic(text: string): string {
  return [...text].map((c) => PAIRS[c] ?? c).join('');
}

/**
 * Words typed with letters of both alphabets in Cyrillic ones; null when such a word has a Latin letter that looks like
 * none. Words of one alphabet stay as they are: rooms are called A1, and clubs Web.
 */
export function mendWords(text: string): string | null {
  if (!hasCyrillic(text) || !hasLatin(text)) return text;
  const mended = text.replace(/\p{L}+/gu, (word) => (hasCyrillic(word) && hasLatin(word) ? toCyrillic(word) : word));
  return mended.split(/[^\p{L}]+/u).some((word) => hasCyrillic(word) && hasLatin(word)) ? null : mended;
}

export const hasCyrillic = (text: string): boolean => /\p{Script=Cyrillic}/u.test(text);
export const hasLatin = (text: string): boolean => /\p{Script=Latin}/u.test(text);
