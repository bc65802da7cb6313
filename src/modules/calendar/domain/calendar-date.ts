/** A calendar date `YYYY-MM-DD`; no zone and no clock time (api.md, Conventions). */
export type CalendarDate = string;

const DAY_MS = 86_400_000;

/** Days since 1970-01-01; for arithmetic on dates without any zone. */
export function dayNumber(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

export function dateOfDayNumber(day: number): CalendarDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

export function yearOf(date: CalendarDate): number {
  return Number(date.slice(0, 4));
}

/** First and last day numbers of a year. */
export function yearBounds(year: number): { first: number; last: number } {
  return { first: Date.UTC(year, 0, 1) / DAY_MS, last: Date.UTC(year, 11, 31) / DAY_MS };
}

/** Saturday or Sunday. 1970-01-01 was a Thursday. */
export function isWeekend(day: number): boolean {
  const weekday = (day + 3) % 7; // 0 is Monday
  return weekday >= 5;
}
