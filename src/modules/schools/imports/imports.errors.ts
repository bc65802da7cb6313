import { defineErrors } from '../../../shared/domain-error.js';

defineErrors({
  'imports.spreadsheet': {
    kind: 'invalid', ru: 'Это книга Excel. Сохраните лист как «CSV (разделители — точка с запятой)» и загрузите его.', en: 'This is an Excel workbook. Save the sheet as CSV and send that.',
  },
  'imports.not_text': { kind: 'invalid', ru: 'Это не текстовый файл CSV. Выберите другой файл.', en: 'This is no CSV text file. Choose another one.' },
  'imports.empty': { kind: 'invalid', ru: 'В файле нет ни одной строки. Первой должна идти строка с названиями столбцов.', en: 'The file has no line. The first must be the headings of the columns.' },
  'imports.too_many_rows': { kind: 'invalid', ru: 'В файле больше {limit} строк. Разделите его на части.', en: 'The file has more than {limit} rows. Split it.' },
  'imports.quotes': { kind: 'invalid', ru: 'Кавычки расставлены неверно: с этой строки файл не читается.', en: 'Quotes are misplaced: the file cannot be read from this line on.' },
  'imports.unknown_column': { kind: 'invalid', ru: 'Такого столбца нет. Уберите его или назовите одним из: {known}.', en: 'There is no such column. Remove it or call it one of: {known}.' },
  'imports.column_twice': { kind: 'invalid', ru: 'Этот столбец повторяется. Оставьте один.', en: 'This column stands twice. Keep one.' },
  'imports.column_missing': { kind: 'invalid', ru: 'В файле нет этого столбца. Добавьте его.', en: 'The file lacks this column. Add it.' },
  'imports.too_many_cells': { kind: 'invalid', ru: 'В строке больше значений, чем столбцов ({limit}). Проверьте разделители и кавычки.', en: 'The line has more values than columns ({limit}). Check separators and quotes.' },
  'imports.name': { kind: 'invalid', ru: 'Имя пишется буквами одного алфавита, без цифр и знаков. Исправьте.', en: 'A name has letters of one alphabet, no digits or signs. Mend it.' },
  'imports.full_name': { kind: 'invalid', ru: 'Напишите фамилию, имя и отчество (если есть) через пробел.', en: 'Write family name, given name and patronymic (if any) with spaces between.' },
  'imports.date': { kind: 'invalid', ru: 'Укажите существующую дату в виде ДД.ММ.ГГГГ.', en: 'Give an existing date as DD.MM.YYYY.' },
  'imports.birth_date': { kind: 'invalid', ru: 'Возраст не похож на возраст ученика. Проверьте год рождения.', en: 'This is no age of a pupil. Check the year of birth.' },
  'imports.sex': { kind: 'invalid', ru: 'Укажите пол: «м» или «ж».', en: 'Give the sex: "m" or "f".' },
  'imports.class_name': { kind: 'invalid', ru: 'Назовите класс числом от 1 до 11 и буквой, например 5А.', en: 'Name the class by a number from 1 to 11 and a letter, such as 5А.' },
  'imports.class_unknown': {
    kind: 'invalid', ru: 'В {schoolYear}/{nextYear} учебном году в школе нет такого класса. Сначала создайте его или загрузите список классов.',
    en: 'The school has no such class in {schoolYear}/{nextYear}. Create it or import the classes first.',
  },
  'imports.shift': { kind: 'invalid', ru: 'Смена бывает 1 или 2.', en: 'The shift is 1 or 2.' },
  'imports.duplicate': { kind: 'invalid', ru: 'Эта строка повторяет строку {first}. Оставьте одну.', en: 'This row repeats row {first}. Keep one.' },
  'imports.ambiguous': {
    kind: 'invalid', ru: 'В школе несколько учеников с этим именем и датой рождения. Укажите внешний код, чтобы было ясно, о ком речь.',
    en: 'Several pupils of the school have this name and birth date. Give the external id to tell which one.',
  },
  'imports.snils_taken': { kind: 'invalid', ru: 'Этот СНИЛС записан за другим учеником школы. Проверьте цифры.', en: 'This SNILS belongs to another pupil of the school. Check the digits.' },
  'imports.later_movement': { kind: 'invalid', ru: 'Ученик переведён позже ({date}). Укажите более позднюю дату зачисления.', en: 'The pupil was moved later ({date}). Give a later date.' },
  'imports.after_year': { kind: 'invalid', ru: 'Дата позже {schoolYear}/{nextYear} учебного года.', en: 'The date is after the school year {schoolYear}/{nextYear}.' },
  'imports.year_unknown': { kind: 'invalid', ru: 'Учебный год ещё не создан. Создайте его и загрузите файл снова.', en: 'This academic year is not made yet. Make it and send the file again.' },
});
