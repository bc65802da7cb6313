import { dateOfDayNumber, dayNumber, isWeekend, yearBounds, type CalendarDate } from './calendar-date.js';
import type { SpecialDay } from './working-year.js';

/** Federal holidays, month and day (Labour Code, art. 112). */
export const FEDERAL_HOLIDAYS: readonly string[] = [
  '01-01', '01-02', '01-03', '01-04', '01-05', '01-06', '01-07', '01-08',
  '02-23', '03-08', '05-01', '05-09', '06-12', '11-04',
];

export function isFederalHoliday(date: CalendarDate): boolean {
  return FEDERAL_HOLIDAYS.includes(date.slice(5));
}

/**
 * A year no decree is loaded for: a holiday that falls on a weekend moves to the next working day, save 1-8 January
 * (their weekends are moved by the decree, nobody knows where to before it).
 */
export function byGeneralRule(year: number): SpecialDay[] {
  const { last } = yearBounds(year);
  const free = new Set(FEDERAL_HOLIDAYS.map((md) => dayNumber(`${year}-${md}`)));
  const moved = FEDERAL_HOLIDAYS.filter((md) => !md.startsWith('01-'))
    .map((md) => dayNumber(`${year}-${md}`))
    .filter(isWeekend);
  for (const holiday of moved) {
    let day = holiday + 1;
    while (day <= last && (isWeekend(day) || free.has(day))) day++;
    free.add(day);
  }
  return [...free]
    .filter((day) => !isWeekend(day))
    .sort((a, b) => a - b)
    .map((day) => ({ date: dateOfDayNumber(day), working: false, shortened: false }));
}
