import { defineErrors } from '../../../shared/domain-error.js';

defineErrors({
  'schools.connected_already': { kind: 'conflict', ru: 'Эта школа уже подключена.', en: 'This school is connected already.' },
  'schools.twins': {
    kind: 'conflict', ru: 'Похожие школы уже есть в справочнике: проверьте их. Если это другие школы, перечислите их в confirmedTwins.',
    en: 'The directory has schools like this one: look at them. If they are other schools, list them in confirmedTwins.',
  },
  'schools.settlement_twins': {
    kind: 'conflict', ru: 'Такое название в регионе уже есть: проверьте. Если это другой населённый пункт, перечислите найденные в confirmedTwins.',
    en: 'The region has a settlement of this name: look at it. If it is another one, list those found in confirmedTwins.',
  },
  'schools.proposed_already': { kind: 'conflict', ru: 'Вы уже предложили это; предложение ждёт ответа.', en: 'You have proposed this already; it waits for an answer.' },
  'schools.proposal_decided': { kind: 'conflict', ru: 'На это предложение уже ответили.', en: 'This proposal has been answered already.' },
  'schools.one_settlement': {
    kind: 'invalid', ru: 'Выберите населённый пункт из справочника (settlementId) или опишите новый (newSettlement).', en: 'Choose a settlement of the directory (settlementId) or describe a new one (newSettlement).',
  },
});
