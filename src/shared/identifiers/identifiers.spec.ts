import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import {
  formatSnils, fullNameKey, isOgrn, isOkpo, isOrganisationInn, isPersonInn, maskEmail, maskPhone, nameKey, parseBirthCertificateNumber,
  parseBirthCertificateSeries, parseEmail, parsePhone, parseSnils, sameName, snilsCheck, toRoman,
} from './index.js';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));

describe('SNILS', () => {
  test.each(['112-233-445 95', '11223344595', '112 233 445 95', '112–233–445–95'])('%s is the vector of the domain rules', (typed) => {
    expect(parseSnils(typed)).toBe('11223344595');
  });

  test.each(['112-233-445 96', '1122334459', '112233445955', '', 'abc', '000-000-000 00'])('%s is refused', (typed) => {
    expect(parseSnils(typed)).toBeNull();
  });

  it('has no check up to 001-001-998', () => {
    expect(parseSnils('001-001-998 17')).toBe('00100199817');
    expect(parseSnils('001-001-999 17')).toBeNull();
  });

  it('wraps sums of 100, 101 and a remainder of 100 to 00', () => {
    expect(snilsCheck('087654301')).toBe('99'); // sum 200
    expect(snilsCheck('087654302')).toBe('00'); // sum 201, remainder 100
    expect(snilsCheck('087654303')).toBe('00'); // sum 202 = 2 × 101
    expect(snilsCheck('087654304')).toBe('01'); // sum 203
    expect(['900000058', '900000059', '900000068', '900000069'].map(snilsCheck)).toEqual(['99', '00', '00', '01']); // sums 99 to 102
    expect(snilsCheck('900000019')).toBe('92'); // 81 + 2 + 9: below 100 it is itself
  });

  it('finds every single wrong digit', () => {
    fc.assert(fc.property(fc.integer({ min: 1_001_999, max: 999_999_999 }), fc.nat(8), fc.integer({ min: 1, max: 9 }), (n, at, by) => {
      const number = String(n).padStart(9, '0');
      const good = number + snilsCheck(number);
      expect(parseSnils(formatSnils(good))).toBe(good);
      const wrong = `${good.slice(0, at)}${(Number(good[at]) + by) % 10}${good.slice(at + 1)}`;
      fc.pre(Number(wrong.slice(0, 9)) > 1_001_998);
      // 100 and 0 share the check 00, the only pair that may hide a digit
      fc.pre(good.slice(9) !== '00');
      expect(parseSnils(wrong)).toBeNull();
    }));
  });
});

describe('numbers of registries', () => {
  it('knows public organisations', () => {
    expect([isOrganisationInn('7707083893'), isOgrn('1027700132195'), isOkpo('00032537')]).toEqual([true, true, true]);
    expect([isOrganisationInn('7736050003'), isOgrn('1027700070518'), isOkpo('00040778')]).toEqual([true, true, true]);
    expect(isPersonInn('500100732259')).toBe(true);
  });

  it('refuses wrong digits, lengths and zeros', () => {
    expect([isOrganisationInn('7707083894'), isOgrn('1027700132196'), isOkpo('00032538'), isPersonInn('500100732258'), isPersonInn('500100732269')])
      .toEqual([false, false, false, false, false]);
    expect([isOrganisationInn('770708389'), isOgrn('102770013219'), isOkpo('0003253'), isPersonInn('7707083893')]).toEqual([false, false, false, false]);
    expect([isOrganisationInn('0000000000'), isOgrn('0000000000000'), isOkpo('00000000'), isPersonInn('000000000000')]).toEqual([false, false, false, false]);
  });

  it('has exactly one last digit for each beginning', () => {
    const ends = '0123456789'.split('');
    fc.assert(fc.property(digits(12), (start) => {
      fc.pre(!/^0+$/.test(start));
      expect(ends.filter((d) => isOgrn(start + d))).toHaveLength(1);
      fc.pre(!/^0+$/.test(start.slice(0, 7)));
      expect(ends.filter((d) => isOkpo(start.slice(0, 7) + d))).toHaveLength(1);
      expect(ends.filter((d) => isOrganisationInn(start.slice(0, 9) + d))).toHaveLength(1);
    }));
  });
});

