import { describe, expect, it } from '@jest/globals';
import { type Comparable, differences, matchesExactly } from './differences.js';

const anna: Comparable = { name: { family: 'Соловьёва', given: 'Анна', patronymic: 'Игоревна' }, birthDate: '1985-03-04', snils: '11223344595' };

describe('an account and a portal', () => {
  it('match however the name is spelt', () => {
    expect(matchesExactly(anna, { ...anna, name: { family: 'СОЛОВЬЕВА', given: ' анна', patronymic: null } })).toBe(true);
    expect(matchesExactly(anna, { ...anna, birthDate: null })).toBe(true);
  });

  it('do not match without a SNILS or a name on both sides', () => {
    expect(matchesExactly({ ...anna, snils: null }, anna)).toBe(false);
    expect(matchesExactly(anna, { ...anna, snils: null })).toBe(false);
    expect(matchesExactly(anna, { ...anna, name: null })).toBe(false);
  });

  it('name every field that differs', () => {
    expect(differences(anna, { name: { family: 'Лугова', given: 'Ольга', patronymic: 'Павловна' }, birthDate: '1985-03-05', snils: '00100199864' }))
      .toEqual(['family', 'given', 'patronymic', 'birthDate', 'snils']);
    expect(differences(anna, { name: null, birthDate: null, snils: null })).toEqual([]);
  });
});
