import { dateOfDayNumber, yearBounds, type CalendarDate } from './calendar-date.js';
import { type SpecialDay, WorkingYear } from './working-year.js';

export type DayKind = 'working' | 'shortened' | 'free';

/** A day two versions of a year see differently. */
export interface DayDifference {
  readonly date: CalendarDate;
  readonly loaded: DayKind;
  readonly imported: DayKind;
}

/** Day by day, what an import would change in a year. */
export function differences(year: number, loaded: readonly SpecialDay[], imported: readonly SpecialDay[]): DayDifference[] {
  const [before, after] = [kinds(year, loaded), kinds(year, imported)];
  const { first, last } = yearBounds(year);
  return Array.from({ length: last - first + 1 }, (_, i) => dateOfDayNumber(first + i))
    .map((date) => ({ date, loaded: before(date), imported: after(date) }))
    .filter((day) => day.loaded !== day.imported);
}

function kinds(year: number, special: readonly SpecialDay[]): (date: CalendarDate) => DayKind {
  const working = WorkingYear.of(year, special);
  const shortened = new Set(special.filter((d) => d.shortened).map((d) => d.date));
  return (date) => (shortened.has(date) ? 'shortened' : working.isWorking(date) ? 'working' : 'free');
}
