import { DateTime } from 'luxon';

/** The day an instant falls on in a zone. */
export function dayIn(zone: string, instant: Date): string {
  return DateTime.fromJSDate(instant, { zone }).toISODate()!;
}

/** The school year a day belongs to, named by the year it starts in; it is cut on 1 August (architecture, Data). */
export function schoolYearOn(date: string): number {
  const year = Number(date.slice(0, 4));
  return Number(date.slice(5, 7)) >= 8 ? year : year - 1;
}

/** The day after. */
export function nextDay(date: string): string {
  return DateTime.fromISO(date, { zone: 'utc' }).plus({ days: 1 }).toISODate()!;
}
