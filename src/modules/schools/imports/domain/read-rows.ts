import { parseClassName } from '../../roster/domain/class-name.js';
import { parseDate } from './cells.js';
import { hasColumn, type Headings } from './columns.js';
import type { ImportError, Row } from './import-error.js';
import { mendWords } from './look-alikes.js';

/** The rows of a file with the headings errors name. */
export interface Table {
  readonly rows: readonly Row[];
  readonly headings: Headings;
}

/**
 * Reads each row, naming every wrong cell; a row with an error is not among the good ones.
 * @param required columns the file must have
 */
export function readRows<R extends object>({ rows, headings }: Table, required: readonly string[], read: (cells: Cells) => R): { rows: (R & { readonly line: number })[]; errors: ImportError[] } {
  const missing = required.filter((key) => !hasColumn(rows, key));
  if (missing.length > 0) return { rows: [], errors: missing.map((key) => ({ line: 1, column: headings.get(key)!, code: 'imports.column_missing' })) };
  const errors: ImportError[] = [];
  const good = rows.flatMap((row) => {
    const cells = new Cells(row, headings, errors);
    const told = { ...read(cells), line: row.line };
    return cells.wrong ? [] : [told];
  });
  return { rows: good, errors };
}

const YES = ['да', '+', '1', 'yes', 'true', 'истина'];
const NO = ['нет', '-', '0', 'no', 'false', 'ложь'];

/** The cells of one row. A reader of a wrong cell names it and answers something of the type: the row is dropped anyway. */
export class Cells {
  wrong = false;

  constructor(private readonly row: Row, private readonly headings: Headings, private readonly errors: ImportError[]) {}

  /** What is typed; empty for an empty cell or a column the file lacks. */
  raw(key: string): string {
    return this.row.cells[key] ?? '';
  }

  say(key: string, code: string, params?: Record<string, unknown>): void {
    this.wrong = true;
    this.errors.push({ line: this.row.line, column: this.headings.get(key)!, code, params });
  }

  /** Latin letters typed for Cyrillic ones are mended. Null: the cell is empty. */
  text(key: string, limit: number): string | null {
    const typed = this.raw(key).replace(/\s+/g, ' ');
    if (typed.length > limit) this.say(key, 'input.too_long', { limit });
    const text = mendWords(typed);
    if (text === null) this.say(key, 'imports.mixed_letters');
    return text === '' ? null : text ?? typed;
  }

  requiredText(key: string, limit: number): string {
    return this.text(key, limit) ?? this.required(key, '');
  }

  /** A number with at most `decimals` after the point; a comma is a point too. Null: the cell is empty. */
  number(key: string, min: number, max: number, decimals = 0): number | null {
    const typed = this.raw(key).replace(',', '.');
    if (typed === '') return null;
    const value = /^\d+(\.\d+)?$/.test(typed) ? Number(typed) : NaN;
    if (value >= min && value <= max && Number(value.toFixed(decimals)) === value) return value;
    this.say(key, decimals === 0 ? 'imports.whole_number' : 'imports.number', { min, max });
    return null;
  }

  requiredNumber(key: string, min: number, max: number, decimals = 0): number {
    return this.raw(key) === '' ? this.required(key, min) : this.number(key, min, max, decimals) ?? min;
  }

  /** Null: the cell is empty. */
  date(key: string): string | null {
    if (this.raw(key) === '') return null;
    const date = parseDate(this.raw(key));
    if (date === null) this.say(key, 'imports.date');
    return date;
  }

  requiredDate(key: string): string {
    return this.raw(key) === '' ? this.required(key, '') : this.date(key) ?? '';
  }

  /** `8:30`, `08.30`, `08:30:00` as `08:30`. */
  requiredTime(key: string): string {
    if (this.raw(key) === '') return this.required(key, '');
    const time = /^([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.]00)?$/.exec(this.raw(key));
    if (time === null) this.say(key, 'imports.time');
    return time === null ? '' : `${time[1]!.padStart(2, '0')}:${time[2]}`;
  }

  /** Null: the cell is empty. */
  yesNo(key: string): boolean | null {
    const typed = this.raw(key).toLowerCase();
    if (typed === '') return null;
    if (YES.includes(typed)) return true;
    if (!NO.includes(typed)) this.say(key, 'imports.yes_no');
    return false;
  }

  /** One of some words, each with its spellings in lower case; the first is ours. Null: the cell is empty. */
  word<T extends string>(key: string, words: Readonly<Record<T, readonly string[]>>): T | null {
    const typed = this.raw(key).toLowerCase().replaceAll('ё', 'е');
    if (typed === '') return null;
    const found = (Object.keys(words) as T[]).find((word) => word === typed || words[word].includes(typed));
    if (found === undefined) this.say(key, 'imports.word', { known: (Object.values(words) as string[][]).map(([ours]) => ours) });
    return found ?? null;
  }

  required<T>(key: string, instead: T): T {
    this.say(key, 'input.required');
    return instead;
  }

  /** `5А` in our spelling. */
  className(key: string): string {
    if (this.raw(key) === '') return this.required(key, '');
    const parsed = parseClassName(this.raw(key));
    if (parsed === null) this.say(key, 'imports.class_name');
    return parsed === null ? '' : `${parsed.gradeLevel}${parsed.letter}`;
  }
}
