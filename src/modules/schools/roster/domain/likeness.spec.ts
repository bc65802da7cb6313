import { describe, expect, it } from '@jest/globals';
import { likeness, type Likeness } from './likeness.js';

const asked: Likeness = { name: { family: 'Соловьёв', given: 'Пётр', patronymic: 'Ильич' }, birthDate: '2014-05-17', snilsIndex: null };
const like = (over: Partial<Likeness>, of: Partial<Likeness> = {}) => likeness({ ...asked, ...of }, { ...asked, ...over })?.likeness ?? null;

describe('likeness of a pupil', () => {
  it('is sure by full name and birth date, however spelt, or by SNILS', () => {
    expect(like({ name: { family: 'СОЛОВЬЕВ', given: 'петр', patronymic: null } })).toBe('same');
    expect(like({ name: { family: 'Другой', given: 'Имя' }, birthDate: '2013-01-01', snilsIndex: 'x' }, { snilsIndex: 'x' })).toBe('same');
  });

  it('is possible by part of it', () => {
    expect(like({ birthDate: '2014-05-18' })).toBe('likely');
    expect(like({ name: { family: 'Иванов', given: 'Пётр', patronymic: 'Ильич' } })).toBe('likely');
    expect(like({ name: { ...asked.name, patronymic: 'Олегович' } })).toBe('likely');
  });

  it('is not seen in a birth date alone, nor in a namesake of another SNILS', () => {
    expect(like({ name: { family: 'Иванов', given: 'Олег', patronymic: 'Ильич' } })).toBeNull();
    expect(like({ birthDate: '2014-05-18', snilsIndex: 'y' }, { snilsIndex: 'x' })).toBeNull();
    expect(like({ snilsIndex: 'y' }, { snilsIndex: 'x' })).toBe('likely');
  });
});
