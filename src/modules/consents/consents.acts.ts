import { defineOwnActs } from '../audit/index.js';

defineOwnActs({
  'consents.give': { kind: 'consents', ru: 'Дано согласие', en: 'Gave a consent' },
  'consents.withdraw': { kind: 'consents', ru: 'Отозвано согласие', en: 'Withdrew a consent' },
});
