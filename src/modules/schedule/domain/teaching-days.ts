/** A calendar date `YYYY-MM-DD`. */
type CalendarDate = string;

const DAY_MS = 86_400_000;

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: CalendarDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

/** Days from the first to the last, both included; 0 when they are the wrong way round. */
export function daysBetween(from: CalendarDate, until: CalendarDate): number {
  return Math.max(0, (Date.parse(until) - Date.parse(from)) / DAY_MS + 1);
}

export interface TeachingPeriod {
  readonly from: CalendarDate;
  /** Included. */
  readonly until: CalendarDate;
  /** 5 or 6 (SC-7). Grades that study five days in a six-day week are told apart later, by class. */
  readonly weekDays: number;
  /** Public holidays and days freed by decree. */
  readonly daysOff: Iterable<CalendarDate>;
}

/** The days of a period on which a school may teach at all; vacations depend on the grade and come later. */
export function teachingDays({ from, until, weekDays, daysOff }: TeachingPeriod): CalendarDate[] {
  const off = new Set(daysOff);
  return Array.from({ length: daysBetween(from, until) }, (_, i) => new Date(Date.parse(from) + i * DAY_MS).toISOString().slice(0, 10))
    .filter((date) => weekdayOf(date) <= weekDays && !off.has(date));
}
