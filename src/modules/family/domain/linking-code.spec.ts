import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newCode, parseCode, shownCode, tagOf } from './linking-code.js';

const bytes = fc.uint8Array({ minLength: 3, maxLength: 32 });
const codes = fc.record({ school: bytes, pupil: bytes, numbers: fc.array(fc.nat(30), { minLength: 6, maxLength: 6 }) })
  .map(({ school, pupil, numbers }) => newCode(tagOf({ school, pupil }), () => numbers.pop() ?? 0));

describe('linking codes (FA-2)', () => {
  it('are twelve signs that do not look alike, printed in fours, and understood as printed', () => {
    fc.assert(fc.property(codes, (code) => {
      expect(code).toMatch(/^[2-9A-HJKMNP-Z]{12}$/);
      expect(shownCode(code)).toMatch(/^\w{4}-\w{4}-\w{4}$/);
      expect(parseCode(shownCode(code))).toEqual({ code, tag: code.slice(0, 5), schoolTag: code.slice(0, 2) });
      expect(parseCode(` ${shownCode(code).toLowerCase().replaceAll('-', ' – ')} `)?.code).toBe(code);
    }));
  });

  it('are understood from a Russian keyboard where the letters look the same', () => {
    const cyrillic: Record<string, string> = { A: 'А', B: 'В', E: 'Е', K: 'К', M: 'М', H: 'Н', P: 'Р', C: 'С', T: 'Т', X: 'Х', Y: 'у' };
    fc.assert(fc.property(codes, (code) => {
      expect(parseCode(code.replace(/[A-Z]/g, (letter) => cyrillic[letter] ?? letter))?.code).toBe(code);
    }));
  });

  it('notice one sign mistaken and two exchanged', () => {
    fc.assert(fc.property(codes, fc.nat(11), fc.nat(11), fc.constantFrom(...'23456789ABCDEFGHJKMNPQRSTUVWXYZ'), (code, i, j, sign) => {
      const signs = [...code];
      if (signs[i] !== sign) expect(parseCode(signs.with(i, sign).join(''))).toBeNull();
      if (signs[i] !== signs[j]) expect(parseCode(signs.with(i, signs[j]!).with(j, signs[i]!).join(''))).toBeNull();
    }));
  });

  it.each(['', 'K7MQ', 'K7MQ-2HXZ-9T4W-2', 'О000-1111-IILL', '😀'.repeat(12), 'x'.repeat(10_000)])('%p is none', (typed) => {
    expect(parseCode(typed)).toBeNull();
  });
});
