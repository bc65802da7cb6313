import { describe, expect, it } from '@jest/globals';
import { waitUntil } from './send-limits.js';

const at = (time: string): Date => new Date(`2026-11-22T${time}:00Z`);
const limit = { hour: 3, day: 4 };

describe('limits of sends', () => {
  it('leave a send free below both limits', () => {
    expect(waitUntil([], limit, at('12:00'))).toBeNull();
    expect(waitUntil([at('11:30'), at('11:40')], limit, at('12:00'))).toBeNull();
  });

  it('hold for any hour, not for hours of the clock', () => {
    const sent = [at('11:10'), at('11:58'), at('11:59')];
    expect(waitUntil(sent, limit, at('12:00'))).toEqual(at('12:10'));
    expect(waitUntil(sent, limit, at('12:10'))).toBeNull();
    expect(waitUntil([...sent.slice(1), at('12:10')], limit, at('12:11'))).toEqual(at('12:58'));
  });

  it('hold for any 24 hours', () => {
    const sent = [at('01:00'), at('04:00'), at('07:00'), at('10:00')];
    expect(waitUntil(sent, limit, at('12:00'))).toEqual(new Date('2026-11-23T01:00:00Z'));
  });
});
