import { InvalidInput } from '../../../../shared/domain-error.js';
import { decodeText } from '../domain/decode-text.js';
import type { ImportError } from '../domain/import-error.js';
import { type CsvLine, readCsv } from './read-csv.js';
import { readXlsx } from './read-xlsx.js';

const MOST_ROWS = 10_000;

/**
 * The lines of a CSV text or of a workbook, the heading first.
 * @throws InvalidInput for what is no table, or has more rows than are taken in at once
 */
export async function readFile(bytes: Uint8Array): Promise<{ lines: readonly CsvLine[]; errors: readonly ImportError[] }> {
  const read = isZip(bytes) ? await readXlsx(bytes, MOST_ROWS) : readText(bytes);
  if ('problem' in read) throw new InvalidInput([{ pointer: '/file', code: read.problem, params: { limit: MOST_ROWS, ...('line' in read ? { line: read.line } : {}) } }]);
  if (read.lines.length > MOST_ROWS + 1) throw new InvalidInput([{ pointer: '/file', code: 'imports.too_many_rows', params: { limit: MOST_ROWS } }]);
  return read;
}

function readText(bytes: Uint8Array): ReturnType<typeof readCsv> | { readonly problem: string; readonly line?: number } {
  const decoded = decodeText(bytes);
  return 'problem' in decoded ? decoded : readCsv(decoded.text, MOST_ROWS + 2);
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;
