import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { daysBetween, teachingDays, weekdayOf } from './teaching-days.js';

describe('teaching days', () => {
  it('leaves out weekends of the school\'s week and days off', () => {
    const week = { from: '2026-11-02', until: '2026-11-08' };
    expect(teachingDays({ ...week, weekDays: 5, daysOff: ['2026-11-04'] })).toEqual(['2026-11-02', '2026-11-03', '2026-11-05', '2026-11-06']);
    expect(teachingDays({ ...week, weekDays: 6, daysOff: ['2026-11-04'] })).toEqual([
      '2026-11-02', '2026-11-03', '2026-11-05', '2026-11-06', '2026-11-07']);
  });

  it('is empty for a period the wrong way round', () => {
    expect(teachingDays({ from: '2026-11-08', until: '2026-11-02', weekDays: 6, daysOff: [] })).toEqual([]);
    expect(daysBetween('2026-11-08', '2026-11-02')).toBe(0);
  });

  it('numbers weekdays by ISO over a change of the clocks', () => {
    expect(['2026-03-28', '2026-03-29', '2026-03-30'].map(weekdayOf)).toEqual([6, 7, 1]);
  });

  it('gives a period joined of two the days of both', () => {
    const day = fc.integer({ min: 0, max: 300 });
    const date = (n: number): string => new Date(Date.UTC(2026, 7, 1 + n)).toISOString().slice(0, 10);
    fc.assert(fc.property(day, day, day, fc.constantFrom(5, 6), fc.array(day), (a, b, c, weekDays, off) => {
      const [from, middle, until] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
      const rest = { weekDays, daysOff: off.map(date) };
      expect([
        ...teachingDays({ from: date(from), until: date(middle), ...rest }),
        ...teachingDays({ from: date(middle + 1), until: date(until), ...rest }),
      ]).toEqual(teachingDays({ from: date(from), until: date(until), ...rest }));
    }));
  });
});
