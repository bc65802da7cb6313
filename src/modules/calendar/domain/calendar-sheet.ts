import { dateOfDayNumber, isWeekend, yearBounds, type CalendarDate } from './calendar-date.js';
import { type SpecialDay, WorkingYear } from './working-year.js';

/** A cell that cannot be read, by line and column of the file as a person counts them, from 1. */
export interface SheetError {
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

export interface SheetYear {
  readonly line: number;
  readonly year: number;
  readonly special: readonly SpecialDay[];
  readonly workingDays: number;
}

const MONTHS = 12;
const WORKING_TOTAL = 13;
const FREE_TOTAL = 14;
const FIRST_YEAR = 1992;
const LAST_YEAR = 2199;

/** A line of the file: its number and its cells. */
export interface SheetLine {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads the state open-data form of the production calendar: a year a line, a month a column, the free days listed;
 * `*` marks a shortened day (a working one), `+` a day off moved there. The totals of the year are checked against the
 * days, because published files were mended in one of them only.
 */
export function readSheet(lines: readonly SheetLine[]): { years: SheetYear[]; errors: SheetError[] } {
  const years: SheetYear[] = [];
  const errors: SheetError[] = [];
  const seen = new Map<number, number>();
  for (const { line, cells } of lines) {
    const read = readYear(line, cells);
    const before = 'year' in read ? seen.get(read.year) : undefined;
    if ('errors' in read) errors.push(...read.errors);
    else if (before !== undefined) errors.push({ line, column: 1, code: 'calendar_import.year_twice', params: { year: read.year, line: before } });
    else {
      seen.set(read.year, line);
      years.push(read);
    }
  }
  return { years, errors };
}

function readYear(line: number, cells: readonly string[]): SheetYear | { errors: SheetError[] } {
  const year = Number(cells[0]?.trim());
  if (!Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR) {
    return { errors: [{ line, column: 1, code: 'calendar_import.year', params: { from: FIRST_YEAR, to: LAST_YEAR } }] };
  }
  const errors: SheetError[] = [];
  const free = new Set<CalendarDate>();
  const shortened = new Set<CalendarDate>();
  for (let month = 1; month <= MONTHS; month++) {
    const problem = readMonth(year, month, cells[month] ?? '', free, shortened);
    if (problem !== null) errors.push({ line, column: month + 1, ...problem });
  }
  if (errors.length > 0) return { errors };

  const special = specialDays(year, free, shortened);
  const { workingDays } = WorkingYear.of(year, special);
  for (const [index, counted] of [[WORKING_TOTAL, workingDays], [FREE_TOTAL, free.size]] as const) {
    const said = cells[index]?.trim() ?? '';
    if (said !== '' && Number(said) !== counted) errors.push({ line, column: index + 1, code: 'calendar_import.total', params: { said, counted } });
  }
  return errors.length > 0 ? { errors } : { line, year, special, workingDays };
}

function readMonth(
  year: number, month: number, cell: string, free: Set<CalendarDate>, shortened: Set<CalendarDate>,
): { code: string; params: Record<string, unknown> } | null {
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const marks = cell.split(',').map((mark) => mark.trim());
  for (const mark of marks) {
    const [, digits = '', sign] = /^(\d{1,2})([*+]?)$/.exec(mark) ?? [];
    const day = Number(digits);
    const date = `${year}-${String(month).padStart(2, '0')}-${digits.padStart(2, '0')}`;
    if (digits === '' || day < 1 || day > daysInMonth) return { code: 'calendar_import.day', params: { value: mark, daysInMonth } };
    if (free.has(date) || shortened.has(date)) return { code: 'calendar_import.day_twice', params: { day } };
    (sign === '*' ? shortened : free).add(date);
  }
  return null;
}

/** What differs from "Monday to Friday": free weekdays, working weekends, and shortened days. */
function specialDays(year: number, free: ReadonlySet<CalendarDate>, shortened: ReadonlySet<CalendarDate>): SpecialDay[] {
  const { first, last } = yearBounds(year);
  const days: SpecialDay[] = [];
  for (let day = first; day <= last; day++) {
    const date = dateOfDayNumber(day);
    const working = !free.has(date);
    if (working === isWeekend(day) || shortened.has(date)) days.push({ date, working, shortened: shortened.has(date) });
  }
  return days;
}
