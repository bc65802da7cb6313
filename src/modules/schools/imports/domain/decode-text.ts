/** Why bytes are not a table of text. */
export type NotText = 'imports.spreadsheet' | 'imports.not_text' | 'imports.broken_text';

export type Decoded = { readonly text: string } | { readonly problem: NotText; readonly line?: number };

/** How much of a text tells its coding. */
const SAMPLE_BYTES = 64 * 1024;
/** Of one byte a letter, as Russian programs of three decades write; the usual one first. */
const ONE_BYTE = ['windows-1251', 'ibm866', 'koi8-r'];

/**
 * UTF-8 with or without a mark; UTF-16 with a mark (Excel's "Unicode text") or plainly one; else the coding of one byte a
 * letter in which it has the most Russian words. UTF-8 or UTF-16 with broken places is refused, not guessed at: names
 * would be kept wrong.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  if (starts(bytes, [0x50, 0x4b, 0x03, 0x04]) || starts(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return { problem: 'imports.spreadsheet' };
  const marked = starts(bytes, [0xff, 0xfe]) ? 'utf-16le' : starts(bytes, [0xfe, 0xff]) ? 'utf-16be' : null;
  if (marked !== null) return strictly(marked, bytes);
  if (bytes.includes(0)) {
    const guessed = strictly(likelyUtf16(bytes), bytes);
    return 'text' in guessed && !guessed.text.includes('\0') ? guessed : { problem: 'imports.not_text' };
  }
  const utf8 = strictly('utf-8', bytes);
  if ('text' in utf8 || isMostlyUtf8(bytes)) return utf8;
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const [best] = ONE_BYTE.map((coding) => ({ coding, words: russianLetters(new TextDecoder(coding).decode(sample)) })).sort((a, b) => b.words - a.words);
  return { text: new TextDecoder(best!.coding).decode(bytes) };
}

function strictly(coding: string, bytes: Uint8Array): Decoded {
  try {
    return { text: new TextDecoder(coding, { fatal: true }).decode(bytes) };
  } catch {
    const before = new TextDecoder(coding).decode(bytes).split('\ufffd', 1)[0]!;
    return { problem: 'imports.broken_text', line: before.split(/\r\n?|\n/).length };
  }
}

/** By the zeros and fours that are the upper halves of Latin and Cyrillic letters. */
function likelyUtf16(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const upper = (from: 0 | 1): number => sample.filter((byte, i) => i % 2 === from && (byte === 0 || byte === 4)).length;
  return upper(1) >= upper(0) ? 'utf-16le' : 'utf-16be';
}

/** Letters of two bytes that are right, many times those that are not: a text of one byte a letter has hardly any. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes);
  const right = text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
  return right > 4 * (text.match(/\ufffd/g)?.length ?? 0);
}

/** Letters in words written as Russian is: small, or with a capital first. */
function russianLetters(text: string): number {
  return (text.match(/(?<!\p{L})[А-ЯЁ]?[а-яё]{2,}(?!\p{L})/gu) ?? []).reduce((sum, word) => sum + word.length, 0);
}

function starts(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}
