import type { Cell, Workbook, Worksheet } from 'exceljs';
import type { ImportError } from '../domain/import-error.js';
import { type CsvLine, cleanCell } from './read-csv.js';
import { scanZip } from './scan-zip.js';

const MOST_BYTES = 32 * 1024 * 1024;
const MOST_ENTRIES = 500;
/** Of all parts together; ten thousand rows of a dozen cells have half of it. */
const MOST_TAGS = 2_000_000;
const MOST_COLUMNS = 100;
/** Characters; one long text that every cell points to would be read as often as there are cells. */
const LONGEST_CELL = 1000;
/** Everything of a sheet but its cells: some of it the library would spread over a million cells or columns. */
const IGNORED = [
  'sheetPr', 'dimension', 'sheetViews', 'sheetFormatPr', 'cols', 'autoFilter', 'mergeCells', 'rowBreaks', 'hyperlinks', 'pageMargins', 'dataValidations', 'pageSetup',
  'headerFooter', 'printOptions', 'picture', 'drawing', 'sheetProtection', 'tableParts', 'conditionalFormatting', 'extLst', 'legacyDrawing',
];

/** Why bytes are no table: the code of the error. */
export interface NoTable { readonly problem: 'imports.workbook' | 'imports.workbook_too_large' | 'imports.too_many_rows' }

/**
 * Rows of the first sheet of a workbook, as the same table in CSV would give them. A row with a formula or a broken cell
 * is left out and named: what a formula shows is not what its author typed. The archive is looked through before the
 * library opens it, so that neither a bomb nor an endless sheet is ever held in memory.
 */
export async function readXlsx(bytes: Uint8Array, mostRows: number): Promise<{ lines: CsvLine[]; errors: ImportError[] } | NoTable> {
  const rows = new Map<string, RowCount>();
  let tags = 0;
  let tooManyRows = false;
  const problem = await scanZip(bytes, { bytes: MOST_BYTES, entries: MOST_ENTRIES }, (name, piece) => {
    for (const byte of piece) if (byte === TAG) tags += 1;
    const count = rows.get(name) ?? new RowCount();
    rows.set(name, count.add(piece));
    tooManyRows = count.rows > mostRows + 1;
    return !tooManyRows && tags <= MOST_TAGS;
  });
  if (tooManyRows) return { problem: 'imports.too_many_rows' };
  if (problem !== null) return { problem: problem === 'broken' ? 'imports.workbook' : 'imports.workbook_too_large' };
  const workbook = await open(bytes);
  const [sheet, ...others] = workbook?.worksheets.filter(({ state }) => state === 'visible') ?? [];
  if (sheet === undefined) return { problem: 'imports.workbook' };
  const { lines, errors } = linesOf(sheet);
  if (others.some(({ actualRowCount }) => actualRowCount > 0)) errors.unshift({ line: 1, column: null, code: 'imports.several_sheets' });
  return { lines, errors };
}

async function open(bytes: Uint8Array): Promise<Workbook | null> {
  const { default: excel } = await import('exceljs'); // on use: it takes memory
  const workbook = new excel.Workbook();
  try {
    await workbook.xlsx.load(Buffer.from(bytes) as never, { ignoreNodes: IGNORED });
    return workbook;
  } catch {
    return null;
  }
}

function linesOf(sheet: Worksheet): { lines: CsvLine[]; errors: ImportError[] } {
  const lines: CsvLine[] = [];
  const errors: ImportError[] = [];
  sheet.eachRow((row, line) => {
    const cells: string[] = [];
    let good = true;
    row.eachCell((cell, number) => {
      const read = number > MOST_COLUMNS ? { code: 'imports.too_many_cells', limit: MOST_COLUMNS } : textOf(cell);
      if (typeof read !== 'string') {
        errors.push({ line, column: lines[0]?.cells[number - 1] || cell.address, code: read.code, params: { cell: cell.address, ...('limit' in read ? { limit: read.limit } : {}) } });
        good = false;
      }
      else cells[number - 1] = cleanCell(read);
    });
    const dense = Array.from(cells, (cell) => cell ?? '');
    if (good && dense.some((cell) => cell !== '')) lines.push({ line, cells: dense });
  });
  return { lines, errors };
}

/** What a person sees in the cell; a code for what was not typed. */
function textOf(cell: Cell): string | Unreadable {
  const text = partsOf(cell);
  if (!Array.isArray(text)) return text;
  return text.reduce((sum, part) => sum + part.length, 0) > LONGEST_CELL ? { code: 'imports.cell_too_long', limit: LONGEST_CELL } : text.join('');
}

interface Unreadable { readonly code: string; readonly limit?: number }

function partsOf({ value }: Cell): string[] | Unreadable {
  if (value === null || value === undefined) return [];
  if (value instanceof Date) return [dateText(value)];
  if (typeof value === 'boolean') return [value ? 'да' : 'нет'];
  if (typeof value !== 'object') return [String(value)];
  if ('formula' in value || 'sharedFormula' in value) return { code: 'imports.formula' };
  if ('error' in value) return { code: 'imports.cell_error' };
  if ('richText' in value) return value.richText.map(({ text }) => text);
  if ('text' in value) return typeof value.text === 'string' ? [value.text] : (value.text as { richText: { text: string }[] }).richText.map(({ text }) => text);
  return [];
}

/** A day as Russian files write it; the day zero of spreadsheets is a time of day. */
function dateText(value: Date): string {
  const iso = value.toISOString();
  if (value.getUTCFullYear() < 1900) return iso.slice(11, 16);
  return `${iso.slice(8, 10)}.${iso.slice(5, 7)}.${iso.slice(0, 4)}`;
}

const TAG = '<'.charCodeAt(0);

/** Counts the rows of a sheet as its text goes by. */
class RowCount {
  rows = 0;
  private rest = '';

  add(piece: Buffer): this {
    const text = this.rest + piece.toString('latin1');
    this.rows += text.match(/<(?:\w{1,20}:)?row[\s>/]/g)?.length ?? 0;
    this.rest = /<[\w:]{0,25}$/.exec(text.slice(-30))?.[0] ?? '';
    return this;
  }
}
