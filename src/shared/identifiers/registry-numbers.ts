/** Checksums of the numbers in Russian registries (domain rules, Identifiers). All take digits without spaces. */

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0);
}

function innDigit(digits: string, weights: readonly number[]): number {
  return (weighted(digits, weights) % 11) % 10;
}

/** INN of an organisation: 10 digits. */
export function isOrganisationInn(inn: string): boolean {
  return /^\d{10}$/.test(inn) && inn !== '0000000000' && innDigit(inn, [2, 4, 10, 3, 5, 9, 4, 6, 8]) === Number(inn[9]);
}

/** INN of a person: 12 digits. */
export function isPersonInn(inn: string): boolean {
  return /^\d{12}$/.test(inn) && inn !== '000000000000'
    && innDigit(inn, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) === Number(inn[10])
    && innDigit(inn, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) === Number(inn[11]);
}

/** The 12 digits of a person's INN, spaces dropped; null when it is none. */
export function parsePersonInn(typed: string): string | null {
  const digits = typed.replace(/\s/g, '');
  return isPersonInn(digits) ? digits : null;
}

/** OKPO of an organisation: 8 digits. */
export function isOkpo(okpo: string): boolean {
  if (!/^\d{8}$/.test(okpo) || okpo === '00000000') return false;
  let check = weighted(okpo, [1, 2, 3, 4, 5, 6, 7]) % 11;
  if (check === 10) check = weighted(okpo, [3, 4, 5, 6, 7, 8, 9]) % 11;
  return check % 10 === Number(okpo[7]);
}

/** OGRN of an organisation: 13 digits. */
export function isOgrn(ogrn: string): boolean {
  return /^\d{13}$/.test(ogrn) && ogrn !== '0000000000000' && Number(BigInt(ogrn.slice(0, 12)) % 11n) % 10 === Number(ogrn[12]);
}
