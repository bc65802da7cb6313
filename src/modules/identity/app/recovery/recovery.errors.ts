import { defineErrors } from '../../../../shared/domain-error.js';

defineErrors({
  'recovery.contact': {
    kind: 'invalid',
    ru: 'Укажите телефон или адрес почты, привязанные к учётной записи.',
    en: 'Give the phone or the e-mail address of the account.',
  },
  'recovery.ticket_over': {
    kind: 'unauthenticated',
    ru: 'Время на новый пароль вышло или он уже задан. Начните восстановление заново.',
    en: 'The time for a new password is over, or it has been set. Begin the recovery again.',
  },
  'recovery.not_yours_to_recover': {
    kind: 'forbidden',
    ru: 'Восстанавливать доступ этому человеку вы не можете: его роль не ниже вашей или он работает и в другом месте. Обратитесь к оператору.',
    en: 'You cannot restore access for this person: their role is not below yours, or they work elsewhere too. Ask the operator.',
  },
});
