import { defineErrors } from '../../../../shared/domain-error.js';

defineErrors({
  'contacts.code_missing': {
    kind: 'invalid',
    ru: 'Введите код, который мы отправили на этот контакт.',
    en: 'Enter the code we sent to this contact.',
  },
  'contacts.no_other_proof': {
    kind: 'conflict',
    ru: 'Прежний контакт недоступен, а другого подтверждённого нет. Обратитесь в школу с документом.',
    en: 'The former contact is out of reach and no other is proved. Go to your school with a document.',
  },
  'contacts.none_proved': {
    kind: 'conflict',
    ru: 'Подтверждённых контактов нет, код отправить некуда. Сначала подтвердите телефон или почту.',
    en: 'There is no proved contact to send a code to. First prove a phone or an e-mail address.',
  },
  'password.code_needed': {
    kind: 'invalid',
    ru: 'Для смены пароля нужен код. Запросите его: мы отправим код на ваш подтверждённый контакт.',
    en: 'A code is needed to change the password. Ask for one: it goes to your proved contact.',
  },
});
