import { defineErrors } from '../../../shared/domain-error.js';

defineErrors({
  'schools.access_unknown': { kind: 'invalid', ru: 'Такого права в настройках доступа нет. Выберите из списка.', en: 'The access settings have no such permission. Choose one from the list.' },
  'schools.access_always': { kind: 'invalid', ru: 'Это право остаётся у роли всегда: без него школа не работает или нарушает закон.', en: 'The role always keeps this: without it the school would not work or would break the law.' },
  'schools.access_never': { kind: 'invalid', ru: 'Этой роли такое право дать нельзя.', en: 'This role can never be given that.' },
  'schools.access_own_role': { kind: 'invalid', ru: 'Права роли, в которой вы работаете, меняет директор.', en: 'What your own role may do is changed by the director.' },
  'schools.access_twice': { kind: 'invalid', ru: 'Право этой роли названо дважды.', en: 'This permission of the role is named twice.' },
});
