import { defineErrors } from '../../../shared/domain-error.js';

defineErrors({
  'schools.outside_region': { kind: 'invalid', ru: 'Такой школы в регионе группы нет.', en: 'The region of the group has no such school.' },
  'schools.in_group_already': { kind: 'conflict', ru: 'На эти даты участие в группе уже записано.', en: 'Membership of the group is recorded for these dates already.' },
  'schools.group_in_use': {
    kind: 'conflict', ru: 'В группе уже кто-то состоит или состоял: завершите участие, историю группы удалить нельзя.', en: 'The group has or had members: end their membership; its history cannot be removed.',
  },
  'schools.group_unknown': { kind: 'invalid', ru: 'Такой группы в регионе нет.', en: 'The region has no such group.' },
  'schools.whole_region_only': {
    kind: 'forbidden', ru: 'Вы координируете одну группу. Это делает координатор всего региона или оператор системы.', en: 'You coordinate one group. This is for a coordinator of the whole region, or the operator.',
  },
  'schools.pupil_unknown': { kind: 'invalid', ru: 'Такого ученика в школе нет.', en: 'The school has no such pupil.' },
});
