import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UnderWay } from './under-way.js';

/** A counter of five tries as the database keeps it: it refuses while five are counted, and a right one clears it. */
class Counter {
  tries = 0;
  evaluated = 0;

  constructor(private readonly pause: () => Promise<void>) {}

  ask = (right: boolean) => async (): Promise<{ value: boolean } | null> => {
    await this.pause();
    const refused = this.tries >= 5;
    if (!refused) this.tries += 1;
    await this.pause();
    if (refused) return null;
    this.evaluated += 1;
    await this.pause();
    if (right) this.tries = 0;
    await this.pause();
    return { value: right };
  };
}

const parallel = (rights: boolean[], delays: number[]) => {
  let i = 0;
  const counter = new Counter(async () => { for (let n = delays[i++ % delays.length]!; n > 0; n -= 1) await Promise.resolve(); });
  const underWay = new UnderWay();
  return Promise.all(rights.map((right) => underWay.attempt('key', counter.ask(right)))).then((outcomes) => ({ outcomes, counter }));
};

describe('tries under way (ID-9)', () => {
  it('lets every right one in, however their asks and evaluations fall', () => fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 20 }), fc.array(fc.nat(12), { minLength: 1, maxLength: 20 }), async (n, delays) => {
      const { outcomes } = await parallel(Array.from({ length: n }, () => true), delays);
      expect(outcomes.filter((o) => o === null)).toEqual([]);
    })));

  it('evaluates five wrong ones and refuses the rest', () => fc.assert(
    fc.asyncProperty(fc.integer({ min: 6, max: 20 }), fc.array(fc.nat(12), { minLength: 1, maxLength: 20 }), async (n, delays) => {
      const { outcomes, counter } = await parallel(Array.from({ length: n }, () => false), delays);
      expect(counter.evaluated).toBe(5);
      expect(outcomes.filter((o) => o === null)).toHaveLength(n - 5);
    })));

  it('hands on the error of an evaluation, and forgets the key', async () => {
    const underWay = new UnderWay();
    await expect(underWay.attempt('key', async () => { throw new Error('wrong'); })).rejects.toThrow('wrong');
    expect(await underWay.attempt('key', async () => null)).toBeNull();
  });
});
