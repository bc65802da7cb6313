import { DateTime } from 'luxon';
import { hasCyrillic, hasLatin, toCyrillic } from './look-alikes.js';

/** A date as people type it: `17.05.2014`, `7.5.2014`, `17/05/2014`, `2014-05-17`; null when there is no such day. */
export function parseDate(typed: string): string | null {
  const russian = /^(\d{1,2})[./](\d{1,2})[./](\d{4})(?:\s*г\.?)?$/.exec(typed);
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?$/.exec(typed);
  const [year, month, day] = russian !== null ? [russian[3], russian[2], russian[1]] : iso !== null ? [iso[1], iso[2], iso[3]] : [];
  if (year === undefined) return null;
  const date = DateTime.utc(Number(year), Number(month), Number(day));
  return date.isValid ? date.toISODate() : null;
}

/** The same as we write it: `17.05.2014`. */
export function russianDate(date: string): string {
  const [year, month, day] = date.split('-');
  return `${day}.${month}.${year}`;
}

/** `2,5`: spreadsheets of Russia take a point for a date. */
export function hoursText(hours: number): string {
  return String(hours).replace('.', ',');
}

const MALE = new Set(['м', 'муж', 'мужской', 'мальчик', 'm', 'male']);
const FEMALE = new Set(['ж', 'жен', 'женский', 'девочка', 'f', 'female']);

export function parseSex(typed: string): 'm' | 'f' | null {
  const key = typed.toLowerCase().replace(/\.$/, '');
  return MALE.has(key) ? 'm' : FEMALE.has(key) ? 'f' : null;
}

/** What a patronymic tells of the sex, for files without the column. */
export function sexOfPatronymic(patronymic: string): 'm' | 'f' | null {
  const key = patronymic.toLowerCase();
  if (/(вич|ьич|кич|мич|оглы|улы|уулу)$/.test(key)) return 'm';
  return /(вна|чна|кызы|кизи)$/.test(key) ? 'f' : null;
}

/**
 * A part of a name as it will be kept. Latin letters typed for Cyrillic ones of the same look are mended when the word,
 * or the rest of the name, is Cyrillic. Null when it is no name: digits, signs, or letters of two alphabets.
 * @param rest the other parts of the name
 */
export function parseName(typed: string, rest: string): string | null {
  const name = typed.normalize('NFC').replace(/\s+/g, ' ').replace(/\s*[-‐-―]\s*/g, '-');
  if (!/^\p{L}[\p{L}\p{M}' ’ʼ.-]*$/u.test(name) || name.length > 100) return null;
  if (!hasLatin(name)) return name;
  if (!hasCyrillic(name) && !hasCyrillic(rest)) return name;
  const mended = toCyrillic(name);
  if (!hasLatin(mended)) return mended;
  return hasCyrillic(name) ? null : name;
}
