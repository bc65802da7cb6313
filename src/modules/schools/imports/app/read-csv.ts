import { CsvError, parse } from 'csv-parse/sync';
import type { ImportError } from '../domain/import-error.js';

export interface CsvLine {
  /** The line the row begins at, the first is 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Rows of a CSV text, whatever ends its lines; wholly empty ones are left out. A broken quote ends the reading and is named.
 * @param most how many records are read; the rest of a longer text is not
 */
export function readCsv(file: string, most = Infinity): { lines: CsvLine[]; errors: ImportError[] } {
  const text = file.replace(/\r\n?/g, '\n');
  const hint = /^sep=(.)\n/i.exec(text); // Excel's own first line
  const body = hint === null ? text : text.slice(hint[0].length);
  const skipped = hint === null ? 0 : 1;
  try {
    const records = parse(body, {
      delimiter: hint?.[1] ?? delimiterOf(body), info: true, relax_column_count: true, skip_empty_lines: false, ...(most === Infinity ? {} : { to: most }),
    }) as unknown as { record: string[]; info: { lines: number } }[];
    const lines = records.map(({ record, info }) => ({
      // `lines` counts to the end of the record: breaks inside quotes came after its beginning.
      line: info.lines - record.reduce((n, cell) => n + (cell.match(/\n/g)?.length ?? 0), 0) + skipped,
      cells: record.map(cleanCell),
    }));
    return { lines: lines.filter(({ cells }) => cells.some((cell) => cell !== '')), errors: [] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as unknown as { lines?: number };
    return { lines: [], errors: [{ line: (lines ?? 1) + skipped, column: null, code: 'imports.quotes' }] };
  }
}

/** Of `;`, `,` and tab the one seen most in the heading outside quotes; Russian Excel writes `;`. */
function delimiterOf(text: string): string {
  const heading = (/^(?:[^\n"]|"[^"]*")*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (sign: string) => heading.split(sign).length;
  return [';', ',', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** Spaces around go, and the apostrophe that our export puts before what a spreadsheet would run as a formula. */
export function cleanCell(cell: string): string {
  const trimmed = cell.replace(/\u00a0/g, ' ').trim();
  return /^'[=+\-@\t\r]/.test(trimmed) ? trimmed.slice(1) : trimmed;
}
