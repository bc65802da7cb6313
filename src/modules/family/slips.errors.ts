import { defineErrors } from '../../shared/domain-error.js';

defineErrors({
  'family.slips_of_nothing': {
    kind: 'invalid',
    ru: 'Выберите, что напечатать: коды для родителей (codesPerPupil), логины (logins: true) или то и другое.',
    en: 'Choose what to print: codes for parents (codesPerPupil), logins (logins: true), or both.',
  },
  'family.nobody_for_slips': {
    kind: 'conflict',
    ru: 'Печатать не для кого: среди выбранных учеников нет тех, кому нужны такие листки.',
    en: 'There is nobody to print for: none of the pupils chosen needs such a slip.',
  },
  'family.logins_by_office': {
    kind: 'forbidden',
    ru: 'Логины выдаёт администрация школы. Вам доступны листки с кодами для родителей.',
    en: 'Logins are issued by the administration. You may print slips with codes for parents.',
  },
  'family.slips_under_way': {
    kind: 'conflict',
    ru: 'Ваши прежние листки ещё готовятся. Дождитесь их.',
    en: 'Slips you ordered before are still being made. Wait for them.',
  },
  'family.slips_not_ready': { kind: 'conflict', ru: 'Листки ещё не готовы. Повторите через несколько секунд.', en: 'The slips are not ready yet. Try again in a few seconds.' },
  'family.slips_gone': {
    kind: 'conflict',
    ru: 'Эти листки уже выданы или их срок вышел: второй раз их не получить. Закажите новые с revokeEarlier: true, прежние коды перестанут действовать.',
    en: 'These slips were given out already, or nobody took them in time: they cannot be had again. Order new ones with revokeEarlier: true, and the earlier codes stop working.',
  },
});
