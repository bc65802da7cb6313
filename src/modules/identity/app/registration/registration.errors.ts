import { defineErrors } from '../../../../shared/domain-error.js';
import { OWN_ACCOUNT_AGE } from '../../../../shared/age.js';

defineErrors({
  'registration.too_young': {
    kind: 'invalid',
    ru: `Самостоятельная регистрация — с ${OWN_ACCOUNT_AGE} лет. Учётную запись ребёнка создаёт родитель из своей.`,
    en: `One registers oneself from the age of ${OWN_ACCOUNT_AGE}. A child's account is made by a parent, from the parent's own.`,
  },
  'registration.passport': {
    kind: 'invalid',
    ru: 'Паспорт: серия из 4 цифр, номер из 6 цифр, дата выдачи не позже сегодняшней.',
    en: 'A passport has a series of 4 digits and a number of 6; it was not issued later than today.',
  },
  'registration.inn': { kind: 'invalid', ru: 'ИНН указан с ошибкой: проверьте все 12 цифр.', en: 'The INN is wrong: check all 12 digits.' },
  'registration.consent_version': {
    kind: 'invalid',
    ru: 'Текст обновился. Покажите действующую редакцию (версия {version}) и получите согласие с ней.',
    en: 'The text has changed. Show the one in force (version {version}) and have it agreed to.',
  },
  'registration.portal_says': {
    kind: 'invalid',
    ru: 'Это уже сообщил портал. Если там ошибка, исправьте её на портале или зарегистрируйтесь без него.',
    en: 'The portal has said this already. If it is wrong there, have it mended at the portal, or register without it.',
  },
  'registration.over': {
    kind: 'invalid',
    ru: 'Эта регистрация устарела. Заполните форму заново.',
    en: 'This registration is too old. Fill in the form again.',
  },
  'registration.link_over': {
    kind: 'conflict',
    ru: 'Ссылка уже использована или устарела. Войдите и подтвердите почту кодом в разделе «Контакты».',
    en: 'This link was used or is too old. Sign in and prove the e-mail by a code on the Contacts page.',
  },
});
