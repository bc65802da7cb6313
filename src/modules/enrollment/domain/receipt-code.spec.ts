import { describe, expect, it } from '@jest/globals';
import { normaliseReceiptCode, receiptCode } from './receipt-code.js';

const DIGEST = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA';

describe('verification code of a receipt (EN-4)', () => {
  it('is twelve signs that nobody reads for others', () => {
    expect(receiptCode(DIGEST)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    expect(receiptCode(DIGEST)).toBe(receiptCode(DIGEST));
    expect(receiptCode(`A${DIGEST.slice(1)}`)).not.toBe(receiptCode(DIGEST));
  });

  it('is understood however it was copied', () => {
    for (const typed of ['7K3M-Q0ZD-4XV1', '7k3mq0zd4xv1', ' 7K3M q0zd — 4xvI', '7K3M-QOZD-4XVl']) expect(normaliseReceiptCode(typed)).toBe('7K3M-Q0ZD-4XV1');
    expect(normaliseReceiptCode('')).toBe('');
  });
});
