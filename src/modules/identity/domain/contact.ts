import { maskEmail, maskPhone, parseEmail, parsePhone } from '../../../shared/identifiers/index.js';

export type ContactKind = 'email' | 'phone';

export interface Contact {
  readonly kind: ContactKind;
  readonly value: string;
}

/** Contacts proved longer ago are to be looked at again (ID-15). */
export const STALE_MS = 365 * 24 * 3600 * 1000;

/** Not proved, or too long ago. */
export function isStale(provedAt: Date | null, now: Date): boolean {
  return provedAt === null || now.getTime() - provedAt.getTime() >= STALE_MS;
}

export function parseContact(kind: ContactKind, typed: string): string | null {
  return kind === 'email' ? parseEmail(typed) : parsePhone(typed);
}

/** A phone or an e-mail address as somebody types it into one field, or null. */
export function readContact(typed: string): Contact | null {
  const kind = typed.includes('@') ? 'email' : 'phone';
  const value = parseContact(kind, typed);
  return value === null ? null : { kind, value };
}

/** Enough to recognise one's own, not to learn it. */
export function maskContact({ kind, value }: Contact): string {
  return kind === 'email' ? maskEmail(value) : maskPhone(value);
}

export function channelOf(kind: ContactKind): 'sms' | 'email' {
  return kind === 'email' ? 'email' : 'sms';
}
