import type { Column, Headings } from './columns.js';
import type { ImportError } from './import-error.js';
import type { Cells } from './read-rows.js';

/** Days of some grade levels of a year: a term or a vacation. */
export interface YearSpan {
  readonly startsOn: string;
  /** Inclusive. */
  readonly endsOn: string;
  readonly gradeFrom: number;
  readonly gradeTo: number;
}

export const SPAN_COLUMNS: readonly Column[] = [
  { key: 'gradeFrom', headings: ['Классы с', 'gradeFrom', 'grade from', 'с класса'] },
  { key: 'gradeTo', headings: ['Классы по', 'gradeTo', 'grade to', 'по класс'] },
  { key: 'startsOn', headings: ['Начало', 'startsOn', 'start', 'дата начала', 'с'] },
  { key: 'endsOn', headings: ['Конец', 'endsOn', 'end', 'дата окончания', 'окончание', 'по'] },
];

/** @param latest the last day such a span may have */
export function readSpan(cells: Cells, { startsOn }: { readonly startsOn: string }, latest: string): YearSpan {
  const span = {
    startsOn: cells.requiredDate('startsOn'), endsOn: cells.requiredDate('endsOn'),
    gradeFrom: cells.number('gradeFrom', 1, 11) ?? 1, gradeTo: cells.number('gradeTo', 1, 11) ?? 11,
  };
  if (span.gradeFrom > span.gradeTo) cells.say('gradeTo', 'schools.grades_backwards');
  if (span.startsOn !== '' && span.startsOn < startsOn) cells.say('startsOn', 'schools.outside_year', { from: startsOn, to: latest });
  if (span.endsOn > latest) cells.say('endsOn', 'schools.outside_year', { from: startsOn, to: latest });
  if (span.endsOn !== '' && span.startsOn > span.endsOn) cells.say('endsOn', 'schools.ends_before');
  return span;
}

/** Which rows would stand over one another or over what stays, if all of them were written. */
export function spanClashes<S extends YearSpan>(
  rows: readonly (S & { readonly line: number })[], staying: readonly S[], clash: (a: S, b: S) => string | null, headings: Headings,
): ImportError[] {
  return rows.flatMap((row, i) => {
    const code = [...staying, ...rows.slice(0, i)].map((other) => (sameGrades(row, other) ? clash(row, other) : null)).find((found) => found !== null);
    return code === undefined ? [] : [{ line: row.line, column: headings.get('startsOn')!, code }];
  });
}

export const daysOverlap = (a: YearSpan, b: YearSpan): boolean => a.startsOn <= b.endsOn && b.startsOn <= a.endsOn;
const sameGrades = (a: YearSpan, b: YearSpan): boolean => a.gradeFrom <= b.gradeTo && b.gradeFrom <= a.gradeTo;
