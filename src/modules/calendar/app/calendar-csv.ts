import { parse } from 'csv-parse/sync';
import { DomainError, InvalidInput } from '../../../shared/domain-error.js';
import { readSheet, type SheetError, type SheetLine, type SheetYear } from '../domain/calendar-sheet.js';

/** Bytes of a calendar file at most; the file of 27 years has 11 KB. */
export const MOST_CSV_BYTES = 1024 * 1024;

/**
 * Reads a calendar file: UTF-8 with or without a byte order mark, cells divided by commas or semicolons.
 * @throws InvalidInput calendar_import.not_csv, calendar_import.no_years
 */
export function readCalendarCsv(bytes: Uint8Array): { years: SheetYear[]; errors: SheetError[] } {
  const lines = split(bytes).filter(({ cells }) => /^\s*\d/.test(cells[0] ?? '') || cells.length === 1);
  if (lines.length === 0) throw wrong('calendar_import.no_years');
  return readSheet(lines);
}

function split(bytes: Uint8Array): SheetLine[] {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const delimiter = (text.split('\n', 1)[0] ?? '').includes(';') ? ';' : ',';
    const records = parse(text, { delimiter, info: true, relax_column_count: true, skip_empty_lines: true }) as unknown as
      { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw wrong('calendar_import.not_csv');
  }
}

function wrong(code: string): InvalidInput {
  return new InvalidInput([{ pointer: '/file', code }]);
}
