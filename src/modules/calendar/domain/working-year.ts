import { dateOfDayNumber, dayNumber, isWeekend, yearBounds, type CalendarDate } from './calendar-date.js';

/** A day that differs from "Monday to Friday are working days", or is a shortened one. */
export interface SpecialDay {
  readonly date: CalendarDate;
  readonly working: boolean;
  /** An hour shorter by law; a working day all the same. */
  readonly shortened: boolean;
}

/** The working days of one year, for one set of regional holidays. */
export class WorkingYear {
  private constructor(
    readonly year: number,
    /** Computed by the general rule, because no decree is loaded: every date promised from it is provisional. */
    readonly provisional: boolean,
    /** Day numbers of the working days, ascending. */
    private readonly days: readonly number[],
  ) {}

  /** @param holidays regional holidays: free days on top of the federal calendar */
  static of(year: number, special: readonly SpecialDay[], holidays: readonly CalendarDate[] = [], provisional = false): WorkingYear {
    const differs = new Map(special.map((d) => [dayNumber(d.date), d.working]));
    for (const date of holidays) differs.set(dayNumber(date), false);
    const { first, last } = yearBounds(year);
    const days: number[] = [];
    for (let day = first; day <= last; day++) {
      if (differs.get(day) ?? !isWeekend(day)) days.push(day);
    }
    return new WorkingYear(year, provisional, days);
  }

  get workingDays(): number {
    return this.days.length;
  }

  isWorking(date: CalendarDate): boolean {
    const day = dayNumber(date);
    return this.days[this.countBefore(day)] === day;
  }

  /** How many working days of the year lie before that day (which may lie outside the year). */
  countBefore(day: number): number {
    let low = 0;
    let high = this.days.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.days[middle]! < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The working day with that index (0 is the first of the year). */
  at(index: number): CalendarDate {
    const day = this.days[index];
    if (day === undefined) throw new RangeError(`Year ${this.year} has no working day with index ${index}`);
    return dateOfDayNumber(day);
  }
}
