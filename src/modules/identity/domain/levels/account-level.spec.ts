import { expect, test } from '@jest/globals';
import { closedTo, levelOf, missingFields, neededFrom } from './account-level.js';

const facts = (more: object = {}) => ({ confirmed: false, birthDate: '1985-03-04', hasSnils: true, hasDocument: true, ...more });

test.each([
  [facts({ hasSnils: false }), 'simplified', ['snils']],
  [facts({ birthDate: null, hasDocument: false }), 'simplified', ['birthDate', 'document']],
  [facts(), 'standard', []],
  [facts({ confirmed: true }), 'confirmed', []],
  [facts({ confirmed: true, hasSnils: false, hasDocument: false }), 'confirmed', ['snils', 'document']],
])('%j is %s', (given, level, missing) => {
  expect(levelOf(given)).toBe(level);
  expect(missingFields(given)).toEqual(missing);
});

test.each([
  [facts(), '2026-11-29', ['diary'], null],
  [facts({ confirmed: true }), '2026-11-29', [], null],
  [facts({ birthDate: null }), '2026-11-29', ['diary'], null],
  [facts({ birthDate: '2012-11-30' }), '2026-11-29', [], '2026-11-30'],
  [facts({ birthDate: '2012-11-30' }), '2026-11-30', ['diary'], null],
  [facts({ birthDate: '2012-02-29' }), '2026-02-28', [], '2026-03-01'],
  [facts({ birthDate: '2016-02-29' }), '2026-02-28', [], '2030-03-01'],
  [facts({ confirmed: true, birthDate: '2016-02-29' }), '2026-02-28', [], null],
])('%j on %s: closed %j, needed from %s', (given, today, closed, from) => {
  expect(closedTo(given, today)).toEqual(closed);
  expect(neededFrom(given, today)).toBe(from);
});
