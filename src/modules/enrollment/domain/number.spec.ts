import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { luhnDigit, parseRequestNumber, requestNumber } from './number.js';

const parts = fc.record({
  year: fc.integer({ min: 2000, max: 2099 }),
  region: fc.integer({ min: 1, max: 99 }).map((n) => String(n).padStart(2, '0')),
  serial: fc.integer({ min: 1, max: 999_999_999 }),
});

describe('the number of a request', () => {
  it('is year, region, serial and check digit', () => {
    expect(requestNumber({ year: 2026, region: '77', serial: 123 })).toMatch(/^2026-77-000123-\d$/);
    expect(luhnDigit('7992739871')).toBe('3'); // the usual example of the algorithm
    expect(luhnDigit('0')).toBe('0');
  });

  it('reads back what it wrote', () => {
    fc.assert(fc.property(parts, (p) => {
      expect(parseRequestNumber(requestNumber(p))).toEqual(p);
    }));
  });

  it('is different for different parts', () => {
    fc.assert(fc.property(parts, parts, (a, b) => {
      expect(requestNumber(a) === requestNumber(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
    }));
  });

  it('finds every single wrong digit', () => {
    fc.assert(fc.property(parts, fc.nat(15), fc.integer({ min: 1, max: 9 }), (p, position, by) => {
      const number = requestNumber(p);
      const at = [...number].flatMap((c, i) => (c === '-' ? [] : [i]))[position % (number.length - 3)]!;
      expect(parseRequestNumber(`${number.slice(0, at)}${(Number(number[at]) + by) % 10}${number.slice(at + 1)}`)).toBeNull();
    }));
  });

  it('finds two neighbouring digits swapped, save 09 and 90', () => {
    fc.assert(fc.property(parts, fc.nat(20), (p, position) => {
      const number = requestNumber(p);
      const at = position % (number.length - 1);
      const [a, b] = [number[at]!, number[at + 1]!];
      fc.pre(a !== b && a !== '-' && b !== '-' && Math.abs(Number(a) - Number(b)) !== 9);
      expect(parseRequestNumber(number.slice(0, at) + b + a + number.slice(at + 2))).toBeNull();
    }));
  });

  it('takes long dashes, and nothing that is no number', () => {
    const number = requestNumber({ year: 2026, region: '39', serial: 7 });
    expect(parseRequestNumber(` ${number.replaceAll('-', '–')} `)).not.toBeNull();
    for (const wrong of ['', '2026', '2026-77-123-5', 'абв', requestNumber({ year: 2026, region: '39', serial: 0 })]) expect(parseRequestNumber(wrong)).toBeNull();
  });
});
