import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { byFamily, guardiansOnFile } from './families.js';

const links = (...pairs: [string, string][]) => pairs.map(([guardianId, pupilId]) => ({ guardianId, pupilId }));

describe('pupils by family (SC-10)', () => {
  it('puts siblings together where their first stands, also through a half-sibling', () => {
    expect(byFamily(['a', 'b', 'c', 'd', 'e'], links(['mother', 'd'], ['mother', 'b'], ['father', 'd'], ['father', 'e'], ['other', 'c'])))
      .toEqual([['a'], ['b', 'd', 'e'], ['c']]);
  });

  it('knows a representative on file by phone and name: neither a shared phone nor a namesake makes a family', () => {
    const row = (pupilId: string, phoneKey: string, family: string) => ({ pupilId, phoneKey, phone: `+7${phoneKey}`, name: { family, given: 'Мария' } });
    const found = guardiansOnFile([row('a', '1', 'Соловьёва'), row('b', '1', 'СОЛОВЬЕВА'), row('c', '1', 'Орлова'), row('d', '2', 'Соловьёва')]);
    expect(found.map(({ pupilIds }) => pupilIds)).toEqual([['a', 'b'], ['c'], ['d']]);
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
