import { describe, expect, it } from '@jest/globals';
import { readPapers, type TypedPapers } from './papers.js';

const read = (typed: TypedPapers) => readPapers(typed, '2015-05-07', '2026-11-05');

describe("a pupil's numbers as they are typed", () => {
  it('are read as they are printed', () => {
    expect(read({ snils: '112-233-445 95', inn: '5001 0073 2259', document: { kind: 'birth_certificate', series: '4-AH', number: '№ 123 456', issuedOn: '2015-05-20' } })).toEqual({
      papers: { snils: '11223344595', inn: '500100732259', document: { kind: 'birth_certificate', series: 'IV-АН', number: '123456', issuedOn: '2015-05-20' } }, errors: [],
    });
    expect(read({ document: { kind: 'foreign', number: 'ab 12' } }).papers.document).toEqual({ kind: 'foreign', series: null, number: 'AB 12', issuedOn: null });
  });

  it('tells what is taken away from what stays', () => {
    expect(read({ snils: null, document: null }).papers).toEqual({ snils: null, document: null });
    expect(read({}).papers).toEqual({});
  });

  it('names every wrong one', () => {
    const { errors } = read({ snils: '1', inn: '500100732258', document: { kind: 'passport', series: '45', number: '1', issuedOn: '2015-05-06' } });
    expect(errors.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/snils', 'snils.checksum'], ['/inn', 'inn.person_checksum'], ['/document/series', 'document.passport_series'],
      ['/document/number', 'document.passport_number'], ['/document/issuedOn', 'document.issued_on'],
    ]);
  });
});
