import { DateTime } from 'luxon';
import type { CalendarDate } from './calendar-date.js';

/** The calendar day an instant falls on in a school's zone (IANA). */
export function dayIn(zone: string, instant: Date): CalendarDate {
  const day = DateTime.fromJSDate(instant, { zone });
  if (!day.isValid) throw new RangeError(`Zone ${zone} or the instant is not valid: ${day.invalidExplanation}`);
  return day.toFormat('yyyy-MM-dd');
}

/** 24:00 of a day in a zone: a term ends there (domain rules, "Working days and deadlines"). */
export function endOfDay(zone: string, date: CalendarDate): Date {
  const next = DateTime.fromISO(date, { zone }).plus({ days: 1 }).startOf('day');
  if (!next.isValid) throw new RangeError(`Zone ${zone} or date ${date} is not valid: ${next.invalidExplanation}`);
  return next.toJSDate();
}
