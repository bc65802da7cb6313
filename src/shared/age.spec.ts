import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { asksForConfirmed, hasReached } from './age.js';

test.each([
  ['2012-11-29', '2026-11-28', false],
  ['2012-11-29', '2026-11-29', true],
  ['2012-11-29', '2026-11-30', true],
  ['2012-02-29', '2026-02-28', false],
  ['2012-02-29', '2026-03-01', true],
  ['2008-02-29', '2022-02-28', false],
  ['2010-02-28', '2024-02-29', true],
  ['2010-03-01', '2024-02-29', false],
  ['1985-03-04', '2026-11-29', true],
])('born on %s, on %s 14 or older: %s', (birthDate, today, reached) => {
  expect(hasReached(14, birthDate, today)).toBe(reached);
  expect(asksForConfirmed(birthDate, today)).toBe(reached);
});

describe('the rule of 14 (ID-8)', () => {
  it('takes somebody whose birth date is not known for older', () => {
    expect(asksForConfirmed(null, '2026-11-29')).toBe(true);
  });

  it('turns once, and on the birthday', () => {
    const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2020-12-31'), noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10));
    fc.assert(fc.property(day, fc.integer({ min: -800, max: 800 }), (birthDate, shift) => {
      const [year, month, dayOf] = birthDate.split('-').map(Number) as [number, number, number];
      // Date.UTC moves 29 February of a common year to 1 March, as the rule has it.
      const birthday = Date.UTC(year + 14, month - 1, dayOf);
      const today = new Date(birthday + shift * 86_400_000).toISOString().slice(0, 10);
      expect(asksForConfirmed(birthDate, today)).toBe(shift >= 0);
    }));
  });
});
