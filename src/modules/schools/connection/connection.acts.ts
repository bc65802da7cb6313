import { defineOwnActs } from '../../audit/index.js';

defineOwnActs({
  'schools.propose': { kind: 'requests', ru: 'Предложено дополнить справочник школ', en: 'Proposed an entry of the directory' },
});
