import { describe, expect, it } from '@jest/globals';
import { isImpossibleTravel, networkOf } from './unusual-sign-in.js';

const KALININGRAD = { latitude: 54.71, longitude: 20.51 };
const KAMCHATKA = { latitude: 53.02, longitude: 158.65 };
const MOSCOW = { latitude: 55.75, longitude: 37.62 };
const KHIMKI = { latitude: 55.89, longitude: 37.43 };
const HOUR = 3_600_000;

describe('unusual sign-ins (ID-16)', () => {
  it('knows a network by /24, or /48 of IPv6', () => {
    expect(['203.0.113.7', '::ffff:203.0.113.200', '2001:db8:1:2::5', '2001:db8::1'].map(networkOf))
      .toEqual(['203.0.113.0/24', '203.0.113.0/24', '2001:db8:1::/48', '2001:db8:0::/48']);
  });

  it('takes a plane for possible, and twice its speed not', () => {
    expect(isImpossibleTravel(KALININGRAD, KAMCHATKA, 5 * HOUR)).toBe(true);
    expect(isImpossibleTravel(KALININGRAD, KAMCHATKA, 11 * HOUR)).toBe(false);
    expect(isImpossibleTravel(MOSCOW, KALININGRAD, 2 * HOUR)).toBe(false);
    expect(isImpossibleTravel(MOSCOW, KALININGRAD, 0)).toBe(true);
  });

  it('does not trust small distances: positions of addresses are rough', () => {
    expect(isImpossibleTravel(MOSCOW, KHIMKI, 0)).toBe(false);
  });
});
