/** A table as a workbook of one sheet. All cells are text, so a spreadsheet runs none of them as a formula. */
export async function xlsxFile(table: readonly (readonly (string | null)[])[]): Promise<Buffer> {
  const { default: excel } = await import('exceljs'); // on use: it takes memory
  const workbook = new excel.Workbook();
  const sheet = workbook.addWorksheet('Список', { views: [{ state: 'frozen', ySplit: 1 }] });
  for (const cells of table) sheet.addRow(cells);
  sheet.columns.forEach((column) => { column.numFmt = '@'; column.width = 20; });
  sheet.getRow(1).font = { bold: true };
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
