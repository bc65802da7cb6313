const PAIRS: Readonly<Record<string, string>> = {
  A: 'А', B: 'В', C: 'С', E: 'Е', H: 'Н', K: 'К', M: 'М', O: 'О', P: 'Р', T: 'Т', X: 'Х', Y: 'У',
  a: 'а', c: 'с', e: 'е', k: 'к', o: 'о', p: 'р', x: 'х', y: 'у',
};

/** Every Latin letter that looks like a Cyrillic one as that one. */
export function toCyrillic(text: string): string {
  return [...text].map((c) => PAIRS[c] ?? c).join('');
}

export const hasCyrillic = (text: string): boolean => /\p{Script=Cyrillic}/u.test(text);
export const hasLatin = (text: string): boolean => /\p{Script=Latin}/u.test(text);
