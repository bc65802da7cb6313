import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { signingPayload, type Signable } from './signing-payload.js';

const REQUEST: Signable = { id: 'r', kind: 'appeal', applicantId: 'p', form: { text: 'Ё', child: { b: 1, a: [null, true] } }, files: { f: '00' } };

/** The same data with its fields in the opposite order, as another reader of the database may have them. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([name, inner]) => [name, reversed(inner)]));
}

describe('what is signed of a request (EN-15)', () => {
  it('is these bytes', () => {
    expect(signingPayload(REQUEST).toString()).toBe(
      '{"applicantId":"p","files":{"f":"00"},"form":{"child":{"a":[null,true],"b":1},"text":"Ё"},"id":"r","kind":"appeal","purpose":"school-cabinet request"}');
  });

  it('does not depend on the order of fields, and is JSON of the same data', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (form) => {
      const payload = signingPayload({ ...REQUEST, form });
      expect(signingPayload({ ...REQUEST, form: reversed(form) as typeof form })).toEqual(payload);
      expect(JSON.parse(payload.toString()).form).toEqual(JSON.parse(JSON.stringify(form)));
    }));
  });

  it('is other bytes for another request, applicant, kind, form or file', () => {
    const others: Partial<Signable>[] = [{ id: 's' }, { kind: 'document' }, { applicantId: 'q' }, { form: { ...REQUEST.form, text: 'Е' } }, { files: { f: '01' } }, { files: {} }];
    const payloads = [REQUEST, ...others.map((other) => ({ ...REQUEST, ...other }))].map((request) => signingPayload(request).toString());
    expect(new Set(payloads).size).toBe(payloads.length);
  });
});
