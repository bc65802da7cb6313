/**
 * Linking codes (FA-2): `K7MQ-2HXZ-9T4W`. Two signs stand for the school, three for the pupil, six are random, the last one
 * checks the others. Signs of school and pupil are digests, so that wrong tries can be counted by what was typed, known or
 * not; the check sign tells a slip of the pen from a guess before anything is counted.
 */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const SCHOOL_SIGNS = 2;
const PUPIL_SIGNS = 3;
const RANDOM_SIGNS = 6;
const LENGTH = SCHOOL_SIGNS + PUPIL_SIGNS + RANDOM_SIGNS + 1;

/** Cyrillic letters that look like signs of a code: a parent's keyboard is often Russian. */
const LOOKALIKES: Readonly<Record<string, string>> = { А: 'A', В: 'B', Е: 'E', З: '3', К: 'K', М: 'M', Н: 'H', Р: 'P', С: 'C', Т: 'T', Х: 'X', У: 'Y' };

/** A code that may be one. */
export interface TypedCode {
  /** Twelve signs. */
  readonly code: string;
  /** The part that names school and pupil. */
  readonly tag: string;
  readonly schoolTag: string;
}

/** Signs that stand for a school and a pupil. @param digests as many bytes as one wants of their blind indexes */
export function tagOf(digests: { readonly school: Uint8Array; readonly pupil: Uint8Array }): string {
  return signs(digests.school.subarray(0, SCHOOL_SIGNS)) + signs(digests.pupil.subarray(0, PUPIL_SIGNS));
}

/** A new code of a tag. @param pick a number from 0 up to, and without, its argument */
export function newCode(tag: string, pick: (below: number) => number): string {
  const body = tag + Array.from({ length: RANDOM_SIGNS }, () => SIGNS[pick(SIGNS.length)]).join('');
  return body + checkSign(body);
}

/** What somebody typed, in any case, with any spaces and dashes; null when it is no code: too short, or a sign is wrong. */
export function parseCode(typed: string): TypedCode | null {
  const code = typed.replace(/[\s‐-―-]/g, '').toUpperCase().replace(/[А-Я]/g, (letter) => LOOKALIKES[letter] ?? letter);
  if (code.length !== LENGTH || [...code].some((sign) => !SIGNS.includes(sign)) || checkSign(code.slice(0, -1)) !== code.at(-1)) return null;
  return { code, tag: code.slice(0, SCHOOL_SIGNS + PUPIL_SIGNS), schoolTag: code.slice(0, SCHOOL_SIGNS) };
}

/** As it is printed. */
export function shownCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** A weighted sum by a prime: any one sign mistaken and any two exchanged are noticed. */
function checkSign(body: string): string {
  return SIGNS[[...body].reduce((sum, sign, i) => sum + (i + 1) * SIGNS.indexOf(sign), 0) % SIGNS.length]!;
}

function signs(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => SIGNS[byte % SIGNS.length]).join('');
}
