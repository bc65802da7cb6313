import { defineErrors } from '../../../../shared/domain-error.js';

defineErrors({
  'codes.sms_down': {
    kind: 'conflict',
    ru: 'Коды по СМС сейчас не доставляются. Выберите другой способ: почту, приложение или вход через портал, или повторите позже.',
    en: 'Codes by SMS are not delivered right now. Choose another way: e-mail, an app or a portal, or try again later.',
  },
  'codes.email_down': {
    kind: 'conflict',
    ru: 'Письма с кодами сейчас не доставляются. Выберите другой способ: телефон, приложение или вход через портал, или повторите позже.',
    en: 'E-mails with codes are not delivered right now. Choose another way: the phone, an app or a portal, or try again later.',
  },
  'identity.way_until': {
    kind: 'invalid',
    ru: 'Время, до которого способ недоступен, должно быть впереди и указывается только при отключении.',
    en: 'The time until which a way is down must lie ahead, and goes with marking it down only.',
  },
});
