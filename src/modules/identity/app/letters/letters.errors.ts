import { defineErrors } from '../../../../shared/domain-error.js';

defineErrors({
  'identity.contact_needed': {
    kind: 'invalid',
    ru: 'Укажите e-mail или мобильный телефон: туда придут логин и временный пароль.',
    en: 'Give an e-mail address or a mobile number: the login and a transit password go there.',
  },
  'identity.no_login_letter': {
    kind: 'conflict',
    ru: 'Этому человеку логин и временный пароль не отправлялись. Если он не может войти, выдайте временный пароль по документу.',
    en: 'No login with a transit password was sent to this person. If they cannot come in, issue a transit password after checking a document.',
  },
  'identity.login_letter_over': {
    kind: 'conflict',
    ru: 'Человек уже входил или задал свой пароль, отправлять логин снова нельзя. Если он не может войти, выдайте временный пароль по документу.',
    en: 'The person has signed in or set a password of their own: the login cannot be sent again. If they cannot come in, issue a transit password after checking a document.',
  },
});
