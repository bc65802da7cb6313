import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { byFamily } from './families.js';

const links = (...pairs: [string, string][]) => pairs.map(([guardianId, pupilId]) => ({ guardianId, pupilId }));

describe('pupils by family (SC-10)', () => {
  it('puts siblings together where their first stands, also through a half-sibling', () => {
    expect(byFamily(['a', 'b', 'c', 'd', 'e'], links(['mother', 'd'], ['mother', 'b'], ['father', 'd'], ['father', 'e'], ['other', 'c'])))
      .toEqual([['a'], ['b', 'd', 'e'], ['c']]);
  });

  it('parts pupils whatever the links: each is in one family, those of one guardian in the same', () => {
    const id = fc.nat(12).map(String);
    fc.assert(fc.property(fc.uniqueArray(id), fc.array(fc.tuple(id, id)), (pupils, pairs) => {
      const represented = links(...pairs).filter(({ pupilId }) => pupils.includes(pupilId));
      const families = byFamily(pupils, represented);
      expect(families.flat().toSorted()).toEqual(pupils.toSorted());
      const familyOf = (pupilId: string) => families.findIndex((family) => family.includes(pupilId));
      for (const one of represented) {
        for (const other of represented) if (one.guardianId === other.guardianId) expect(familyOf(one.pupilId)).toBe(familyOf(other.pupilId));
      }
    }));
  });
});
