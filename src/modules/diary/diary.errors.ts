import { defineErrors } from '../../shared/domain-error.js';

export const diaryErrors = defineErrors({
  'diary.period_reversed': { kind: 'invalid', ru: 'Последний день раньше первого.', en: 'The last day is before the first one.' },
  'diary.period_too_long': {
    kind: 'invalid', ru: 'Слишком большой период: дневник показывает не больше {limit} дней за раз.', en: 'The period is too long: the diary shows at most {limit} days at a time.',
  },
  'diary.marks_withheld': {
    kind: 'conflict',
    ru: 'Отметки не показываются: нет согласия на обработку данных ребёнка. Дайте его в разделе согласий.',
    en: 'Marks are not shown: there is no consent to the processing of the child\'s data. Give it on the page of consents.',
  },
});
