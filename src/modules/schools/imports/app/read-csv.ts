import { CsvError, parse } from 'csv-parse/sync';
import { unguarded } from '../domain/csv-text.js';
import type { ImportError } from '../domain/import-error.js';

/** Characters of a row at most; a quote that is never closed makes one row of the rest of the file. */
const LONGEST_RECORD = 64 * 1024;
const LONGEST_HEADING = 64 * 1024;
/** A row with more is wrong, however many more. */
const MOST_COLUMNS = 100;

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
      delimiter: hint?.[1] ?? delimiterOf(body), info: true, relax_column_count: true, skip_empty_lines: false, max_record_size: LONGEST_RECORD, ...(most === Infinity ? {} : { to: most }),
    }) as unknown as { record: string[]; info: { lines: number } }[];
    const lines = records.map(({ record, info }) => ({
      // `lines` counts to the end of the record: breaks inside quotes came after its beginning.
      line: info.lines - record.reduce((n, cell) => n + (cell.match(/\n/g)?.length ?? 0), 0) + skipped,
      cells: record.slice(0, MOST_COLUMNS + 1).map(cleanCell),
    }));
    const wide = lines.filter(({ cells }) => cells.length > MOST_COLUMNS);
    return {
      lines: lines.filter(({ cells }) => cells.length <= MOST_COLUMNS && cells.some((cell) => cell !== '')),
      errors: wide.map(({ line }) => ({ line, column: null, code: 'imports.too_many_cells', params: { limit: MOST_COLUMNS } })),
    };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines, code } = error as unknown as { lines?: number; code: string };
    return { lines: [], errors: [{ line: (lines ?? 1) + skipped, column: null, code: code === 'CSV_MAX_RECORD_SIZE' ? 'imports.line_too_long' : 'imports.quotes' }] };
  }
}

/** Of `;`, `,`, tab and `|` the one seen most in the heading outside quotes; Russian Excel writes `;`. */
function delimiterOf(text: string): string {
  const heading = text.slice(0, LONGEST_HEADING).replace(/"[^"]*"/g, '').split('\n', 1)[0]!;
  const count = (sign: string) => heading.split(sign).length;
  return [';', ',', '\t', '|'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** Spaces around go, and the apostrophe that our export puts before what a spreadsheet would run as a formula. */
export function cleanCell(cell: string): string {
  return unguarded(cell.replace(/\u00a0/g, ' ').trim());
}
