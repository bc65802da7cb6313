import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { average, type Counted, NO_MARKS, sumsOf, weightedAverage } from './average.js';

const marks = (...list: [points: number | null, weight: number][]): Counted[] => list.map(([points, weight]) => ({ points, weight }));

describe('weighted average (JO-4)', () => {
  it('of 5·3, 5·1, 4·5 is 40/9 = 4.44', () => {
    const sums = sumsOf(marks([5, 3], [5, 1], [4, 5]));
    expect([sums.weightedPoints, sums.weight]).toEqual([40n, 9n]);
    expect(weightedAverage(sums)).toBe('4.44');
  });

  it('rounds half up from the exact fraction', () => {
    // 4.125, 4.375 and 4.005 have no exact binary double: toFixed gives 4.13, 4.38 and 4.00.
    expect(weightedAverage(sumsOf(marks([5, 1], [4, 7])))).toBe('4.13');
    expect(weightedAverage(sumsOf(marks([5, 3], [4, 5])))).toBe('4.38');
    expect(weightedAverage(sumsOf(marks([5, 1], ...Array.from({ length: 199 }, (): [number, number] => [4, 1]))))).toBe('4.01');
  });

  it('shows 4.649… as 4.65 and keeps the fraction below the threshold', () => {
    const sums = sumsOf(marks([5, 13], [4, 7], [4, 0]));
    expect(weightedAverage(sums)).toBe('4.65');
    expect(sums.weightedPoints * 100n >= 465n * sums.weight).toBe(true);
    const below = sumsOf(marks([5, 6499], [4, 3501]));
    expect(weightedAverage(below)).toBe('4.65');
    expect(below.weightedPoints * 100n >= 465n * below.weight).toBe(false);
  });

  it('leaves out what has no points, and is null when nothing counts', () => {
    expect(weightedAverage(sumsOf(marks([null, 5], [3, 1])))).toBe('3.00');
    expect(weightedAverage(sumsOf(marks([null, 5])))).toBeNull();
    expect(average(NO_MARKS)).toBeNull();
  });

  const lists = fc.array(fc.record({ points: fc.option(fc.integer({ min: 0, max: 1000 })), weight: fc.integer({ min: 1, max: 100 }) }), { maxLength: 200 });

  it('lies within half a hundredth of the exact fraction, the half going up', () => {
    fc.assert(fc.property(lists, (list) => {
      const sums = sumsOf(list);
      const shown = weightedAverage(sums);
      const numerator = list.reduce((sum, m) => sum + BigInt(m.points ?? 0) * BigInt(m.points === null ? 0 : m.weight), 0n);
      const denominator = list.reduce((sum, m) => sum + BigInt(m.points === null ? 0 : m.weight), 0n);
      if (denominator === 0n) return expect(shown).toBeNull();
      const hundredths = BigInt(shown!.replace('.', ''));
      // shown - ½ ≤ exact·100 < shown + ½, over a common denominator
      expect((2n * hundredths - 1n) * denominator <= numerator * 200n).toBe(true);
      expect(numerator * 200n < (2n * hundredths + 1n) * denominator).toBe(true);
    }));
  });

  it('does not depend on the order of marks, and a mark taken back leaves no trace', () => {
    fc.assert(fc.property(lists, lists, (a, b) => {
      const both = sumsOf([...a, ...b]);
      expect(sumsOf([...b, ...a])).toEqual(both);
      const onlyB = sumsOf(b);
      expect(both.weightedPoints - onlyB.weightedPoints).toBe(sumsOf(a).weightedPoints);
      expect(both.weight - onlyB.weight).toBe(sumsOf(a).weight);
    }));
  });
});
