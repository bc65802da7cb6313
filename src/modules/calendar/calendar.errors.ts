import { defineErrors } from '../../shared/domain-error.js';

export const calendarErrors = defineErrors({
  'calendar.year_not_loaded': {
    kind: 'not_found',
    ru: 'Производственный календарь на {year} год ещё не загружен. Сроки на этот год считаются по общему правилу и будут уточнены.',
    en: 'The working calendar of {year} is not loaded yet. Dates of that year follow the general rule and will be corrected.',
  },
  'calendar.date_or_instant': {
    kind: 'invalid',
    ru: 'Укажите дату (2026-11-22) или момент времени с часовым поясом (2026-11-22T23:59:00+03:00) между 2000 и 2100 годами.',
    en: 'Give a date (2026-11-22) or an instant with an offset (2026-11-22T23:59:00+03:00) between the years 2000 and 2100.',
  },
  'calendar.day_of_other_year': { kind: 'invalid', ru: 'Этот день не из {year} года.', en: 'This day is not of the year {year}.' },
  'calendar_import.not_csv': {
    kind: 'invalid',
    ru: 'Это не CSV в кодировке UTF-8 вида «год, двенадцать месяцев, итоги». Сохраните таблицу как CSV (UTF-8) и загрузите снова.',
    en: 'This is not a UTF-8 CSV of the form "year, twelve months, totals". Save the table as CSV (UTF-8) and send it again.',
  },
  'calendar_import.no_years': { kind: 'invalid', ru: 'В файле нет ни одного года.', en: 'The file has no years.' },
  'calendar_import.year': { kind: 'invalid', ru: 'Здесь должен быть год от {from} до {to}.', en: 'This must be a year from {from} to {to}.' },
  'calendar_import.year_not_in_file': { kind: 'invalid', ru: 'Года {year} в файле нет, заменять нечем.', en: 'Year {year} is not in the file, there is nothing to replace it with.' },
  'calendar_import.year_twice': { kind: 'invalid', ru: 'Год {year} уже есть в строке {line}.', en: 'Year {year} is in line {line} already.' },
  'calendar_import.day': {
    kind: 'invalid',
    ru: '«{value}» — не день этого месяца. Перечислите дни от 1 до {daysInMonth} через запятую, со знаком * или + где нужно.',
    en: '"{value}" is not a day of this month. List days from 1 to {daysInMonth} by commas, with * or + where needed.',
  },
  'calendar_import.day_twice': { kind: 'invalid', ru: 'День {day} назван дважды.', en: 'Day {day} is named twice.' },
  'calendar_import.total': {
    kind: 'invalid',
    ru: 'В итоге указано {said}, а по дням получается {counted}. Сверьте строку с постановлением и исправьте одно из двух.',
    en: 'The total says {said}, the days give {counted}. Compare the row with the decree and mend one of the two.',
  },
});
