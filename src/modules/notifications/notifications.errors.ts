import { defineErrors } from '../../shared/domain-error.js';

defineErrors({
  'notifications.choice_locked': {
    kind: 'invalid',
    ru: 'Сообщения о безопасности в самом приложении отключить нельзя.',
    en: 'Security notices in the app itself cannot be turned off.',
  },
  'notifications.choice_twice': {
    kind: 'invalid',
    ru: 'Эта пара «раздел и способ» указана дважды. Оставьте одну.',
    en: 'This category and channel are named twice. Keep one.',
  },
});
