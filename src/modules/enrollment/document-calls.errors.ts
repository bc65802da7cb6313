import { defineErrors } from '../../shared/domain-error.js';

defineErrors({
  'enrollment.nobody_called': { kind: 'invalid', ru: 'Выберите классы или учеников.', en: 'Choose classes or pupils.' },
  'enrollment.not_of_school': { kind: 'invalid', ru: 'В школе такого класса или ученика нет. Обновите список и выберите снова.', en: 'The school has no such class or pupil. Reload the list and choose again.' },
  'enrollment.too_many_called': { kind: 'invalid', ru: 'За один раз можно запросить документ не более чем у {limit} учеников.', en: 'At most {limit} pupils can be asked at once.' },
  'enrollment.call_day_over': { kind: 'invalid', ru: 'Укажите день, который ещё не прошёл, не дальше года вперёд.', en: 'Give a day that is not over, at most a year ahead.' },
  'enrollment.call_cancelled': { kind: 'conflict', ru: 'Школа отменила этот запрос, документ больше не нужен.', en: 'The school has cancelled this call; the document is not needed any more.' },
  'enrollment.already_handed_in': {
    kind: 'conflict',
    ru: 'Документ уже передан. Если в нём ошибка, попросите школу вернуть его.',
    en: 'The document was handed in already. If something is wrong with it, ask the school to send it back.',
  },
  'enrollment.nothing_handed_in': { kind: 'conflict', ru: 'Документ ещё не передан или решение по нему уже принято.', en: 'Nothing was handed in yet, or it was decided on already.' },
  'enrollment.may_only_view': { kind: 'forbidden', ru: 'Вам открыт только просмотр. Передать документ может родитель с правом действовать или сам ученик с 14 лет.', en: 'You may only look. A parent who may act, or the pupil from 14, can hand the document in.' },
});
