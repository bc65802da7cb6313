import { describe, expect, it } from '@jest/globals';
import { dayIn, endOfDay } from './term.js';

describe('the day of an instant and the end of a day', () => {
  it('23:59 and 00:01 in the zone of the school are different days', () => {
    expect(dayIn('Asia/Kamchatka', new Date('2026-11-03T23:59:00+12:00'))).toBe('2026-11-03');
    expect(dayIn('Asia/Kamchatka', new Date('2026-11-04T00:01:00+12:00'))).toBe('2026-11-04');
    expect(dayIn('Europe/Kaliningrad', new Date('2026-11-04T00:01:00+12:00'))).toBe('2026-11-03');
  });

  it('a term ends at 24:00 there', () => {
    expect(endOfDay('Asia/Kamchatka', '2026-11-11').toISOString()).toBe('2026-11-11T12:00:00.000Z');
    expect(endOfDay('Europe/Kaliningrad', '2026-12-31').toISOString()).toBe('2026-12-31T22:00:00.000Z');
  });

  it('refuses a zone that is not one', () => {
    expect(() => dayIn('Nowhere/City', new Date())).toThrow(RangeError);
    expect(() => endOfDay('Nowhere/City', '2026-01-01')).toThrow(RangeError);
  });
});
