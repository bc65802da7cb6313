import { expect, test } from '@jest/globals';
import { isAtLeast, majority } from './majority.js';

test.each([
  ['2008-11-22', 'Europe/Moscow', '2026-11-21T21:00:00.000Z'],
  ['2008-11-22', 'Asia/Kamchatka', '2026-11-21T12:00:00.000Z'],
  ['2008-02-29', 'UTC', '2026-03-01T00:00:00.000Z'],
  ['2008-02-28', 'UTC', '2026-02-28T00:00:00.000Z'],
])('born on %s one is of age in %s from %s', (birthDate, zone, from) => {
  expect(majority(birthDate, zone).toISOString()).toBe(from);
});

test.each([
  ['2012-11-22', '2026-11-21', false],
  ['2012-11-22', '2026-11-22', true],
  ['2012-02-29', '2026-02-28', false],
  ['2012-02-29', '2026-03-01', true],
])('born on %s one is 14 on %s: %p', (birthDate, on, is) => {
  expect(isAtLeast(14, birthDate, on)).toBe(is);
});
