import { defineErrors } from '../domain-error.js';

/** What is said of a number whose checksum does not hold; the same words wherever it is typed. */
defineErrors({
  'snils.checksum': {
    kind: 'invalid', ru: 'СНИЛС записан с ошибкой: проверьте цифры, их 11, последние две контрольные.', en: 'The SNILS is wrong: check its 11 digits, the last two are the checksum.',
  },
  'inn.checksum': {
    kind: 'invalid', ru: 'ИНН организации записан с ошибкой: проверьте цифры, их 10.', en: 'The INN of the organisation is wrong: check its 10 digits.',
  },
  'okpo.checksum': {
    kind: 'invalid', ru: 'ОКПО записан с ошибкой: проверьте цифры, их 8.', en: 'The OKPO is wrong: check its 8 digits.',
  },
  'ogrn.checksum': {
    kind: 'invalid', ru: 'ОГРН записан с ошибкой: проверьте цифры, их 13.', en: 'The OGRN is wrong: check its 13 digits.',
  },
});
