import { parseClassName, type ClassName } from '../../roster/domain/class-name.js';
import { type Column, hasColumn, type Headings } from './columns.js';
import type { ImportError, Row } from './import-error.js';

export const CLASS_COLUMNS: readonly Column[] = [
  { key: 'className', headings: ['Класс', 'class', 'className', 'name'] },
  { key: 'gradeLevel', headings: ['Параллель', 'gradeLevel', 'grade', 'номер класса'] },
  { key: 'letter', headings: ['Буква', 'letter', 'литера', 'литер'] },
  { key: 'shift', headings: ['Смена', 'shift'] },
  { key: 'profile', headings: ['Профиль', 'profile'] },
];

/** A class as a good row tells it. Null: the cell is empty, what is known stays. */
export interface ClassRow extends ClassName {
  readonly line: number;
  readonly shift: 1 | 2 | null;
  readonly profile: string | null;
}

/** Reads each row, naming every wrong cell. A class is named in one column (`5А`) or in two (`5`, `А`). */
export function readClasses(rows: readonly Row[], headings: Headings): { classes: ClassRow[]; errors: ImportError[] } {
  const inTwo = !hasColumn(rows, 'className');
  const missing = inTwo ? ['gradeLevel', 'letter'].filter((key) => !hasColumn(rows, key)) : [];
  if (missing.length === 2) return { classes: [], errors: [{ line: 1, column: headings.get('className')!, code: 'imports.column_missing' }] };
  if (missing.length === 1) return { classes: [], errors: [{ line: 1, column: headings.get(missing[0]!)!, code: 'imports.column_missing' }] };
  const errors: ImportError[] = [];
  const seen = new Map<string, number>();
  const classes = rows.flatMap((row) => {
    const wrong: ImportError[] = [];
    const say = (key: string, code: string, params?: Record<string, unknown>) => wrong.push({ line: row.line, column: headings.get(key)!, code, params });
    const cell = (key: string): string => row.cells[key] ?? '';
    const nameColumn = inTwo ? 'gradeLevel' : 'className';
    const typed = inTwo ? `${cell('gradeLevel')}${cell('letter')}` : cell('className');
    const parsed = parseClassName(typed);
    if (typed === '') say(nameColumn, 'input.required');
    else if (parsed === null) say(nameColumn, 'imports.class_name');
    const shift = cell('shift');
    if (!['', '1', '2'].includes(shift)) say('shift', 'imports.shift');
    if (cell('profile').length > 100) say('profile', 'input.too_long', { limit: 100 });
    const name = parsed === null ? '' : `${parsed.gradeLevel}${parsed.letter}`;
    if (name !== '' && seen.has(name)) say(nameColumn, 'imports.duplicate', { first: seen.get(name) });
    else seen.set(name, row.line);
    errors.push(...wrong);
    if (wrong.length > 0 || parsed === null) return [];
    return [{ ...parsed, line: row.line, shift: shift === '' ? null : (Number(shift) as 1 | 2), profile: cell('profile') || null }];
  });
  return { classes, errors };
}
