import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressKey, schoolNameKey } from './entry-key.js';

describe('a school by its name', () => {
  it.each([
    ['МБОУ СОШ № 12', 'школа 12'],
    ['Средняя школа N12', 'школа 12'],
    ['Муниципальное бюджетное общеобразовательное учреждение «Школа № 012» г. Советска', 'школа 12'],
    ['ГИМНАЗИЯ №3 имени А. С. Пушкина', 'гимназия 3'],
    ['ГБОУ Лицей 1580', 'лицей 1580'],
    ['Школа-интернат № 4', 'школа 4'],
    ['МАОУ «Лицей «Ступени»', 'лицей ступени'],
    ['Частное общеобразовательное учреждение «Ёлочка»', 'елочка'],
    ['МБОУ Озёрская средняя школа', 'озерская школа'],
  ])('%s → %s', (name, key) => expect(schoolNameKey(name)).toBe(key));

  it('tells a school from a gymnasium of the same number, and one number from another', () => {
    expect(schoolNameKey('Школа № 3')).not.toBe(schoolNameKey('Гимназия № 3'));
    expect(schoolNameKey('Школа № 3')).not.toBe(schoolNameKey('Школа № 31'));
  });
});

describe('an address within a settlement', () => {
  it.each([
    ['236000, г. Советск, Школьная улица, дом 1 корп. 2', 'ул. Школьная, 1к2'],
    ['ул.Ленина,д.5', 'Ленина ул., 5'],
    ['пр-кт Мира, 12а', 'проспект Мира, д. 12 А'],
    ['Калининградская обл., г. Советск, ул. Озёрная, 7', 'улица Озерная 7'],
    ['ул. 9 Января, 3', '9 Января, дом 3'], ['Школьная, 1', 'ул. Школьная, 1'],
  ])('%s is %s', (one, other) => expect(addressKey(one)).toBe(addressKey(other)));

  it.each([
    ['ул. Школьная, 1', 'ул. Школьная, 11'], ['ул. Школьная, 1 к. 2', 'ул. Школьная, 2 к. 1'], ['ул. Мира, 5', 'проспект Мира, 5'], ['ул. Мира, 5', 'ул. Мира, 5а'], ['ул. 9 Января, 3', 'ул. 3 Января, 9'],
  ])('%s is not %s', (one, other) => expect(addressKey(one)).not.toBe(addressKey(other)));
});

it('a key is its own key, whatever was typed', () => {
  fc.assert(fc.property(fc.string(), (text) => expect(schoolNameKey(schoolNameKey(text))).toBe(schoolNameKey(text))));
});
