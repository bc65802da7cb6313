/** Parts of a request's public number (EN-4). */
export interface NumberParts {
  readonly year: number;
  /** Two digits. */
  readonly region: string;
  /** Per region and year, from 1; gaps are allowed. */
  readonly serial: number;
}

/** `2026-77-000123-5`: year, region, serial of at least six digits, Luhn digit over all of them. */
export function requestNumber({ year, region, serial }: NumberParts): string {
  const digits = String(serial).padStart(6, '0');
  return `${year}-${region}-${digits}-${luhnDigit(`${year}${region}${digits}`)}`;
}

/** The parts of a number whose check digit holds; null for anything else: a misread number is not somebody else's. */
export function parseRequestNumber(typed: string): NumberParts | null {
  const match = /^(\d{4})-(\d{2})-(\d{6,9})-(\d)$/.exec(typed.trim().replace(/[‐-―−]/g, '-'));
  if (match === null) return null;
  const [, year = '', region = '', serial = '', check] = match;
  if (luhnDigit(year + region + serial) !== check || Number(serial) === 0) return null;
  const parts = { year: Number(year), region, serial: Number(serial) };
  return requestNumber(parts) === `${year}-${region}-${serial}-${check}` ? parts : null;
}

/** The digit that makes the whole pass the Luhn check (ISO/IEC 7812-1, annex B). */
export function luhnDigit(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}
