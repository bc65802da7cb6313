import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { dateForms, isPersonal, LONGEST, type PasswordFacts, passwordProblems, type PolicyName, weakForms } from './password-policy.js';

const LIST = new Set(['password', 'qwerty', '123456', 'gfhjkm', 'iloveyou']);
const facts = (more: Partial<PasswordFacts> = {}): PasswordFacts => ({ secondFactor: false, own: [], isWeak: (form) => LIST.has(form), ...more });
const codes = (policy: PolicyName, password: string, more?: Partial<PasswordFacts>): string[] => passwordProblems(policy, password, facts(more)).map((p) => p.code);

describe('strict', () => {
  it('takes a good one, Cyrillic too', () => {
    expect(codes('strict', 'Sorok2-vorony')).toEqual([]);
    expect(codes('strict', 'Сорок2-вороны')).toEqual([]);
  });

  test.each([
    ['Sorok2-voro', ['password.too_short']], ['sorok2-vorony', ['password.composition']], ['SOROK2-VORONY', ['password.composition']],
    ['Sorokk-vorony', ['password.composition']], ['Sorok22vorony', ['password.composition']], ['Sorok2- vorony', ['password.spaces']],
    ['a b', ['password.too_short', 'password.spaces', 'password.composition']],
  ])('%s: %j', (password, expected) => {
    expect(codes('strict', password)).toEqual(expected);
  });
});

describe('nist', () => {
  it('asks for length only: 15, or 8 with a second factor', () => {
    expect(codes('nist', 'сорок две вороны')).toEqual([]);
    expect(codes('nist', 'сорок две воро')).toEqual(['password.too_short']);
    expect(codes('nist', 'вороны д', { secondFactor: true })).toEqual([]);
    expect(codes('nist', 'вороны!', { secondFactor: true })).toEqual(['password.too_short']);
  });

  it('accepts 64 and more, counted in characters', () => {
    expect(codes('nist', 'Ж😀'.repeat(100))).toEqual([]);
    expect(codes('nist', 'ab'.repeat(LONGEST))).toEqual(['password.too_long']);
  });
});

describe('in both', () => {
  test.each(['Password2026!', 'P@ssw0rd1234!', '123Qwerty!!!99', 'Пароль-123456', '123456'])('%s is known', (password) => {
    expect(codes('strict', password)).toContain('password.weak');
    expect(codes('nist', password)).toContain('password.weak');
  });

  it('does not condemn a long password for a common short word in it', () => {
    expect(codes('strict', 'Qwerty-lampa-7-veter')).toEqual([]);
  });

  test.each(['Соловьёв1985!', 'Solovev-1985!', 'Solovyov-12!', 'Anna.solovev1!', 'anna_sol_1985'])('%s is made of own data', (password) => {
    expect(isPersonal(password, ['Соловьёв', 'Анна', 'anna_sol', ...dateForms('1985-03-04')])).toBe(true);
  });

  it('lets one own word be a part of more', () => {
    expect(isPersonal('Anna-lampa-veter-7', ['Анна', 'Соловьев'])).toBe(false);
    expect(isPersonal('Sorok2-vorony', ['Ян', ''])).toBe(false);
  });

  it('never fails on any input, and finds every listed word however it is dressed', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (password) => {
      expect(Array.isArray(passwordProblems('strict', password, facts()))).toBe(true);
    }));
    fc.assert(fc.property(fc.constantFrom(...LIST), fc.stringMatching(/^[0-9!?.-]{0,8}$/), fc.boolean(), (word, tail, upper) => {
      fc.pre(/[a-z]/.test(word));
      expect(weakForms((upper ? word.toUpperCase() : word) + tail)).toContain(word);
    }));
  });
});
