/**
 * A phone as E.164, or null (ID-1). Russian numbers are typed as 10 digits or with +7 / 8, with spaces, dashes,
 * dots and brackets; numbers of other countries need their `+`.
 */
export function parsePhone(typed: string): string | null {
  const compact = typed.trim().replace(/[\s\u00a0().\-‐-―]/g, '');
  if (/^\+\d+$/.test(compact)) {
    if (compact.startsWith('+7')) return /^\+7[3-9]\d{9}$/.test(compact) ? compact : null;
    return /^\+[1-9]\d{7,14}$/.test(compact) ? compact : null;
  }
  const national = /^(?:[78])?([3-9]\d{9})$/.exec(compact);
  return national === null ? null : `+7${national[1]}`;
}

/** An e-mail address in the form it is compared and stored in (lower case), or null when it cannot be one. */
export function parseEmail(typed: string): string | null {
  const email = typed.trim().normalize('NFC').toLowerCase();
  if (email.length > 254) return null;
  return /^[^\s@"<>(),;:\\[\]]{1,64}@(?:[\p{L}\d](?:[\p{L}\d-]{0,61}[\p{L}\d])?\.)+[\p{L}][\p{L}\d-]{0,61}[\p{L}\d]$/u.test(email)
    && !/^\.|\.@|\.\./.test(email) ? email : null;
}

/** `+79161234567` → `+7 *** ***-45-67`: enough to recognise one's own number, not to learn it. */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 2)} *** ***-${phone.slice(-4, -2)}-${phone.slice(-2)}`;
}

/** `ivanova@mail.ru` → `i***@mail.ru`. */
export function maskEmail(email: string): string {
  return `${email.slice(0, 1)}***${email.slice(email.lastIndexOf('@'))}`;
}
