import type { CalendarDate } from './domain/calendar-date.js';

/** A term in working days, for one school. */
export interface DueDate {
  /** Its last working day. */
  readonly date: CalendarDate;
  /** 24:00 of that day in the school's zone: the first instant after the term. */
  readonly instant: Date;
  /** A year on the way is not loaded: the date is computed again when `calendar.year_replaced` says so. */
  readonly provisional: boolean;
}
