import { defineErrors } from '../domain-error.js';

/** What is said of a number whose checksum does not hold; the same words wherever it is typed. */
defineErrors({
  'snils.checksum': {
    kind: 'invalid', ru: 'СНИЛС записан с ошибкой: проверьте цифры, их 11, последние две контрольные.', en: 'The SNILS is wrong: check its 11 digits, the last two are the checksum.',
  },
  'inn.checksum': {
    kind: 'invalid', ru: 'ИНН организации записан с ошибкой: проверьте цифры, их 10.', en: 'The INN of the organisation is wrong: check its 10 digits.',
  },
  'inn.person_checksum': {
    kind: 'invalid', ru: 'ИНН человека записан с ошибкой: проверьте цифры, их 12.', en: 'The INN of the person is wrong: check its 12 digits.',
  },
  'document.certificate_series': {
    kind: 'invalid', ru: 'Серия свидетельства — римское число, дефис и две русские буквы, например IV-АН.', en: 'The series is a Roman numeral, a dash and two Cyrillic letters, such as IV-АН.',
  },
  'document.certificate_number': { kind: 'invalid', ru: 'Номер свидетельства — 6 цифр.', en: 'The number of the certificate has 6 digits.' },
  'document.passport_series': { kind: 'invalid', ru: 'Серия паспорта — 4 цифры.', en: 'The series of the passport has 4 digits.' },
  'document.passport_number': { kind: 'invalid', ru: 'Номер паспорта — 6 цифр.', en: 'The number of the passport has 6 digits.' },
  'document.foreign_number': { kind: 'invalid', ru: 'Номер документа — буквы и цифры, как в самом документе.', en: 'The number has letters and digits, as the document has.' },
  'document.issued_on': { kind: 'invalid', ru: 'Документ выдан не раньше дня рождения и не позже сегодняшнего дня. Проверьте дату.', en: 'A document is issued between the birth date and today. Check the date.' },
  'okpo.checksum': {
    kind: 'invalid', ru: 'ОКПО записан с ошибкой: проверьте цифры, их 8.', en: 'The OKPO is wrong: check its 8 digits.',
  },
  'ogrn.checksum': {
    kind: 'invalid', ru: 'ОГРН записан с ошибкой: проверьте цифры, их 13.', en: 'The OGRN is wrong: check its 13 digits.',
  },
});
