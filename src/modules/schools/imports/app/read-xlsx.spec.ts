import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import excel from 'exceljs';
import { readXlsx } from './read-xlsx.js';
import { xlsxFile } from './xlsx-file.js';

const book = async (fill: (sheet: excel.Worksheet, workbook: excel.Workbook) => void) => {
  const workbook = new excel.Workbook();
  fill(workbook.addWorksheet('Лист1'), workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
};
const lines = async (bytes: Uint8Array, most = 100) => {
  const read = await readXlsx(bytes, most);
  if ('problem' in read) throw new Error(read.problem);
  return { cells: read.lines.map(({ line, cells }) => [line, ...cells]), errors: read.errors };
};

describe('rows of a workbook', () => {
  it('gives text, numbers, days, times and rich text as they are seen, by their line', async () => {
    const file = await book((sheet) => {
      sheet.addRow(['Имя', 'День', 'Час', 'Число', 'Да']);
      sheet.addRow([]);
      sheet.addRow([{ richText: [{ text: 'Ив' }, { text: 'анов ' }] }, new Date('2014-05-17T00:00:00Z'), new Date('1899-12-30T08:30:00Z'), 2.5, true]);
      sheet.getCell('A3').alignment = { wrapText: true };
      sheet.getCell('C3').numFmt = 'hh:mm';
      sheet.mergeCells('A5:C6');
    });
    expect(await lines(file)).toEqual({ cells: [[1, 'Имя', 'День', 'Час', 'Число', 'Да'], [3, 'Иванов', '17.05.2014', '08:30', '2.5', 'да']], errors: [] });
  });

  it('leaves out rows with formulas and errors, naming the cell', async () => {
    const file = await book((sheet) => {
      sheet.addRow(['Имя', 'Класс']);
      sheet.addRow(['Иванов', { formula: '1+1', result: 2 }]);
      sheet.addRow([{ error: '#N/A' }, '5А']);
      sheet.addRow(['Петров', '=5А']);
      sheet.getCell(2000, 200).value = 'далеко';
    });
    expect(await lines(file)).toEqual({
      cells: [[1, 'Имя', 'Класс'], [4, 'Петров', '=5А']],
      errors: [
        { line: 2, column: 'Класс', code: 'imports.formula', params: { cell: 'B2' } }, { line: 3, column: 'Имя', code: 'imports.cell_error', params: { cell: 'A3' } },
        { line: 2000, column: 'GR2000', code: 'imports.too_many_cells', params: { cell: 'GR2000', limit: 100 } },
      ],
    });
  });

  it('reads one sheet only, and says so when others have data', async () => {
    const two = await book((sheet, workbook) => { sheet.addRow(['Имя']); workbook.addWorksheet('Пустой'); workbook.addWorksheet('Второй').addRow(['x']); });
    expect((await lines(two)).errors).toEqual([{ line: 1, column: null, code: 'imports.several_sheets' }]);
  });

  it('reads what it writes, which no spreadsheet runs', async () => {
    const table = [['а', 'б'], ['=1+1', '-2'], ['+7', 'x;"y"'], ["'=1", "''@x"], ['_x0041_', 'a\n=b'], ['\uff1d1', "'"]];
    expect((await lines(await xlsxFile(table))).cells.map(([, ...cells]) => cells)).toEqual(table);
  });

  it('names a cell whose text has no end, by whatever part of it', async () => {
    const file = await book((sheet) => {
      sheet.addRow(['Имя', 'Класс']);
      sheet.addRow(['x'.repeat(1001), '5А']);
      sheet.addRow([{ richText: [{ text: 'x'.repeat(600) }, { text: 'y'.repeat(600) }] }, '5А']);
      sheet.addRow(['x'.repeat(1000), '5А']);
    });
    const read = await lines(file);
    expect(read.errors).toEqual([2, 3].map((line) => ({ line, column: 'Имя', code: 'imports.cell_too_long', params: { cell: `A${line}`, limit: 1000 } })));
    expect(read.cells).toHaveLength(2);
  });

  it('unfolds no entities of a sheet', async () => {
    const entities = Array.from({ length: 8 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('');
    const sheet = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "lol">${entities}]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&e8;</t></is></c></row></sheetData></worksheet>`;
    expect(await readXlsx(zipOf('xl/worksheets/sheet1.xml', Buffer.from(sheet)), 100)).toEqual({ problem: 'imports.workbook' });
  });

  it('refuses what is no workbook, too many rows, and archives that swell', async () => {
    const long = await book((sheet) => { for (let i = 0; i < 102; i += 1) sheet.addRow(['x']); });
    expect(await readXlsx(long, 100)).toEqual({ problem: 'imports.too_many_rows' });
    expect((await lines(long, 101)).cells).toHaveLength(102);
    expect(await readXlsx(Buffer.from('PK\u0003\u0004 no archive'), 100)).toEqual({ problem: 'imports.workbook' });
    expect(await readXlsx(long.subarray(0, long.length - 60), 100)).toEqual({ problem: 'imports.workbook' });
    expect(await readXlsx(zipOf('xl/worksheets/sheet1.xml', Buffer.alloc(40 * 1024 * 1024)), 100)).toEqual({ problem: 'imports.workbook_too_large' });
    expect(await readXlsx(zipOf('xl/styles.xml', Buffer.alloc(3_000_000, '<')), 100)).toEqual({ problem: 'imports.workbook_too_large' });
    expect(await readXlsx(zipOf('hello.txt', Buffer.from('hello')), 100)).toEqual({ problem: 'imports.workbook' });
  });
});

/** An archive of one file that says of itself to be small. */
function zipOf(name: string, content: Buffer): Buffer {
  const data = deflateRawSync(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt32LE(10, 22);
  local.writeUInt16LE(name.length, 26);
  const directory = Buffer.alloc(46);
  directory.writeUInt32LE(0x02014b50, 0);
  directory.writeUInt16LE(8, 10);
  directory.writeUInt32LE(data.length, 20);
  directory.writeUInt32LE(10, 24);
  directory.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + data.length, 16);
  return Buffer.concat([local, Buffer.from(name), data, directory, Buffer.from(name), end]);
}
