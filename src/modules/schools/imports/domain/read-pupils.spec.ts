import { describe, expect, it, test } from '@jest/globals';
import { parseDate, parseName, parseSex, sexOfPatronymic } from './cells.js';
import { readTable } from './columns.js';
import { PUPIL_COLUMNS, readPupils } from './read-pupils.js';

const HEAD = ['Фамилия', 'Имя', 'Отчество', 'Дата рождения', 'Пол', 'Класс', 'СНИЛС'];

function read(head: string[], ...rows: string[][]) {
  const table = readTable(PUPIL_COLUMNS, [head, ...rows].map((cells, i) => ({ line: i + 1, cells })));
  const { pupils, errors } = readPupils(table.rows, table.headings, 2026);
  return { pupils, errors: [...table.errors, ...errors] };
}

describe('headings', () => {
  test.each([
    [['ФАМИЛИЯ', 'имя', ' Отчество ', 'Дата  рождения', 'пол', 'Kласс', 'CНИЛС']], // Latin K and C
    [['family', 'given', 'patronymic', 'birthDate', 'sex', 'class', 'snils']],
    [['Surname', 'First name', 'Middle name', 'Date of birth', 'Gender', 'Class', 'SNILS']],
  ])('%j are understood', (head) => {
    const { pupils, errors } = read(head, ['Иванов', 'Пётр', 'Ильич', '17.05.2014', 'м', '5А', '112-233-445 95']);
    expect(errors).toEqual([]);
    expect(pupils[0]).toMatchObject({ name: { family: 'Иванов' }, birthDate: '2014-05-17', sex: 'm', className: '5А', snils: '11223344595' });
  });

  it('INN and the identity document are read as they are printed; a kind not typed is told by the series', () => {
    const head = [...HEAD, 'ИНН', 'Документ', 'Серия документа', 'Номер документа', 'Дата выдачи документа'];
    const person = ['Иванов', 'Пётр', 'Ильич', '17.05.2014', 'м', '5А', ''];
    const { pupils, errors } = read(head,
      [...person, '5001 0073 2259', 'Свидетельство о рождении', '4-AH', '№ 123456', '02.06.2014'], [...person, '', '', '45 09', '123456', ''], [...person, '', 'паспорт', '', '', '']);
    expect(errors).toEqual([]);
    expect(pupils.map(({ inn, document }) => [inn, document])).toEqual([
      ['500100732259', { kind: 'birth_certificate', series: 'IV-АН', number: '123456', issuedOn: '2014-06-02' }],
      [null, { kind: 'passport', series: '4509', number: '123456', issuedOn: null }], [null, null],
    ]);
    expect(read(head, [...person, '500100732258', 'справка', '1', '2', ''], [...person, '', 'паспорт', 'IV-АН', '12', '31.02.2014'], [...person, '', '', '', '', '02.06.2014'])
      .errors.map(({ line, column, code }) => [line, column, code])).toEqual([
      [2, 'ИНН', 'inn.person_checksum'], [2, 'Документ', 'imports.document_kind'],
      [3, 'Дата выдачи документа', 'imports.date'], [3, 'Серия документа', 'document.passport_series'], [3, 'Номер документа', 'document.passport_number'],
      [4, 'Номер документа', 'input.required'],
    ]);
  });

  it('says one thing when there are no headings at all, or they are not ours', () => {
    for (const head of [['Иванов', 'Пётр', '5А'], ['Фамилия^Имя^Класс'], ['Р¤Р°РјРёР»РёСЏ', 'РРјСЏ']]) {
      const { pupils, errors } = read(head, ['Петров', 'Илья', '5А'].slice(0, head.length));
      expect([pupils, errors]).toEqual([[], [{ line: 1, column: null, code: 'imports.no_known_column', params: { known: expect.arrayContaining(['Фамилия']) } }]]);
    }
  });

  it('names a row separated by another sign than the headings, and cells that stand in the wrong columns', () => {
    expect(read(HEAD, ['Иванов,Пётр,Ильич,17.05.2014,м,5А,']).errors).toEqual([{ line: 2, column: null, code: 'imports.delimiter' }]);
    expect(read(HEAD, ['Пётр', 'Иванов', 'Ильич', '5А', 'м', '17.05.2014', '']).errors.map(({ column, code }) => [column, code])).toEqual([['Дата рождения', 'imports.date'], ['Класс', 'imports.class_name']]);
  });

  it('names a column that is missing, unknown or there twice', () => {
    expect(read(['Фамилия', 'Имя', 'Класс'], ['И', 'П', '5А']).errors).toEqual([{ line: 1, column: 'Дата рождения', code: 'imports.column_missing' }]);
    expect(read([...HEAD, 'Рост'], ['И', 'П', '', '17.05.2014', 'м', '5А', '', '150']).errors).toMatchObject([{ line: 1, column: 'Рост', code: 'imports.unknown_column' }]);
    expect(read(['Фамилия', ...HEAD], ['И', 'И', 'П', '', '17.05.2014', 'м', '5А', '']).errors).toMatchObject([{ line: 1, column: 'Фамилия', code: 'imports.column_twice' }]);
  });

  it('takes the whole name from one column', () => {
    const head = ['ФИО', 'Дата рождения', 'Класс'];
    expect(read(head, ['Оглы Али Рза оглы', '2014-05-17', '5-а']).pupils[0]).toMatchObject({ name: { family: 'Оглы', given: 'Али', patronymic: 'Рза оглы' }, sex: 'm', className: '5А' });
    expect(read(head, ['Иванов', '2014-05-17', '5А']).errors).toMatchObject([{ line: 2, column: 'ФИО', code: 'imports.full_name' }, { line: 2, column: 'Пол', code: 'input.required' }]);
  });
});

