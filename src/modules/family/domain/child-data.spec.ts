import { describe, expect, it } from '@jest/globals';
import { readChild, type TypedChild } from './child-data.js';

const typed: TypedChild = {
  name: { family: ' Соловьёва ', given: 'Анна', patronymic: '' }, birthDate: '2015-05-07', sex: 'f',
  document: { kind: 'birth_certificate', series: '4-AH', number: '123 456' }, snils: '112-233-445 95', inn: '500100732259',
};
const codes = (change: Partial<TypedChild>) => readChild({ ...typed, ...change }, '2026-11-05').errors.map(({ pointer, code }) => [pointer, code]);

describe('a child as a parent types them (FA-1)', () => {
  it('is read as it is printed', () => {
    expect(readChild(typed, '2026-11-05')).toEqual({
      errors: [],
      child: {
        name: { family: 'Соловьёва', given: 'Анна', patronymic: null }, birthDate: '2015-05-07', sex: 'f',
        document: { kind: 'birth_certificate', series: 'IV-АН', number: '123456' }, snils: '11223344595', inn: '500100732259',
      },
    });
    expect(codes({ snils: '', inn: null })).toEqual([]);
  });

  it('names every wrong field at once', () => {
    expect(codes({
      name: { family: '  ', given: '' }, birthDate: '2030-01-01', snils: '112-233-445 96', inn: '500100732258', document: { kind: 'birth_certificate', series: 'IV', number: '12' },
    })).toEqual([
      ['/name/family', 'input.required'], ['/name/given', 'input.required'], ['/birthDate', 'family.birth_date_in_future'], ['/snils', 'snils.checksum'],
      ['/inn', 'family.inn'], ['/document/series', 'document.certificate_series'], ['/document/number', 'document.certificate_number'],
    ]);
  });

  it('knows who has a passport, and who is no child any more', () => {
    expect(codes({ document: { kind: 'passport', series: '45 09', number: '123456' } })).toEqual([['/document/kind', 'family.passport_from_14']]);
    expect(codes({ birthDate: '2012-11-05', document: { kind: 'passport', series: '45 09', number: '№ 123456' } })).toEqual([]);
    expect(codes({ birthDate: '2008-11-05' })).toEqual([['/birthDate', 'family.child_of_age']]);
    expect(codes({ document: { kind: 'foreign', number: 'AB 12' } })).toEqual([]);
  });
});
