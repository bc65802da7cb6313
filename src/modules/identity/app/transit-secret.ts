import { randomInt } from 'node:crypto';

/** Without those that look alike on paper: 0 O, 1 l I. */
const SIGNS = 'abcdefghijkmnpqrstuvwxyz23456789';
const LETTERS = 'abcdefghjkmnpqrstuvwxyz';
const DIGITS = '23456789';

/** A password to be read from paper or a small screen, and to be replaced at the first sign-in (ID-4): 60 bits. */
export function newTransitPassword(): string {
  return Array.from({ length: 3 }, () => some(SIGNS, 4)).join('-');
}

/** A login name for somebody who has not chosen one. */
export function newLogin(): string {
  return `s_${some(LETTERS, 2)}${some(DIGITS, 6)}`;
}

function some(signs: string, length: number): string {
  return Array.from({ length }, () => signs[randomInt(signs.length)]).join('');
}
