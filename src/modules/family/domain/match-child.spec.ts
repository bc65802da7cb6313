import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Candidate, matchChild } from './match-child.js';

const exact: Candidate = { pupilId: 'p', name: true, birthDate: true, sex: true, snils: null, inn: null, document: null, inClass: true, onFile: true, closed: false };
const waiting = (reason: string, differs: string[] = []) => ({ pupilId: null, reason, differs });

describe('a child entered by a parent against the roll (FA-1)', () => {
  it('is linked on one exact match with the phone on file', () => {
    expect(matchChild([exact], false)).toEqual({ pupilId: 'p' });
    expect(matchChild([exact, { ...exact, pupilId: 'q', name: false, onFile: false }], false)).toEqual({ pupilId: 'p' });
  });

  it('waits for the school otherwise', () => {
    expect(matchChild([{ ...exact, onFile: false }], true)).toEqual(waiting('at_school'));
    expect(matchChild([{ ...exact, onFile: false }], false)).toEqual(waiting('register_not_synchronised'));
    expect(matchChild([], false)).toEqual(waiting('register_not_synchronised'));
    expect(matchChild([exact, { ...exact, pupilId: 'namesake', onFile: false }], true)).toEqual(waiting('at_school'));
    expect(matchChild([{ ...exact, closed: true }], true)).toEqual(waiting('at_school'));
  });

  it('says what differs, or that the child has left, only to whoever is on file', () => {
    expect(matchChild([{ ...exact, birthDate: false }], true)).toEqual(waiting('data_differs', ['birth_date']));
    expect(matchChild([{ ...exact, snils: false }], true)).toEqual(waiting('data_differs', ['snils']));
    expect(matchChild([{ ...exact, inn: false, document: false }], true)).toEqual(waiting('data_differs', ['inn', 'document']));
    expect(matchChild([{ ...exact, name: false, birthDate: false, document: true }], true)).toEqual(waiting('data_differs', ['name', 'birth_date']));
    expect(matchChild([{ ...exact, inClass: false }], true)).toEqual(waiting('not_registered'));
    // another child of the same parent is not this one
    expect(matchChild([{ ...exact, name: false, birthDate: false }], true)).toEqual(waiting('at_school'));
    expect(matchChild([{ ...exact, birthDate: false, onFile: false }], true)).toEqual(waiting('at_school'));
  });

  it('tells whoever is on file for nobody the same, whatever the roll holds', () => {
    const pupil = fc.record({
      pupilId: fc.uuid(), name: fc.boolean(), birthDate: fc.boolean(), sex: fc.boolean(), snils: fc.constantFrom(true, false, null),
      inn: fc.constantFrom(true, false, null), document: fc.constantFrom(true, false, null),
      inClass: fc.boolean(), onFile: fc.constant(false), closed: fc.boolean(),
    });
    fc.assert(fc.property(fc.array(pupil), fc.boolean(), (roll, synchronised) => {
      expect(matchChild(roll, synchronised)).toEqual(matchChild([], synchronised));
    }));
  });
});
