import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judgeRefresh, TWIN_MS } from './refresh-token.js';

describe('judgeRefresh', () => {
  /** A family played as a model: each step presents some generation some time after the last rotation. */
  it('ends the family on every token but the newest, save a twin nobody can have seen the answer of', () => {
    const step = fc.record({ back: fc.nat(4), wait: fc.nat(600) });
    fc.assert(fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const rotated: Date[] = []; // when generation i was rotated
      let now = 1_000_000;
      for (const { back, wait } of steps) {
        now += wait;
        const newest = rotated.length;
        const generation = Math.max(0, newest - back);
        const rotatedAt = rotated[generation] ?? null;
        const verdict = judgeRefresh({ generation, rotatedAt }, newest, new Date(now));
        if (generation === newest) {
          expect(verdict).toBe('rotate');
          rotated.push(new Date(now));
        } else if (generation === newest - 1 && now - rotatedAt!.getTime() <= TWIN_MS) {
          expect(verdict).toBe('twin');
        } else {
          expect(verdict).toBe('reuse');
          return; // the family is over
        }
      }
    }));
  });
});
