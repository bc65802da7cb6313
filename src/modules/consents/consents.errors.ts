import { defineErrors } from '../../shared/domain-error.js';

export const consentsErrors = defineErrors({
  'consents.text_changed': {
    kind: 'conflict',
    ru: 'Текст согласия изменился: сейчас действует версия {currentVersion}. Прочитайте её и дайте согласие снова.',
    en: 'The text of the consent has changed: version {currentVersion} is in force. Read it and agree again.',
  },
  'consents.unknown_version': { kind: 'invalid', ru: 'Такой версии текста согласия нет.', en: 'There is no such version of the consent text.' },
  'consents.already_withdrawn': { kind: 'conflict', ru: 'Это согласие уже отозвано.', en: 'This consent is withdrawn already.' },
});
