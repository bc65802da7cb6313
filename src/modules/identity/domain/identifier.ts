import { parseEmail, parsePhone, parseSnils } from '../../../shared/identifiers/index.js';

/** What somebody may sign in by (ID-1). */
export type IdentifierKind = 'phone' | 'email' | 'snils' | 'login';
export interface Identifier {
  readonly kind: IdentifierKind;
  readonly value: string;
}

/** A login name in the form it is compared in, or null. One character is no digit, so that it cannot be read as a phone or a SNILS. */
export function parseLogin(typed: string): string | null {
  const login = typed.trim().toLowerCase();
  return /^[a-z0-9_]{3,64}$/.test(login) && /[a-z_]/.test(login) ? login : null;
}

/**
 * What a typed identifier can mean, the likelier reading first. Eleven digits may be both a phone and a SNILS; everything else
 * has one reading, and nonsense none.
 */
export function readIdentifier(typed: string): Identifier[] {
  const text = typed.trim();
  if (text.includes('@')) return only('email', parseEmail(text));
  if (/[a-z_]/i.test(text)) return only('login', parseLogin(text));
  const snils = only('snils', parseSnils(text));
  if (/^\d{3}-\d{3}-\d{3}[ -]?\d{2}$/.test(text) && snils.length > 0) return snils;
  return [...only('phone', parsePhone(text)), ...snils];
}

function only(kind: IdentifierKind, value: string | null): Identifier[] {
  return value === null ? [] : [{ kind, value }];
}
