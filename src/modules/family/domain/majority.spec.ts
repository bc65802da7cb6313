import { expect, test } from '@jest/globals';
import { majority } from './majority.js';

test.each([
  ['2008-11-22', 'Europe/Moscow', '2026-11-21T21:00:00.000Z'],
  ['2008-11-22', 'Asia/Kamchatka', '2026-11-21T12:00:00.000Z'],
  ['2008-02-29', 'UTC', '2026-03-01T00:00:00.000Z'],
  ['2008-02-28', 'UTC', '2026-02-28T00:00:00.000Z'],
])('born on %s one is of age in %s from %s', (birthDate, zone, from) => {
  expect(majority(birthDate, zone).toISOString()).toBe(from);
});
