import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FIVE_POINT_SCALE, parseMarkValue } from './mark-value.js';

describe('mark values as typed (JO-2)', () => {
  it.each([
    [5, '5'], ['5', '5'], [' 4 ', '4'], ['０5', '5'], [100, '100'],
    ['зачёт', 'pass'], ['Зач.', 'pass'], ['зач', 'pass'], ['pass', 'pass'],
    ['незачёт', 'fail'], ['Не зачёт', 'fail'], ['н/з', 'fail'],
    ['осв', 'exempt'], ['ОСВ.', 'exempt'], ['освобождена', 'exempt'],
    ['н/а', 'not_attested'], ['Н / А', 'not_attested'], ['н\\а', 'not_attested'], ['n/a', 'not_attested'],
    ['.', 'owed'], ['«.»', 'owed'], ['owed', 'owed'],
    ['a+', 'A+'], ['B', 'B'],
  ])('%p is %s', (typed, code) => expect(parseMarkValue(typed)).toBe(code));

  it.each([[''], ['  '], [4.5], [-1], [null], [undefined], [{}], [Number.NaN], ['4,5'], ['5/4'], ['<b>'], ['x'.repeat(21)]])(
    '%p is no value', (typed) => expect(parseMarkValue(typed)).toBeNull(),
  );

  it('understands every code and every display of the default scale', () => {
    for (const { code, display } of FIVE_POINT_SCALE) {
      expect(parseMarkValue(code)).toBe(code);
      expect(parseMarkValue(display)).toBe(code);
    }
  });

  it('gives points to numbers only', () => {
    expect(FIVE_POINT_SCALE.filter((v) => v.points !== null).map((v) => [v.code, v.points]))
      .toEqual([['5', 5], ['4', 4], ['3', 3], ['2', 2], ['1', 1]]);
  });

  it('reads its own answer back unchanged', () => {
    fc.assert(fc.property(fc.string({ maxLength: 24 }), (typed) => {
      const code = parseMarkValue(typed);
      if (code !== null) expect(parseMarkValue(code)).toBe(code);
    }));
  });
});
