import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { daysIn, isoOffset, schoolYearOn, yearParts } from './period.js';

describe('a period over school years', () => {
  it('is cut on the first of August', () => {
    expect(yearParts('2026-07-30', '2026-08-02')).toEqual([
      { schoolYear: 2025, from: '2026-07-30', until: '2026-07-31' },
      { schoolYear: 2026, from: '2026-08-01', until: '2026-08-02' },
    ]);
    expect(yearParts('2026-11-16', '2026-11-22')).toEqual([{ schoolYear: 2026, from: '2026-11-16', until: '2026-11-22' }]);
  });

  it('loses no day and doubles none', () => {
    const day = fc.integer({ min: 0, max: 1500 });
    const date = (n: number): string => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
    fc.assert(fc.property(day, day, (a, b) => {
      const [from, until] = [date(Math.min(a, b)), date(Math.max(a, b))];
      const parts = yearParts(from, until);
      expect(parts.reduce((days, part) => days + daysIn(part.from, part.until), 0)).toBe(daysIn(from, until));
      expect(parts[0]!.from).toBe(from);
      expect(parts.at(-1)!.until).toBe(until);
      for (const part of parts) expect([schoolYearOn(part.from), schoolYearOn(part.until)]).toEqual([part.schoolYear, part.schoolYear]);
    }));
  });

  it('writes offsets of half hours and west of Greenwich', () => {
    expect([0, 7200, 43200, 19800, -12600].map(isoOffset)).toEqual(['+00:00', '+02:00', '+12:00', '+05:30', '-03:30']);
  });
});
