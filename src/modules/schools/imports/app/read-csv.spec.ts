import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { csvText } from '../domain/csv-text.js';
import { decodeText } from '../domain/decode-text.js';
import { readCsv } from './read-csv.js';

describe('bytes to text', () => {
  const word = 'Фамилия;Ёжиков';
  const in1251 = Buffer.from([0xd4, 0xe0, 0xec, 0xe8, 0xeb, 0xe8, 0xff, 0x3b, 0xa8, 0xe6, 0xe8, 0xea, 0xee, 0xe2]);

  test.each([
    ['UTF-8', Buffer.from(word)], ['UTF-8 with a mark', Buffer.from(`\ufeff${word}`)], ['windows-1251', in1251],
    ['UTF-16 with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(word, 'utf16le')])],
    ['UTF-16 without one', Buffer.from(word, 'utf16le')], ['UTF-16 with its halves swapped', Buffer.from(word, 'utf16le').swap16()],
    ['the coding of DOS', Buffer.from([0x94, 0xa0, 0xac, 0xa8, 0xab, 0xa8, 0xef, 0x3b, 0xf0, 0xa6, 0xa8, 0xaa, 0xae, 0xa2])],
    ['KOI8-R', Buffer.from([0xe6, 0xc1, 0xcd, 0xc9, 0xcc, 0xc9, 0xd1, 0x3b, 0xb3, 0xd6, 0xc9, 0xcb, 0xcf, 0xd7])],
  ])('reads %s', (_, bytes) => {
    expect(decodeText(bytes)).toEqual({ text: word });
  });

  it('knows what is no text', () => {
    expect(decodeText(Buffer.from('PK\u0003\u0004 sheet'))).toEqual({ problem: 'imports.spreadsheet' });
    expect(decodeText(Buffer.from([1, 0, 2]))).toEqual({ problem: 'imports.not_text' });
  });

  it('refuses what is broken instead of guessing, and says from which line on', () => {
    const good = Buffer.from('Фамилия;Имя\nИванов;Пётр\n');
    expect(decodeText(Buffer.concat([good, Buffer.from('Кузн'), Buffer.from([0xd0]), Buffer.from('ов;Илья\n')]))).toEqual({ problem: 'imports.broken_text', line: 3 });
    expect(decodeText(Buffer.concat([good, good.subarray(0, 5)]))).toEqual({ problem: 'imports.broken_text', line: 3 });
    const wide = Buffer.from(`\ufeff${good.toString()}`, 'utf16le');
    expect(decodeText(wide.subarray(0, -1))).toMatchObject({ problem: 'imports.broken_text' });
    expect(decodeText(Buffer.concat([wide, Buffer.from([0x00, 0xd8, 0x3b, 0x00])]))).toMatchObject({ problem: 'imports.broken_text', line: 3 });
  });
});

describe('text to rows', () => {
  test.each([';', ',', '\t', '|'])('finds the delimiter %j', (sign) => {
    expect(readCsv(`a${sign}b\r\n1${sign}2\r\n`).lines).toEqual([{ line: 1, cells: ['a', 'b'] }, { line: 2, cells: ['1', '2'] }]);
  });

  it('names the line a row begins at, whatever came before', () => {
    const { lines } = readCsv('a;b\n1;"two\nlines\nof it"\n\n;\n3;4\r\n5;"x\r\ny"\n6;7');
    expect(lines.map(({ line, cells }) => [line, cells[0]])).toEqual([[1, 'a'], [2, '1'], [7, '3'], [8, '5'], [10, '6']]);
  });

  it('does not count a delimiter inside a quoted heading', () => {
    expect(readCsv('"ФИО, полностью, с отчеством";Класс\nИванов Пётр;5А').lines[1]!.cells).toEqual(['Иванов Пётр', '5А']);
  });

  it('takes Excel its first line, and names it in the count', () => {
    expect(readCsv('sep=,\r\na,b\r\n1,2').lines).toEqual([{ line: 2, cells: ['a', 'b'] }, { line: 3, cells: ['1', '2'] }]);
  });

  it('names where a quote goes wrong', () => {
    const { lines, errors } = readCsv('a;b\n1;2\n3;"four\n5;6\n');
    expect(lines).toEqual([]);
    expect(errors).toEqual([{ line: expect.any(Number), column: null, code: 'imports.quotes' }]);
    expect(errors[0]!.line).toBeGreaterThanOrEqual(3);
  });

  it('reads no further than a row without an end, and no more of a row than there can be columns', () => {
    expect(readCsv(`a;b\n1;${'x'.repeat(70_000)}\n`)).toEqual({ lines: [], errors: [{ line: expect.any(Number), column: null, code: 'imports.line_too_long' }] });
    expect(readCsv(`a;b\n1;"${'x\n'.repeat(2_000_000)}`)).toMatchObject({ lines: [], errors: [{ code: expect.stringMatching(/line_too_long|quotes/) }] });
    expect(readCsv('x'.repeat(5_000_000)).errors).toMatchObject([{ code: 'imports.line_too_long' }]);
    expect(readCsv(`a;b\n1${';'.repeat(60_000)}\n2;3`)).toEqual({
      lines: [{ line: 1, cells: ['a', 'b'] }, { line: 3, cells: ['2', '3'] }], errors: [{ line: 2, column: null, code: 'imports.too_many_cells', params: { limit: 100 } }],
    });
  });

  it('gives back what it wrote, and never a formula', () => {
    const plain = fc.string({ unit: 'grapheme', minLength: 1 }).map((s) => s.replace(/[\s\u00a0\ufeff]+/g, ' ').trim()).filter((s) => s !== '');
    const cell = fc.oneof(plain, plain.map((s) => `=${s}`), plain.map((s) => `'=${s}`), plain.map((s) => `''@${s}`));
    fc.assert(fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (table) => {
      const text = csvText([['a', 'b'], ...table]);
      for (const [typed] of text.matchAll(/(?<=^\ufeff|\n|;)"?[=+\-@\uff1d\uff0b\uff0d\uff20]/g)) throw new Error(`A spreadsheet would run ${typed}`);
      expect(readCsv(text.slice(1)).lines.slice(1).map(({ cells }) => [...cells])).toEqual(table);
    }));
    expect(csvText([['=1+1', '+7', '-1', '@x', "'=1", '\uff1d1', '\tx', '\rx']])).toBe("\ufeff'=1+1;'+7;'-1;'@x;''=1;'\uff1d1;\"'\tx\";\"'\rx\"\r\n");
  });
});
