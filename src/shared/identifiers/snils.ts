/** Digits of a SNILS typed in any usual way (`112-233-445 95`, `11223344595`), or null when it cannot be one. */
export function snilsDigits(typed: string): string | null {
  const digits = typed.trim().replace(/[\s\-‐-―]/g, '');
  return /^\d{11}$/.test(digits) ? digits : null;
}

/**
 * A SNILS as 11 digits when its checksum holds, else null (ID-1; domain rules, Identifiers).
 * Numbers up to 001-001-998 carry no check.
 */
export function parseSnils(typed: string): string | null {
  const digits = snilsDigits(typed);
  if (digits === null) return null;
  const number = digits.slice(0, 9);
  if (Number(number) === 0) return null;
  if (Number(number) <= 1_001_998) return digits;
  return snilsCheck(number) === digits.slice(9) ? digits : null;
}

/** The two check digits of the first nine. */
export function snilsCheck(number: string): string {
  let sum = 0;
  for (let i = 0; i < 9; i += 1) sum += Number(number[i]) * (9 - i);
  const rest = sum % 101;
  return String(rest === 100 ? 0 : rest).padStart(2, '0');
}

/** `11223344595` → `112-233-445 95`. */
export function formatSnils(digits: string): string {
  return `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6, 9)} ${digits.slice(9)}`;
}
