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
  ])('reads %s', (_, bytes) => {
    expect(decodeText(bytes)).toEqual({ text: word });
  });

  it('knows what is no text', () => {
    expect(decodeText(Buffer.from('PK\u0003\u0004 sheet'))).toEqual({ problem: 'imports.spreadsheet' });
    expect(decodeText(Buffer.from([1, 0, 2]))).toEqual({ problem: 'imports.not_text' });
  });
});

describe('text to rows', () => {
  test.each([';', ',', '\t'])('finds the delimiter %j', (sign) => {
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

  it('gives back what it wrote, and never a formula', () => {
    const cell = fc.string({ unit: 'grapheme', minLength: 1 }).map((s) => s.replace(/[\s\u00a0\ufeff']+/g, ' ').trim()).filter((s) => s !== '');
    fc.assert(fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (table) => {
      const text = csvText([['a', 'b'], ...table]);
      for (const line of readCsv(text.replaceAll("'", '')).lines) expect(line.cells).toHaveLength(2);
      expect(readCsv(text.slice(1)).lines.slice(1).map(({ cells }) => [...cells])).toEqual(table);
    }));
    expect(csvText([['=1+1', '+7', '-1', '@x']])).toBe("\ufeff'=1+1;'+7;'-1;'@x\r\n");
  });
});
