// Crockford's base 32: nothing in it is read for something else.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

/** The verification code of a receipt: 60 bits of a keyed digest, `7K3M-Q0ZD-4XV9`. @param digest base64url */
export function receiptCode(digest: string): string {
  const bytes = [...atob(digest.replaceAll('-', '+').replaceAll('_', '/'))].map((c) => c.charCodeAt(0));
  const signs = bytes.slice(0, LENGTH).map((byte) => ALPHABET[byte % ALPHABET.length]!);
  return grouped(signs.join(''));
}

/** A code as somebody copied it: any case, spaces and dashes anywhere, O for 0, I and L for 1. */
export function normaliseReceiptCode(typed: string): string {
  return grouped(typed.toUpperCase().replace(/[\s‐-―−-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1'));
}

function grouped(signs: string): string {
  return signs.match(/.{1,4}/g)?.join('-') ?? '';
}
