const ROMAN: readonly (readonly [number, string])[] = [
  [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I'],
];

/** 1 to 89 as a Roman numeral. */
export function toRoman(value: number): string {
  let rest = value;
  let roman = '';
  for (const [worth, sign] of ROMAN) {
    while (rest >= worth) {
      roman += sign;
      rest -= worth;
    }
  }
  return roman;
}

const NUMERALS = new Set(Array.from({ length: 89 }, (_, i) => toRoman(i + 1)));

/** Cyrillic letters and digits people type for Roman signs. */
const ROMAN_LOOKALIKES: Readonly<Record<string, string>> = { 'Х': 'X', 'І': 'I', '1': 'I', '|': 'I', 'У': 'V', 'П': 'II', 'Ш': 'III' };

/** Latin letters people type for the Cyrillic ones of the same look. */
const CYRILLIC_LOOKALIKES: Readonly<Record<string, string>> = {
  A: 'А', B: 'В', C: 'С', E: 'Е', H: 'Н', K: 'К', M: 'М', O: 'О', P: 'Р', T: 'Т', X: 'Х', Y: 'У',
};

/**
 * Series of a birth certificate as it is printed, `IV-АН` (Roman numeral, dash, two Cyrillic letters); null when it is none.
 * Latin letters typed for Cyrillic, Cyrillic or Arabic for Roman, any dash, a space or nothing between are understood.
 */
export function parseBirthCertificateSeries(typed: string): string | null {
  const compact = typed.trim().toUpperCase().replace(/[\s\-‐-―]/g, '');
  const letters = [...compact.slice(-2)].map((c) => CYRILLIC_LOOKALIKES[c] ?? c).join('');
  const numeral = compact.slice(0, -2);
  if (!/^[А-ЯЁ]{2}$/.test(letters)) return null;
  const roman = /^[1-9]\d?$/.test(numeral) ? toRoman(Number(numeral)) : [...numeral].map((c) => ROMAN_LOOKALIKES[c] ?? c).join('');
  return NUMERALS.has(roman) ? `${roman}-${letters}` : null;
}

/** Number of a birth certificate: 6 digits, spaces and «№» dropped; null when it is none. */
export function parseBirthCertificateNumber(typed: string): string | null {
  const digits = typed.replace(/[\s№]/g, '');
  return /^\d{6}$/.test(digits) ? digits : null;
}
