import { dayNumber, yearOf, type CalendarDate } from './calendar-date.js';
import type { WorkingYear } from './working-year.js';

/** A date reached by counting working days; provisional when a year on the way is not loaded yet. */
export interface WorkingDate {
  readonly date: CalendarDate;
  readonly provisional: boolean;
}

/** Counts working days over any number of years (domain rules, "Working days and deadlines"). */
export class WorkingCalendar {
  constructor(private readonly yearFor: (year: number) => WorkingYear) {}

  isWorkingDay(date: CalendarDate): WorkingDate & { working: boolean } {
    const year = this.yearFor(yearOf(date));
    return { date, working: year.isWorking(date), provisional: year.provisional };
  }

  /**
   * The `days`-th working day after the date; the date itself is never counted. A negative number counts back,
   * 0 gives the date itself.
   */
  add(from: CalendarDate, days: number): WorkingDate {
    if (days === 0) return { date: from, provisional: false };
    return days > 0 ? this.forward(from, days) : this.back(from, -days);
  }

  /** Working days after `from` up to and including `to`. */
  between(from: CalendarDate, to: CalendarDate): number {
    let count = 0;
    for (let year = yearOf(from); year <= yearOf(to); year++) {
      const days = this.yearFor(year);
      count += days.countBefore(dayNumber(to) + 1) - days.countBefore(dayNumber(from) + 1);
    }
    return count;
  }

  private forward(from: CalendarDate, days: number): WorkingDate {
    let year = this.yearFor(yearOf(from));
    // The year of the event matters only when a day of it is counted: 31 December belongs to the next year's term.
    let provisional = year.provisional && !from.endsWith('-12-31');
    let index = year.countBefore(dayNumber(from) + 1) + days - 1;
    while (index >= year.workingDays) {
      index -= year.workingDays;
      year = this.yearFor(year.year + 1);
      provisional ||= year.provisional;
    }
    return { date: year.at(index), provisional };
  }

  private back(from: CalendarDate, days: number): WorkingDate {
    let year = this.yearFor(yearOf(from));
    let provisional = year.provisional && !from.endsWith('-01-01');
    let index = year.countBefore(dayNumber(from)) - days;
    while (index < 0) {
      year = this.yearFor(year.year - 1);
      provisional ||= year.provisional;
      index += year.workingDays;
    }
    return { date: year.at(index), provisional };
  }
}
