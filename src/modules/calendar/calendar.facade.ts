import { Injectable } from '@nestjs/common';
import { notFound } from '../../shared/domain-error.js';
import { CalendarCache } from './app/calendar-cache.js';
import type { DueDate } from './calendar.contracts.js';
import { dateOfDayNumber, dayNumber, isWeekend, yearOf, type CalendarDate } from './domain/calendar-date.js';
import { isFederalHoliday } from './domain/general-rule.js';
import { dayIn, endOfDay } from './domain/term.js';
import type { WorkingCalendar } from './domain/working-calendar.js';
import { CalendarRepository, type Place } from './persistence/calendar.repository.js';

/** A place no school stands for: its zone (IANA), and two digits of its region, or null where only federal days count. */
export interface CalendarPlace {
  readonly zone: string;
  readonly regionCode: string | null;
}

/** No region has this code: nothing is added to the federal days. */
const NO_REGION = '00';

/** No year has fewer working days. */
const FEWEST_IN_A_YEAR = 200;

/**
 * Working days by the production calendar of a school: federal days and those of its region, in its zone
 * (domain rules, "Working days and deadlines"; EN-4), or of a place where there is no school. All methods throw
 * `object.not_found` for an unknown school.
 */
@Injectable()
export class CalendarFacade {
  constructor(private readonly repository: CalendarRepository, private readonly cache: CalendarCache) {}

  /**
   * The end of a term that begins the day after the instant, by the day the school has then.
   * @param workingDays 1 or more
   */
  async dueDate(where: string | CalendarPlace, instant: Date, workingDays: number): Promise<DueDate> {
    const place = await this.place(where);
    return this.count(place, dayIn(place.zone, instant), workingDays);
  }

  /** The `workingDays`-th working day after the date, negative: before it; 0 is the date itself. */
  async addWorkingDays(where: string | CalendarPlace, date: CalendarDate, workingDays: number): Promise<DueDate> {
    return this.count(await this.place(where), date, workingDays);
  }

  async isWorkingDay(schoolId: string, date: CalendarDate): Promise<boolean> {
    const calendar = await this.calendar(await this.place(schoolId), yearOf(date), yearOf(date));
    return calendar.isWorkingDay(date).working;
  }

  /** Working days after `from` up to and including `to`; 0 when `to` is not later. */
  async workingDaysBetween(schoolId: string, from: CalendarDate, to: CalendarDate): Promise<number> {
    if (to <= from) return 0;
    return (await this.calendar(await this.place(schoolId), yearOf(from), yearOf(to))).between(from, to);
  }

  /** The day an instant falls on in the school's zone. */
  async dayOf(schoolId: string, instant: Date): Promise<CalendarDate> {
    return dayIn((await this.place(schoolId)).zone, instant);
  }

  /**
   * Days off from `from` to `to` (both included) for somebody who also works on Saturdays, as a school of a six-day week:
   * public and regional holidays on any weekday, and weekdays freed by decree. Ordinary weekends are not in it.
   */
  async daysOff(schoolId: string, from: CalendarDate, to: CalendarDate): Promise<CalendarDate[]> {
    const place = await this.place(schoolId);
    const calendar = await this.calendar(place, yearOf(from), yearOf(to));
    const regional = await this.repository.regionalDays(place.regionCode, yearOf(from), yearOf(to));
    const holidays = new Set(regional.map((day) => day.date));
    const days: CalendarDate[] = [];
    for (let day = dayNumber(from); day <= dayNumber(to); day++) {
      const date = dateOfDayNumber(day);
      if (isFederalHoliday(date) || holidays.has(date) || (!isWeekend(day) && !calendar.isWorkingDay(date).working)) days.push(date);
    }
    return days;
  }

  private async count(place: Place, from: CalendarDate, days: number): Promise<DueDate> {
    const reach = Math.ceil(Math.abs(days) / FEWEST_IN_A_YEAR) + 1;
    const year = yearOf(from);
    const calendar = await this.calendar(place, days < 0 ? year - reach : year, days > 0 ? year + reach : year);
    const { date, provisional } = calendar.add(from, days);
    return { date, instant: endOfDay(place.zone, date), provisional };
  }

  private calendar(place: Place, first: number, last: number): Promise<WorkingCalendar> {
    return this.cache.calendar(place.version, place.regionCode, first, last);
  }

  private async place(where: string | CalendarPlace): Promise<Place> {
    if (typeof where !== 'string') return { zone: where.zone, regionCode: where.regionCode ?? NO_REGION, version: await this.repository.version() };
    const place = await this.repository.place(where);
    if (place === null) throw notFound();
    return place;
  }
}