describe('birth certificate', () => {
  test.each([
    ['IV-АН', 'IV-АН'], ['iv-ан', 'IV-АН'], ['IV-AH', 'IV-АН'], ['4-АН', 'IV-АН'], ['4 ah', 'IV-АН'], ['IVАН', 'IV-АН'], ['IV—АН', 'IV-АН'],
    ['1V-АН', 'IV-АН'], ['I-МЮ', 'I-МЮ'], ['Х-ТК', 'X-ТК'], ['ХI-ТК', 'XI-ТК'], ['П-АК', 'II-АК'], ['Ш-АК', 'III-АК'], ['14-БА', 'XIV-БА'],
  ])('%s is %s', (typed, printed) => {
    expect(parseBirthCertificateSeries(typed)).toBe(printed);
  });

  test.each(['', 'АН', 'IIII-АН', 'VX-АН', 'IV-А', 'IV-12', 'IV-DJ', '0-АН', '123-АН'])('%s is refused', (typed) => {
    expect(parseBirthCertificateSeries(typed)).toBeNull();
  });

  it('reads the Arabic number for the Roman, and is stable', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 89 }), fc.stringMatching(/^[А-Я]{2}$/), (n, letters) => {
      const printed = `${toRoman(n)}-${letters}`;
      expect(parseBirthCertificateSeries(`${n}-${letters.toLowerCase()}`)).toBe(printed);
      expect(parseBirthCertificateSeries(printed)).toBe(printed);
    }));
  });

  it('has a number of six digits', () => {
    expect([parseBirthCertificateNumber('№ 123456'), parseBirthCertificateNumber('123 456'), parseBirthCertificateNumber('12345')]).toEqual(['123456', '123456', null]);
  });
});

describe('names', () => {
  it('folds case, ё, dashes and spaces', () => {
    expect(nameKey('  СОЛОВЬЁВ — Седой ')).toBe(nameKey('соловьев-седой'));
    expect(nameKey('Анна  Мария')).toBe(nameKey('анна-мария'));
    expect(nameKey('Семе\u0308нов')).toBe(nameKey('Семенов'));
    expect(nameKey('Мария')).not.toBe(nameKey('Марья'));
  });

  it('is idempotent', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      expect(nameKey(nameKey(name))).toBe(nameKey(name));
    }));
  });

  it('treats a missing patronymic as normal', () => {
    const ivanov = { family: 'Иванов', given: 'Пётр' };
    expect(sameName(ivanov, { family: 'ИВАНОВ', given: 'Петр', patronymic: 'Ильич' })).toBe(true);
    expect(sameName({ ...ivanov, patronymic: 'Ильич' }, { ...ivanov, patronymic: 'Олегович' })).toBe(false);
    expect(fullNameKey({ family: 'А Б', given: 'В' })).not.toBe(fullNameKey({ family: 'А', given: 'Б В' }));
  });
});

describe('contacts', () => {
  test.each(['9161234567', '89161234567', '79161234567', '+79161234567', '+7 (916) 123-45-67', '8 916 123 45 67', '916-123-45-67'])('%s is one phone', (typed) => {
    expect(parsePhone(typed)).toBe('+79161234567');
  });

  test.each(['', '123', '916123456', '+7916123456', '+791612345678', '09161234567', '1161234567', 'abc', '+0123456789'])('%s is no phone', (typed) => {
    expect(parsePhone(typed)).toBeNull();
  });

  it('keeps numbers of other countries', () => {
    expect(parsePhone('+375 29 123-45-67')).toBe('+375291234567');
  });

  it('lowers e-mail', () => {
    expect(parseEmail(' Ivanova@Mail.RU ')).toBe('ivanova@mail.ru');
    expect(parseEmail('почта@пример.рф')).toBe('почта@пример.рф');
    for (const bad of ['', 'a', 'a@b', '@b.ru', 'a b@c.ru', 'a..b@c.ru', '.a@c.ru', 'a.@c.ru', 'a@-c.ru', 'a@b..ru', 'a@@b.ru']) expect(parseEmail(bad)).toBeNull();
  });

  it('masks', () => {
    expect(maskPhone('+79161234567')).toBe('+7 *** ***-45-67');
    expect(maskEmail('ivanova@mail.ru')).toBe('i***@mail.ru');
  });
});