describe('rows', () => {
  it('names every wrong cell of every row at once, by the heading of the file', () => {
    const { pupils, errors } = read(HEAD,
      ['', '', '', '', '', '', ''],
      ['Иван0в', 'Пётр', 'Ильич', '31.02.2014', 'x', '12А', '112-233-445 96'],
      ['Иванова', 'Анна', '', '17.05.1914', '', '5Ж', ''],
      ['Петров', 'Илья', 'Ильич', '01.01.2015', '', '5А', '']);
    expect(errors.map(({ line, column, code }) => [line, column, code])).toEqual([
      [2, 'Фамилия', 'input.required'], [2, 'Имя', 'input.required'], [2, 'Дата рождения', 'input.required'], [2, 'Пол', 'input.required'], [2, 'Класс', 'input.required'],
      [3, 'Фамилия', 'imports.name'], [3, 'Дата рождения', 'imports.date'], [3, 'Пол', 'imports.sex'], [3, 'Класс', 'imports.class_name'], [3, 'СНИЛС', 'snils.checksum'],
      [4, 'Дата рождения', 'imports.birth_date'], [4, 'Пол', 'input.required'],
    ]);
    expect(pupils.map(({ line }) => line)).toEqual([5]);
  });

  it('never repeats a typed value in what it says of it', () => {
    const { errors } = read(HEAD, ['Иван0в', 'Пётр', '', '31.02.2014', 'x', '12А', '112-233-445 96']);
    expect(JSON.stringify(errors)).not.toMatch(/Иван0в|31\.02|445/);
  });

  it('names a row with more cells than columns', () => {
    expect(read(HEAD, ['И', 'П', '', '17.05.2014', 'м', '5А', '', 'x']).errors).toMatchObject([{ line: 2, column: null, code: 'imports.too_many_cells' }]);
  });
});

describe('cells', () => {
  test.each([['17.05.2014', '2014-05-17'], ['7.5.2014', '2014-05-07'], ['17/05/2014', '2014-05-17'], ['2014-05-17', '2014-05-17'], ['29.02.2016', '2016-02-29'], ['29.02.2015', null], ['2014', null], ['17.05.14', null], ['', null]])(
    'the date %j is %j', (typed, date) => { expect(parseDate(typed)).toBe(date); });

  test.each([['М', 'm'], ['муж.', 'm'], ['Женский', 'f'], ['F', 'f'], ['?', null]])('the sex %j is %j', (typed, sex) => { expect(parseSex(typed)).toBe(sex); });

  test.each([['Ильич', 'm'], ['Петровна', 'f'], ['Ильинична', 'f'], ['Мамед кызы', 'f'], ['Рза оглы', 'm'], ['', null]])('the patronymic %j tells %j', (typed, sex) => { expect(sexOfPatronymic(typed)).toBe(sex); });

  test.each([
    ['Cидоров', '', 'Сидоров'], ['OCA', 'Иванова Анна', 'ОСА'], ['Smith', 'Smith John', 'Smith'], ['Smith', 'Smith Джон', 'Smith'],
    ['Салтыков - Щедрин', '', 'Салтыков-Щедрин'], ["О'Коннор", '', "О'Коннор"], ['Сидrов', '', null], ['Иванов2', '', null], ['—', '', null],
  ])('the name %j beside %j is %j', (typed, rest, name) => { expect(parseName(typed, rest)).toBe(name); });
});
