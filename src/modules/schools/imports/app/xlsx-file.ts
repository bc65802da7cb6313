import { guarded } from '../domain/csv-text.js';

/** Looks like an escaped character of the format (ECMA-376, ST_Xstring): its first sign is escaped itself. */
const ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g;

/**
 * A table as a workbook of one sheet. All cells are text, which no spreadsheet runs; those it would run when the sheet is
 * saved as CSV carry the apostrophe of our CSV all the same, and the import takes it off.
 */
export async function xlsxFile(table: readonly (readonly (string | null)[])[]): Promise<Buffer> {
  const { default: excel } = await import('exceljs'); // on use: it takes memory
  const workbook = new excel.Workbook();
  const sheet = workbook.addWorksheet('Список', { views: [{ state: 'frozen', ySplit: 1 }] });
  for (const cells of table) sheet.addRow(cells.map((cell) => (cell === null ? null : guarded(cell).replace(ESCAPE, '_x005F_'))));
  sheet.columns.forEach((column) => { column.numFmt = '@'; column.width = 20; });
  sheet.getRow(1).font = { bold: true };
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
