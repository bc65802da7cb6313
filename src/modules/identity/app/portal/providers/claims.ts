import { DateTime } from 'luxon';
import { parseEmail, parsePhone, parseSnils, type PersonName } from '../../../../../shared/identifiers/index.js';

export type Claims = Readonly<Record<string, unknown>>;

/** A text claim; numbers are texts too (an oid comes as either), empty ones are absent. */
export function text(claims: Claims, name: string): string | null {
  const value = claims[name];
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

export function texts(claims: Claims, name: string): string[] {
  const value = claims[name];
  const list = Array.isArray(value) ? value as unknown[] : [value];
  return list.filter((v): v is string => typeof v === 'string' && v !== '');
}

/** A number of seconds since 1970. */
export function instant(claims: Claims, name: string): Date | null {
  const value = claims[name];
  return typeof value === 'number' && Number.isFinite(value) ? new Date(value * 1000) : null;
}

/** Null without a family or a given name; a missing patronymic is normal. */
export function nameOf(claims: Claims, names: { family: string; given: string; patronymic: string }): PersonName | null {
  const [family, given] = [text(claims, names.family), text(claims, names.given)];
  return family === null || given === null ? null : { family, given, patronymic: text(claims, names.patronymic) };
}

/** `YYYY-MM-DD` or ДД.ММ.ГГГГ, as `YYYY-MM-DD`; null for anything else. */
export function dateOf(value: string | null): string | null {
  if (value === null) return null;
  for (const format of ['yyyy-MM-dd', 'dd.MM.yyyy']) {
    const date = DateTime.fromFormat(value, format, { zone: 'utc' });
    if (date.isValid) return date.toISODate();
  }
  return null;
}

export const snilsOf = (value: string | null): string | null => (value === null ? null : parseSnils(value));
export const phoneOf = (value: string | null): string | null => (value === null ? null : parsePhone(value));
export const emailOf = (value: string | null): string | null => (value === null ? null : parseEmail(value));
