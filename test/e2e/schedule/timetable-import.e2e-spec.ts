import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Db } from '../../../src/platform/database/index.js';
import { makeStaff, type MadePerson, signIn } from '../../factories/identity.js';
import { makeBells, makeClass, makeRoom, type MadeSchool, makeSchool, makeTeachingGroup } from '../../factories/schools.js';
import { form } from '../../support/form.js';
import { type Client, startTestApp, type TestApp } from '../../support/index.js';

const HEAD = 'Расписание;День недели;Урок;Предмет;Группа;Учитель;Кабинет;Ссылка\n';

describe('a timetable taken in from a file (SC-6)', () => {
  let app: TestApp;
  let school: MadeSchool;
  let [orlova, belov]: MadePerson[] = [];
  let director: Client;
  let draft: string;
  beforeAll(async () => { app = await startTestApp(); });
  afterAll(() => app.stop());

  const as = async (role: 'director' | 'deputy_head' | 'secretary', schoolId = school.id) => app.as(await signIn(app, await makeStaff(app, role, { schoolId })));
  const makeDraft = async (name: string) => (await director.post(`/schools/${school.id}/timetables`, {
    name, schoolYear: school.schoolYear, validFrom: `${school.schoolYear}-09-01`, validUntil: `${school.schoolYear}-12-28`,
  })).body.id as string;
  const post = async (client: Client, content: string, fields: Record<string, string> = {}) => {
    const sent = await form({ kind: 'timetable', mode: 'commit', ...fields }, { content, name: 'расписание.csv' });
    return client.post(`/schools/${school.id}/imports`, sent.body, sent.headers);
  };
  const send = async (rows: string, fields: Record<string, string> = {}) => {
    const { written, created, changed, same, errors } = (await post(director, HEAD + rows, fields)).body;
    return { written, created, changed, same, errors: errors.map((e: any) => [e.line, e.column, e.code, e.message]) };
  };
  const lessons = async (timetable = draft) => (await director.get(`/timetables/${timetable}/entries`)).body.items
    .map((e: any) => [e.weekday, e.number, e.subject.name, e.group.name, e.teacher.id === orlova!.id ? 'Орлова' : e.teacher.id === belov!.id ? 'Белов' : null, e.room?.name ?? e.onlineUrl]);

  beforeEach(async () => {
    const db = app.get(Db);
    school = await makeSchool(db, { zone: 'Europe/Kaliningrad' });
    await makeBells(db, school);
    [orlova, belov] = [await makeStaff(app, 'teacher', { schoolId: school.id }), await makeStaff(app, 'teacher', { schoolId: school.id })];
    const [fifth, first] = [await makeClass(db, school), await makeClass(db, school, { gradeLevel: 1 })];
    await makeTeachingGroup(db, school, { classes: [fifth], subject: 'Математика', teacherId: orlova!.id });
    await makeTeachingGroup(db, school, { classes: [fifth], subject: 'Физика', teacherId: belov!.id });
    await makeTeachingGroup(db, school, { classes: [first], subject: 'Математика', teacherId: orlova!.id });
    await makeTeachingGroup(db, school, { classes: [first], subject: 'Музыка', teacherId: belov!.id });
    for (const room of ['12', '14']) await makeRoom(db, school, { name: room });
    director = await as('director');
    draft = await makeDraft('Осень');
  });

  const WEEK = 'Осень;пн;1;Математика;5А;;12;\nосень;пн;2;Физика;5А;;14;\n;пн;2;Математика;1А;;12;\n';

  it('writes nothing in a preview, the lessons once, changes places at once, and gives the same form back', async () => {
    expect(await send(WEEK, { mode: 'preview' })).toEqual({ written: false, created: 3, changed: 0, same: 0, errors: [] });
    expect(await lessons()).toEqual([]);
    expect(await send(WEEK)).toEqual({ written: true, created: 3, changed: 0, same: 0, errors: [] });
    const week = await lessons();
    expect(week).toHaveLength(3);
    expect(week).toEqual(expect.arrayContaining([
      [1, 1, 'Математика', '5А', 'Орлова', '12'], [1, 2, 'Физика', '5А', 'Белов', '14'], [1, 2, 'Математика', '1А', 'Орлова', '12'],
    ]));
    const nothing = { written: true, created: 0, changed: 0, same: 3 };
    expect(await send(WEEK)).toMatchObject(nothing);
    const exported = (await director.get(`/schools/${school.id}/exports/timetable`)).body as string;
    expect((await post(director, exported)).body).toMatchObject({ ...nothing, errors: [] });
    expect(await send('Осень;пн;2;Физика;5А;;12;\nОсень;пн;2;Математика;1А;;14;\n')).toEqual({ written: true, created: 0, changed: 2, same: 0, errors: [] });
    expect((await lessons()).filter((l: any) => l[1] === 2).map((l: any) => [l[2], l[5]]).sort()).toEqual([['Математика', '14'], ['Физика', '12']]);
    expect((await director.get(`/timetables/${draft}`)).body.status).toBe('draft');
  });

  it('names every wrong cell, and takes the good rows when asked to', async () => {
    const rows = 'Весна;пн;1;Математика;5А;;12;\n;мон;13;Магия;5А;;12;\n;вт;1;Математика;9Я;;99;http://x\n;вт;1;Математика;5А;Никто Иван;12;\n;вс;1;Математика;5А;;12;\n;вт;2;Математика;5А;;;\n;ср;1;Математика;5А;;12;\n;ср;1;Математика;5А;;14;\n';
    const told = await send(rows);
    expect(told.errors.map(([line, column, code]: string[]) => [line, column, code])).toEqual([
      [2, 'Расписание', 'schedule.draft_unknown'], [3, 'Предмет', 'schools.subject_unknown'], [3, 'День недели', 'imports.word'], [3, 'Урок', 'imports.whole_number'],
      [4, 'Группа', 'imports.group_unknown'], [4, 'Кабинет', 'schedule.unknown_room'], [4, 'Ссылка', 'input.format'], [5, 'Учитель', 'schedule.not_teaching'],
      [6, 'День недели', 'schedule.day_off'], [7, 'Кабинет', 'schedule.place_needed'], [9, 'Урок', 'imports.duplicate'],
    ]);
    expect(told).toMatchObject({ written: false, created: 1 });
    expect(await lessons()).toEqual([]);
    expect(await send(rows, { partial: 'true' })).toMatchObject({ written: true, created: 1 });
    expect(await lessons()).toEqual([[3, 1, 'Математика', '5А', 'Орлова', '12']]);
  });

  it('names by line what has the teacher, the class or the room, in the file and in the draft, and the earlier row stays', async () => {
    await send(WEEK);
    const rows = ';вт;1;Математика;5А;;12;\n;вт;1;Математика;1А;;14;\n;вт;1;Физика;5А;;14;\n;вт;1;Музыка;1А;;12;\n;пн;1;Музыка;1А;;12;\n;пн;2;Математика;5А;;12;\n';
    const told = await send(rows, { partial: 'true' });
    expect(told.errors).toEqual([
      [3, 'Учитель', 'schedule.row_teacher', 'В это время учитель занят: строка 2.'], [4, 'Группа', 'schedule.row_class', 'В это время у класса или подгруппы другой урок: строка 2.'],
      [5, 'Кабинет', 'schedule.row_room', 'В это время кабинет занят: строка 2.'],
      [6, 'Кабинет', 'schedule.draft_room', 'В черновике кабинет в это время занят: 5А, Математика.'], expect.arrayContaining([7]),
    ]);
    expect(told).toMatchObject({ written: true, created: 1 });
    expect((await lessons()).filter((l: any) => l[0] === 2)).toEqual([[2, 1, 'Математика', '5А', 'Орлова', '12']]);
  });

  it('keeps a lesson where it stands when the row that would move it is refused, and so refuses the row that wants its place', async () => {
    const third = await makeClass(app.get(Db), school, { gradeLevel: 3 });
    const teacher = await makeStaff(app, 'teacher', { schoolId: school.id });
    await makeTeachingGroup(app.get(Db), school, { classes: [third], subject: 'Чтение', teacherId: teacher.id });
    await send('Осень;пн;1;Математика;5А;;12;\n');
    // Row 3 would leave room 12 to row 4, but row 2 has the room it wants.
    const told = await send(';пн;1;Музыка;1А;;14;\n;пн;1;Математика;5А;;14;\n;пн;1;Чтение;3А;;12;\n', { partial: 'true' });
    expect(told).toMatchObject({ written: true, created: 1, changed: 0 });
    expect(told.errors.map((e: any) => e.slice(0, 3))).toEqual([[3, 'Кабинет', 'schedule.row_room'], [4, 'Кабинет', 'schedule.draft_room']]);
    const again = await send('Осень;пн;1;Математика;5А;;14;\nОсень;пн;1;Музыка;1А;;12;\n');
    expect(again).toMatchObject({ written: true, changed: 2, errors: [] });
  });

  it('goes into the newest draft, never into a published one, and needs a draft', async () => {
    await send(WEEK);
    const winter = await makeDraft('Зима');
    expect(await send(';пн;1;Математика;5А;;12;\n')).toMatchObject({ written: true, created: 1 });
    expect(await lessons(winter)).toHaveLength(1);
    expect((await director.post(`/timetables/${draft}/publish`)).status).toBeLessThan(300);
    expect((await send(';пн;3;Математика;5А;;12;\nОсень;пн;4;Математика;5А;;12;\n')).errors.map((e: any) => e.slice(0, 3))).toEqual([[3, 'Расписание', 'schedule.draft_unknown']]);
    expect((await director.post(`/timetables/${winter}/publish`)).status).toBeLessThan(300);
    expect((await send(WEEK)).errors.map((e: any) => e.slice(0, 3))).toEqual([[1, null, 'schedule.no_draft']]);
    expect((await director.get(`/schools/${school.id}/exports/timetable`)).body).toContain('\r\n;пн;1;1;Математика;5А;');
  });

  it('reads an empty shift as that of the class, and asks where classes of a group study in different shifts', async () => {
    const db = app.get(Db);
    const [second, other] = [await makeClass(db, school, { gradeLevel: 6, shift: 2 }), await makeClass(db, school, { gradeLevel: 7 })];
    await makeTeachingGroup(db, school, { classes: [second], subject: 'Физика', teacherId: belov!.id });
    await makeTeachingGroup(db, school, { classes: [second, other], subject: 'Хор', name: 'Хор', teacherId: belov!.id });
    const told = await send('Осень;пн;1;Физика;6А;;12;\n;вт;1;Хор;Хор;;12;\n', { partial: 'true' });
    expect(told).toMatchObject({ written: true, created: 1, errors: [[3, 'Смена', 'schedule.shift_needed', expect.any(String)]] });
    expect((await director.get(`/timetables/${draft}/entries`)).body.items).toMatchObject([{ shift: 2, number: 1, startTime: '14:00' }]);
    expect(await send('Осень;пн;1;Физика;6А;;12;\n')).toMatchObject({ same: 1, created: 0 });
  });

  it('sent twice at once is taken in once', async () => {
    const results = await Promise.all([send(WEEK), send(WEEK)]);
    expect(results.map(({ written, created, same, errors }) => ({ written, created, same, errors })).sort((a, b) => a.created - b.created)).toEqual([
      { written: true, created: 0, same: 3, errors: [] }, { written: true, created: 3, same: 0, errors: [] }]);
    expect(await lessons()).toHaveLength(3);
  });

  it('is for those who may plan: a deputy head without the right to other files, not a secretary with it; another school finds nothing', async () => {
    const [deputy, secretary] = [await as('deputy_head'), await as('secretary')];
    expect((await post(deputy, HEAD + WEEK)).body).toMatchObject({ written: true, created: 3 });
    expect((await deputy.get(`/schools/${school.id}/exports/timetable`)).status).toBe(200);
    expect(await post(deputy, 'Кабинет\n15\n', { kind: 'rooms' })).toMatchObject({ status: 403, body: { code: 'auth.forbidden' } });
    expect((await deputy.get(`/schools/${school.id}/exports/rooms`)).status).toBe(403);
    expect((await post(secretary, 'Кабинет\n15\n', { kind: 'rooms' })).body).toMatchObject({ written: true, created: 1 });
    for (const mode of ['preview', 'commit']) expect(await post(secretary, HEAD + WEEK, { mode })).toMatchObject({ status: 403, body: { code: 'auth.forbidden' } });
    expect((await secretary.get(`/schools/${school.id}/exports/timetable`)).status).toBe(403);

    // Each sees the imports of the kinds they have to do with.
    const kindsSeenBy = async (client: Client) => (await client.get(`/schools/${school.id}/imports`)).body.items.map((i: any) => i.kind);
    expect([await kindsSeenBy(deputy), await kindsSeenBy(secretary), await kindsSeenBy(director)]).toEqual([['timetable'], ['rooms'], ['rooms', 'timetable']]);
    const [rooms] = (await secretary.get(`/schools/${school.id}/imports`)).body.items;
    expect((await deputy.get(`/schools/${school.id}/imports/${rooms.id}`)).status).toBe(404);

    const other = await makeSchool(app.get(Db));
    const stranger = await as('director', other.id);
    expect((await post(stranger, HEAD + WEEK)).status).toBe(404);
    expect((await stranger.get(`/schools/${school.id}/exports/timetable`)).status).toBe(404);
  });
});
