import { describe, expect, it, test } from '@jest/globals';
import { newTotpSecret, totpStep, totpUri } from './totp.js';

// RFC 6238, appendix B: the ASCII secret 12345678901234567890 in base32; the last six of its eight digits.
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('TOTP (RFC 6238)', () => {
  test.each([[59, '287082'], [1111111109, '081804'], [1111111111, '050471'], [1234567890, '005924'], [2000000000, '279037']])('at %i s the code is %s', (seconds, code) => {
    expect(totpStep(SECRET, code, new Date(seconds * 1000))).toBe(Math.floor(seconds / 30));
  });

  it('takes the code of one step before and after, and no further', () => {
    const step = Math.floor(1111111111 / 30);
    const at = (steps: number): Date => new Date((1111111111 + 30 * steps) * 1000);
    expect([-1, 0, 1].map((n) => totpStep(SECRET, '050471', at(n)))).toEqual([step, step, step]);
    expect([-2, 2].map((n) => totpStep(SECRET, '050471', at(n)))).toEqual([null, null]);
  });

  test.each(['', '05047', '0504711', 'abcdef', '０５０４７１', ' 050471'])('«%s» is no code', (code) => {
    expect(totpStep(SECRET, code, new Date(1111111111_000))).toBeNull();
  });

  it('makes secrets of 160 bits, no two alike, and an address apps read', () => {
    const secrets = new Set(Array.from({ length: 50 }, newTotpSecret));
    expect(secrets.size).toBe(50);
    for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(totpUri(SECRET, 'Анна')).toMatch(/^otpauth:\/\/totp\/.*secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ.*issuer=School/);
  });
});
