import { defineErrors } from '../../../../shared/domain-error.js';

defineErrors({
  'codes.too_many_sends': {
    kind: 'too_many',
    ru: 'Слишком много кодов подряд. Запросите новый через {minutes} мин.',
    en: 'Too many codes have been sent. Ask for another in {minutes} min.',
  },
  'codes.number_not_served': {
    kind: 'invalid',
    ru: 'На этот номер мы не отправляем СМС. Укажите российский мобильный номер, например +7 916 123-45-67.',
    en: 'We do not send SMS to this number. Give a Russian mobile number, such as +7 916 123-45-67.',
  },
  'codes.phone_needed': {
    kind: 'conflict',
    ru: 'Сначала подтвердите в профиле свой номер телефона: на него придёт код.',
    en: 'First prove your phone number in the profile: the code goes to it.',
  },
  'codes.wrong': {
    kind: 'invalid',
    ru: 'Код не подошёл. Проверьте последнее сообщение или запросите новый код: он действует 10 минут, один раз и пять попыток.',
    en: 'The code is wrong. Check the latest message or ask for a new one: a code works for 10 minutes, once, with five tries.',
  },
});
