import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Db } from '../../../src/platform/database/index.js';
import { IMPORT_KINDS } from '../../../src/modules/schools/imports/kinds/kinds.js';
import { displayName } from '../../../src/shared/identifiers/index.js';
import { makeStaff, type MadePerson, signIn } from '../../factories/identity.js';
import { makeDivision, type MadeClass, type MadeSchool, makeSchool } from '../../factories/schools.js';
import { newId } from '../../../src/shared/ids.js';
import { form } from '../../support/form.js';
import { type Client, startTestApp, type TestApp } from '../../support/index.js';

describe('a school set up from files (SC-6)', () => {
  let app: TestApp;
  let school: MadeSchool;
  let clerk: Client;
  let teacher: MadePerson;
  beforeAll(async () => { app = await startTestApp(); });
  afterAll(() => app.stop());
  beforeEach(async () => {
    school = await makeSchool(app.get(Db), { zone: 'Europe/Kaliningrad' });
    clerk = app.as(await signIn(app, await makeStaff(app, 'school_admin', { schoolId: school.id })));
    teacher = await makeStaff(app, 'teacher', { schoolId: school.id });
  });

  const send = async (kind: string, content: string | Buffer, fields: Record<string, string> = {}) => {
    const sent = await form({ kind, mode: 'commit', ...fields }, { content, name: 'файл' });
    return (await clerk.post(`/schools/${school.id}/imports`, sent.body, sent.headers)).body;
  };
  const told = ({ written, created, changed, same, errors }: any) => ({ written, created, changed, same, errors: errors.map((e: any) => [e.line, e.column, e.code]) });
  const wrong = async (kind: string, content: string) => told(await send(kind, content)).errors;
  const exported = async (kind: string) => (await clerk.get(`/schools/${school.id}/exports/${kind}`)).body as string;

  const full = (): [string, string][] => {
    const y = school.schoolYear;
    return [
      ['terms', `Вид;Номер;Название;Классы с;Классы по;Начало;Конец\nЧетверть;1;;1;9;01.09.${y};24.10.${y}\nчетверть;2;II;1;9;05.11.${y};28.12.${y}\nполугодие;1;;10;11;01.09.${y};28.12.${y}\n`],
      ['vacations', `Каникулы;Начало;Конец\nОсенние;25.10.${y};04.11.${y}\nЛетние;01.06.${y + 1};31.08.${y + 1}\n`],
      ['bells', 'Расписание звонков;Вид;Основное;День недели;Смена;Урок;Начало;Конец\nОбычное;обычное;да;;1;1;8:30;9:15\nОбычное;;;;1;2;9:25;10:10\nОбычное;;;пн;1;1;9:00;9:45\nКороткое;сокращённое;нет;;1;1;08.30;09.00\n'],
      ['rooms', 'Кабинет;Мест;Несколько групп сразу\n12;30;\nСпортзал;;да\n'],
      ['subjects', 'Предмет;Сокращение\nМатематика;Матем.\nАнглийский язык;Англ.\n'],
      ['staff', `Внешний код;Фамилия;Имя;Отчество;Роль;Должность;Приказ;Работает с;E-mail\nТ-1;Орлова;Нина;Павловна;учитель;Учитель физики;14-к;01.09.${y};${newId()}@example.ru\nТ-1;Орлова;Нина;Павловна;методист;Методист;15-к;;\nТ-2;Белов;Игорь;;завуч;Заместитель директора;16-к;;${newId()}@example.ru\n`],
      ['classes', 'Класс;Смена;Профиль\n5А;1;\n10А;1;физмат\n'],
      ['pupils', 'Фамилия;Имя;Отчество;Дата рождения;Класс\nСоловьёв;Пётр;Ильич;17.05.2014;5A\n'],
      ['representatives', 'Ученик;Дата рождения;Представитель;Кем приходится;Телефон\nСоловьёв Пётр Ильич;17.05.2014;Соловьёва Мария Петровна;мать;8 912 345-67-89\nсоловьев  пётр ильич;17.05.2014;Соловьёв Илья;отец;+79123456780\n'],
      ['curricula', 'Параллель;Профиль;Предмет;Часов в неделю\n5;;матем.;5\n10;физмат;Математика;7,5\n'],
      ['groups', 'Предмет;Состав;Группа;Часов в неделю\nМатематика;5А;;4\nАнглийский язык;5А/1;;1,5\nАнглийский язык;5А/2;Немцы;1,5\nМатематика;10А;;\n'],
      ['assignments', `Учитель;Код учителя;Предмет;Группа;Часов в неделю\n${displayName(teacher.name)};${teacher.id};Математика;5А;4\n`],
      ['timetable', 'День недели;Урок;Предмет;Группа;Кабинет;Ссылка\nпн;1;Математика;5А;12;\nвторник;2;матем.;5А;;https://meet.example.ru/5a\n'],
    ];
  };
  const takeAll = async () => {
    for (const [kind, content] of full()) {
      if (kind === 'groups') await makeDivision(app.get(Db), await fifth());
      if (kind === 'timetable') await clerk.post(`/schools/${school.id}/timetables`, { name: 'Осень', schoolYear: school.schoolYear, validFrom: `${school.schoolYear}-09-01`, validUntil: `${school.schoolYear}-12-28` });
      expect([kind, told(await send(kind, content))]).toEqual([kind, { written: true, created: content.trim().split('\n').length - 1, changed: 0, same: 0, errors: [] }]);
    }
  };
  const fifth = async (): Promise<MadeClass> => {
    const { items } = (await clerk.get(`/schools/${school.id}/classes?gradeLevel=5`)).body;
    return { id: items[0].id, schoolId: school.id, schoolYear: school.schoolYear, gradeLevel: 5, letter: 'А', name: '5А' };
  };

  it('takes every kind in order, nothing the second time, and what it gives out as CSV or a workbook is the same again', async () => {
    await takeAll();
    for (const [kind, content] of full()) {
      const rows = content.trim().split('\n').length - 1;
      const nothing = { written: true, created: 0, changed: 0, same: rows, errors: [] };
      expect([kind, told(await send(kind, content))]).toEqual([kind, nothing]);
      expect([kind, told(await send(kind, await exported(kind)))]).toEqual([kind, nothing]);
      const workbook = await clerk.get(`/schools/${school.id}/exports/${kind}?format=xlsx`);
      expect(workbook.headers['content-disposition']).toBe(`attachment; filename="${kind}-${school.schoolYear}.xlsx"`);
      expect([kind, told(await send(kind, workbook.raw!))]).toEqual([kind, nothing]);
    }
    expect(full().map(([kind]) => kind).sort()).toEqual([...IMPORT_KINDS].sort());
    expect((await clerk.get(`/schools/${school.id}/curricula/check`)).body.items.map((i: any) => [i.className, i.subject, i.difference])).toEqual([
      ['5А', 'Английский язык', 'not_planned'], ['5А', 'Математика', 'less'], ['10А', 'Математика', 'no_hours'],
    ]);
  });

  it('changes what differs: terms move into days their neighbours leave, the default bells pass on', async () => {
    await takeAll();
    const y = school.schoolYear;
    expect(told(await send('terms', `Вид;Номер;Название;Классы с;Классы по;Начало;Конец\nчетверть;1;;1;9;01.09.${y};10.11.${y}\nчетверть;2;II;1;9;15.11.${y};28.12.${y}\n`))).toMatchObject({ written: true, changed: 2, errors: [] });
    expect(told(await send('bells', 'Расписание звонков;Основное;Смена;Урок;Начало;Конец\nКороткое;да;1;1;8:30;9:00\nОбычное;нет;1;1;8:30;9:20\n'))).toMatchObject({ written: true, changed: 2, errors: [] });
    expect((await clerk.get(`/schools/${school.id}/bell-schedules`)).body.items.map((s: any) => [s.name, s.isDefault, s.bells.length])).toEqual([['Короткое', true, 1], ['Обычное', false, 3]]);
    expect(told(await send('groups', 'Предмет;Состав;Группа;Часов в неделю\nМатематика;5А+5А/1;5А;3\n'))).toMatchObject({ written: true, changed: 1 });
    expect(told(await send('assignments', `Код учителя;Учитель;Предмет;Группа;Часов в неделю;С;До\n${teacher.id};;Математика;5А;5;01.09.${y};01.12.${y}\n`))).toMatchObject({ written: true, changed: 1, errors: [] });
    expect(await exported('groups')).toContain('Математика;5А+5А/1;5А;5\r\n');
    expect(told(await send('subjects', 'Предмет;Сокращение\nматематика;Мат.\n'))).toMatchObject({ changed: 1 });
    expect(told(await send('rooms', 'Кабинет;Несколько групп сразу\n12;да\n'))).toMatchObject({ changed: 1 });
    expect(told(await send('curricula', 'Параллель;Предмет;Часов в неделю\n5;Математика;6\n'))).toMatchObject({ changed: 1 });
  });

  it('names what is wrong with each kind by line and column, and writes nothing', async () => {
    const y = school.schoolYear;
    expect(await wrong('terms', `Вид;Номер;Классы с;Классы по;Начало;Конец\nсеместр;5;9;1;01.09.${y};24.10.${y}\nчетверть;1;1;9;01.09.${y};24.10.${y}\nчетверть;2;1;9;20.10.${y};28.12.${y}\n`)).toEqual([
      [2, 'Вид', 'imports.word'], [2, 'Номер', 'imports.whole_number'], [2, 'Классы по', 'schools.grades_backwards'], [4, 'Начало', 'schools.terms_overlap'],
    ]);
    expect(await wrong('vacations', `Каникулы;Начало;Конец\nОсенние;05.11.${y};25.10.${y}\nЗимние;01.08.${y};32.12.${y}\n`)).toEqual([
      [2, 'Конец', 'schools.ends_before'], [3, 'Конец', 'imports.date'], [3, 'Начало', 'schools.outside_year'],
    ]);
    expect(await wrong('bells', 'Расписание звонков;Основное;Урок;Начало;Конец\nА;да;1;25:00;9:15\nА;да;1;8:30;9:15\nА;;2;9:00;9:45\nБ;да;1;8:30;9:15\nА;;1;8:00;8:15\n')).toEqual([
      [2, 'Начало', 'imports.time'], [4, 'Начало', 'schools.bells_overlap'], [5, 'Основное', 'schools.default_taken'], [6, 'Урок', 'imports.duplicate'],
    ]);
    expect(await wrong('rooms', 'Кабинет;Здание;Мест;Несколько групп сразу\n12;Дворец;много;может\n')).toEqual([[2, 'Здание', 'schools.building_unknown'], [2, 'Мест', 'imports.whole_number'], [2, 'Несколько групп сразу', 'imports.yes_no']]);
    expect(await wrong('subjects', 'Предмет\nМузыка\nмузыка\n')).toEqual([[3, 'Предмет', 'imports.duplicate']]);
    expect(await wrong('staff', 'Фамилия;Имя;Роль;Должность;Приказ;E-mail\nОрлов1;;дворник;;14-к;почта\nБелов;Игорь;директор;Директор;1-к;b@example.ru\nЧистов;Егор;учитель;Учитель;2-к;\n')).toEqual([
      [2, 'Имя', 'input.required'], [2, 'Фамилия', 'imports.name'], [2, 'Роль', 'imports.word'], [2, 'Должность', 'input.required'], [2, 'E-mail', 'identity.email'],
      [3, 'Роль', 'schools.not_yours_to_appoint'], [4, 'E-mail', 'identity.contact_needed'],
    ]);
    expect(await wrong('representatives', 'Внешний код ученика;Ученик;Дата рождения;Представитель;Кем приходится;Телефон\n;Никто Нигде;17.05.2014;Мария;тётка;123\nнет;;;Соловьёва Мария;мать;89123456789\n')).toEqual([
      [2, 'Ученик', 'imports.pupil_unknown'], [2, 'Представитель', 'imports.full_name'], [2, 'Телефон', 'identity.phone'], [2, 'Кем приходится', 'imports.word'],
      [3, 'Внешний код ученика', 'imports.pupil_unknown'],
    ]);
    expect(await wrong('curricula', 'Параллель;Предмет;Часов в неделю\n12;Магия;2,55\n')).toEqual([[2, 'Параллель', 'imports.whole_number'], [2, 'Предмет', 'schools.subject_unknown'], [2, 'Часов в неделю', 'imports.number']]);
    expect(await wrong('groups', 'Предмет;Состав\nМагия;5Я\n')).toEqual([[2, 'Состав', 'imports.class_unknown'], [2, 'Предмет', 'schools.subject_unknown']]);
    await send('subjects', 'Предмет\nМатематика\n');
    expect(await wrong('assignments', 'Учитель;Код учителя;Предмет;Группа\nНиктоев Никто;;Математика;5А\n;нет;Математика;\n')).toEqual([
      [2, 'Группа', 'imports.group_unknown'], [2, 'Учитель', 'imports.teacher_unknown'], [3, 'Группа', 'input.required'], [3, 'Код учителя', 'imports.teacher_unknown'],
    ]);
    expect(await exported('terms')).toBe('\ufeffВид;Номер;Название;Классы с;Классы по;Начало;Конец\r\n');
  });
});
