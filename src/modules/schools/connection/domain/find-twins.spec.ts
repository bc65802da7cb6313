import { describe, expect, it } from '@jest/globals';
import { findTwins, type Known, type TwinQuestion } from './find-twins.js';

const school = (id: string, changes: Partial<Known> = {}): Known =>
  ({ id, name: 'МБОУ СОШ № 12', shortName: 'Школа № 12', address: 'ул. Школьная, 1', status: 'active', inn: null, okpo: null, settlementId: 'town', ...changes });
const asked = (changes: Partial<TwinQuestion> = {}): TwinQuestion => ({ inn: null, okpo: null, name: null, address: null, settlementId: 'town', ...changes });
const found = (question: TwinQuestion, ...known: Known[]) => findTwins(question, known).map(({ id, same }) => [id, same]);

describe('duplicates of a school', () => {
  it('by a number of the registers it is the same school wherever it is', () => {
    expect(found(asked({ inn: '7707083893' }), school('a', { inn: '7707083893', settlementId: 'elsewhere' }))).toEqual([['a', true]]);
    expect(found(asked({ okpo: '00032537' }), school('a', { okpo: '00032537' }), school('b'))).toEqual([['a', true]]);
  });

  it('by name and address it is the same, by one of them perhaps, within the settlement only', () => {
    const both = asked({ name: 'Средняя школа N 12', address: 'Школьная улица, дом 1' });
    expect(found(both, school('name', { address: 'ул. Мира, 5' }), school('both'), school('elsewhere', { settlementId: 'village' }), school('none', { name: 'Лицей', shortName: 'Лицей', address: '' })))
      .toEqual([['both', true], ['name', false]]);
  });

  it('what is not known matches nothing', () => {
    expect(found(asked(), school('a'))).toEqual([]);
    expect(found(asked({ name: 'МБОУ', address: ' ' }), school('a', { name: 'МБОУ', shortName: 'ОУ', address: '' }))).toEqual([]);
  });
});
