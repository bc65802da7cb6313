import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { compact, joinSecrets, mergePatch, partSecrets, valueAt, type TypedForm } from './form.js';
import { parseTypedDate, yearsBetween } from './typed-date.js';

const SENSITIVE = ['/child/snils', '/child/document/number'];
const form: fc.Arbitrary<TypedForm> = fc.record({
  schoolId: fc.string(),
  child: fc.record({ snils: fc.string(), name: fc.string(), document: fc.record({ number: fc.string(), kind: fc.string() }, { requiredKeys: [] }) }, { requiredKeys: [] }),
  documents: fc.array(fc.record({ fileId: fc.string() })),
}, { requiredKeys: [] });

describe('a form', () => {
  it('is whole again after its secrets were parted from it', () => {
    fc.assert(fc.property(form, (typed) => {
      const { open, secrets } = partSecrets(typed, SENSITIVE);
      for (const pointer of SENSITIVE) expect(valueAt(open, pointer)).toBeUndefined();
      expect(joinSecrets(open, secrets)).toEqual(typed);
    }));
  });

  it('keeps what a change does not name, and clears what it sets to null', () => {
    const typed = { schoolId: 's', child: { sex: 'f', name: { family: 'Иванова' } } };
    expect(mergePatch(typed, { child: { sex: null, name: { given: 'Анна' } } })).toEqual({ schoolId: 's', child: { name: { family: 'Иванова', given: 'Анна' } } });
    expect(typed.child.sex).toBe('f');
    expect(mergePatch({ child: 'typed' }, { child: { sex: 'm' } })).toEqual({ child: { sex: 'm' } });
  });

  it('is the same after an empty change, and after a change by itself', () => {
    fc.assert(fc.property(form, (typed) => {
      expect(mergePatch(typed, {})).toEqual(typed);
      expect(mergePatch(typed, typed)).toEqual(typed);
    }));
  });

  it('drops what nobody filled in', () => {
    expect(compact({ a: undefined, b: null, c: { d: null }, e: 0, f: '' })).toEqual({ c: {}, e: 0, f: '' });
  });
});

describe('typed dates', () => {
  test.each([['07.05.2015', '2015-05-07'], ['7.5.2015', '2015-05-07'], ['2015-05-07', '2015-05-07'], [' 29.02.2016 ', '2016-02-29'], ['7/5/2015', '2015-05-07']])(
    '%s is %s', (typed, date) => expect(parseTypedDate(typed)).toBe(date));

  test.each(['', '29.02.2015', '31.04.2015', '2015-13-01', '00.01.2015', '07.05.15', 'завтра', '2015-5-7'])('%s is no date', (typed) => {
    expect(parseTypedDate(typed)).toBeNull();
  });

  it('counts full years', () => {
    expect([yearsBetween('2012-11-22', '2026-11-21'), yearsBetween('2012-11-22', '2026-11-22'), yearsBetween('2012-02-29', '2026-02-28')]).toEqual([13, 14, 13]);
  });
});
