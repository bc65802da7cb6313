import type { ImportError, Row } from './import-error.js';
import { hasCyrillic, toCyrillic } from './look-alikes.js';

/** A column a kind of file may have. The first heading is the one we write ourselves and name in errors. */
export interface Column {
  readonly key: string;
  readonly headings: readonly string[];
}

/** The heading of a column as errors name it: as typed in this file, else ours. */
export type Headings = ReadonlyMap<string, string>;

/**
 * Finds the columns by their headings (Russian or English, any case, look-alike letters) and gives rows by key.
 * Unknown columns are named as errors: data silently left out would be worse.
 */
export function readTable(
  columns: readonly Column[], lines: readonly { line: number; cells: readonly string[] }[],
): { rows: Row[]; headings: Headings; errors: ImportError[] } {
  const [head, ...body] = lines;
  if (head === undefined) return { rows: [], headings: new Map(), errors: [{ line: 1, column: null, code: 'imports.empty' }] };
  const errors: ImportError[] = [];
  const headings = new Map<string, string>();
  const keys = head.cells.map((heading) => {
    const column = columns.find(({ headings: known }) => known.some((k) => fold(k) === fold(heading)));
    if (column === undefined) {
      if (heading !== '') errors.push({ line: head.line, column: heading, code: 'imports.unknown_column', params: { known: columns.map((c) => c.headings[0]) } });
      return null;
    }
    if (headings.has(column.key)) errors.push({ line: head.line, column: heading, code: 'imports.column_twice' });
    headings.set(column.key, heading);
    return column.key;
  });
  if (headings.size === 0) return { rows: [], headings: ours(columns), errors: [{ line: head.line, column: null, code: 'imports.no_known_column', params: { known: columns.map((c) => c.headings[0]) } }] };
  const rows = body.flatMap(({ line, cells }) => {
    if (keys.length > 1 && cells.length === 1 && /[;,\t|]/.test(cells[0]!)) {
      errors.push({ line, column: null, code: 'imports.delimiter' });
      return [];
    }
    if (cells.slice(keys.length).some((cell) => cell !== '')) {
      errors.push({ line, column: null, code: 'imports.too_many_cells', params: { limit: keys.length } });
      return [];
    }
    return [{ line, cells: Object.fromEntries(keys.flatMap((key, i) => (key === null ? [] : [[key, cells[i] ?? '']]))) }];
  });
  return { rows, headings: new Map([...ours(columns), ...headings]), errors };
}

function ours(columns: readonly Column[]): Map<string, string> {
  return new Map(columns.map(({ key, headings: [first] }) => [key, first!]));
}

/** Whether the file has the column at all. */
export function hasColumn(rows: readonly Row[], key: string): boolean {
  return rows.length === 0 || Object.hasOwn(rows[0]!.cells, key);
}

function fold(heading: string): string {
  const key = heading.normalize('NFC').toLowerCase().replaceAll('ё', 'е').replace(/[\s_.,:;*№()/\-‐-―]+/gu, '');
  return hasCyrillic(key) ? toCyrillic(key) : key;
}
