import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeDiaryWorld, type DiaryWorld } from '../../factories/diary.js';
import { makeLesson } from '../../factories/schedule.js';
import { type Answer, startTestApp, type TestApp } from '../../support/index.js';

let app: TestApp;
let w: DiaryWorld;
const on = (day: number): string => `${w.school.schoolYear}-11-${day}`;

beforeAll(async () => {
  app = await startTestApp();
  w = await makeDiaryWorld(app);
});
afterAll(() => app.stop());

const read = (token: string | null, of: string, headers = {}): Promise<Answer> => app.as(token).get(`/schedule?${of}&from=${on(16)}&to=${on(22)}`, headers);
const lessons = (answer: Answer): string[] => answer.body.lessons.map((l: { date: string; number: number; subject: { name: string } }) => `${l.date.slice(-2)}/${l.number} ${l.subject.name}`);

describe('the schedule (SH-2)', () => {
  it('is told for a class, a pupil, a teacher and a room', async () => {
    const deputy = w.tokens.deputy_head;
    const all = ['16/1 Математика', '16/2 Музыка', '17/1 Математика'];
    expect(lessons(await read(deputy, `class=${w.schoolClass.id}`))).toEqual(all);
    expect(lessons(await read(deputy, `class=${w.otherClass.id}`))).toEqual(['16/2 Музыка']);
    expect(lessons(await read(deputy, `pupil=${w.pupil.id}`))).toEqual(all);
    expect(lessons(await read(deputy, `teacher=${w.colleagueId}`))).toEqual(['16/2 Музыка']);
    const room = await read(deputy, `room=${w.roomId}`);
    expect(room.body.lessons).toEqual([{
      id: w.lessons[0].id, date: on(16), number: 1, shift: 1, startsAt: `${on(16)}T08:30:00+02:00`, endsAt: `${on(16)}T09:15:00+02:00`,
      subject: { id: w.maths.subjectId, name: 'Математика' }, group: { id: w.maths.id, name: w.maths.name },
      teacher: { id: w.teacherId, name: 'Волкова Анна' }, room: { id: w.roomId, name: 'Каб. 21' }, onlineUrl: null, status: 'planned', reason: null,
    }]);
  });

  it('is open to the family for its child and its class, to staff within the school, to nobody else', async () => {
    const of = { class: `class=${w.schoolClass.id}`, pupil: `pupil=${w.pupil.id}`, teacher: `teacher=${w.teacherId}`, room: `room=${w.roomId}` };
    const statuses = async (token: string | null): Promise<number[]> => {
      const result: number[] = [];
      for (const question of Object.values(of)) result.push((await read(token, question)).status);
      return result;
    };
    expect(await statuses(w.tokens.mother)).toEqual([200, 200, 404, 404]);
    expect(await statuses(w.tokens.pupil)).toEqual([200, 200, 404, 404]);
    expect(await statuses(w.tokens.classmate)).toEqual([200, 404, 404, 404]);
    expect(await statuses(w.tokens.motherOfClassmate)).toEqual([200, 404, 404, 404]);
    expect(await statuses(w.tokens.formerGuardian)).toEqual([404, 404, 404, 404]);
    expect(await statuses(w.tokens.secretary)).toEqual([200, 200, 200, 200]);
    expect(await statuses(w.tokens.directorElsewhere)).toEqual([404, 404, 404, 404]);
    expect(await statuses(null)).toEqual([401, 401, 401, 401]);
    expect((await read(w.tokens.mother, `class=${w.otherClass.id}`)).status).toBe(404);
  });

  it('answers 304 until a lesson changes', async () => {
    const question = `pupil=${w.pupil.id}`;
    const tag = String((await read(w.tokens.mother, question)).headers['etag']);
    expect((await read(w.tokens.mother, question, { 'if-none-match': tag })).status).toBe(304);
    const lesson = await makeLesson(w.db, { schoolId: w.school.id, groupId: w.maths.id, date: on(19), number: 4 });
    expect((await app.as(w.tokens.director).post(`/lessons/${lesson.id}/cancel`, { reason: 'Карантин' })).status).toBe(200);
    const after = await read(w.tokens.mother, question, { 'if-none-match': tag });
    expect(after.status).toBe(200);
    expect(after.body.lessons.at(-1)).toMatchObject({ date: on(19), status: 'cancelled', reason: 'Карантин' });
  });

  it('wants exactly one of the four, and a period in order', async () => {
    const client = app.as(w.tokens.director);
    const codes = async (query: string): Promise<string[]> => (await client.get(`/schedule?${query}`)).body.errors.map((e: { code: string }) => e.code);
    expect(await codes(`from=${on(16)}&to=${on(22)}`)).toEqual(['schedule.one_subject']);
    expect(await codes(`class=${w.schoolClass.id}&pupil=${w.pupil.id}&from=${on(16)}&to=${on(22)}`)).toEqual(['schedule.one_subject']);
    expect(await codes(`class=${w.schoolClass.id}&from=${on(22)}&to=${on(16)}`)).toEqual(['schedule.dates_reversed']);
    expect(await codes(`class=${w.schoolClass.id}&from=${w.school.schoolYear}-09-01&to=${on(22)}`)).toEqual(['schedule.period_too_long']);
  });
});

describe('a timetable over HTTP (SH-1)', () => {
  it('is drawn up, refused with the clash named, mended and published', async () => {
    const director = app.as(w.tokens.director);
    const period = { validFrom: `${w.school.schoolYear}-12-01`, validUntil: `${w.school.schoolYear}-12-07` };
    const made = await director.post(`/schools/${w.school.id}/timetables`, { name: 'Декабрь', schoolYear: w.school.schoolYear, ...period });
    expect(made).toMatchObject({ status: 201, body: { status: 'draft', entries: 0 } });
    const path = `/timetables/${made.body.id}`;
    const maths = { weekday: 2, shift: 1, number: 1, groupId: w.maths.id, teacherId: w.teacherId, roomId: w.roomId };
    const music = { ...maths, groupId: w.music.id, teacherId: w.colleagueId };
    const refused = await director.post(`${path}/entries`, { entries: [maths, music] });
    expect(refused).toMatchObject({ status: 409, body: { code: 'schedule.clash', clashes: [
      { pointer: '/entries/0', because: ['room', 'class'], with: { pointer: '/entries/1', subject: 'Музыка', classes: ['5А', '5Б'], teacher: 'Жуков Олег', room: 'Каб. 21' } },
      { pointer: '/entries/1', because: ['room', 'class'], with: { pointer: '/entries/0', subject: 'Математика' } }] } });
    const added = await director.post(`${path}/entries`, { entries: [maths, { ...music, number: 2 }] });
    expect(added).toMatchObject({ status: 201, body: { items: [{ startTime: '08:30', classes: [{ name: '5А' }] }, { startTime: '09:25' }] } });

    const entry = `${path}/entries/${added.body.items[1].id}`;
    expect((await director.patch(entry, { number: 1 }, { 'if-match': '"1"' })).body).toMatchObject({ code: 'schedule.clash', clashes: [{ because: ['room', 'class'] }] });
    expect((await director.patch(entry, { number: 3 }, { 'if-match': '"7"' })).status).toBe(412);
    expect(await director.patch(entry, { number: 3 }, { 'if-match': '"1"' })).toMatchObject({ status: 200, body: { number: 3, startTime: '10:20', version: 2 } });

    const tuesdays = 1;
    expect(await director.post(`${path}/publish`)).toMatchObject({ status: 200, body: { created: 2 * tuesdays, changed: 0, removed: 0, cancelled: 0 } });
    expect((await director.get(path)).body).toMatchObject({ status: 'published', entries: 2 });
    expect(await director.delete(entry, { 'if-match': '"2"' })).toMatchObject({ status: 409, body: { code: 'schedule.timetable_published' } });
  });

  it('goes by the bells of the building a room is in (SC-2): schedule, diary and clashes', async () => {
    const director = app.as(w.tokens.director);
    const at = `/schools/${w.school.id}`;
    const bell = (number: number, startsAt: string, endsAt: string) => ({ number, shift: 1, startsAt, endsAt });
    const bells = (await director.post(`${at}/bell-schedules`, { name: 'Корпус Б', kind: 'regular', isDefault: false, bells: [bell(1, '09:00', '09:45'), bell(2, '10:00', '10:45')] })).body;
    const building = (await director.post(`${at}/buildings`, { name: 'Корпус Б', address: 'ул. Новая, 7', bellScheduleId: bells.id })).body;
    expect(building).toMatchObject({ bellScheduleId: bells.id, shortBellScheduleId: null });
    const room = (await director.post(`${at}/rooms`, { name: 'Б-1', buildingId: building.id })).body;

    const period = { validFrom: `${w.school.schoolYear}-12-08`, validUntil: `${w.school.schoolYear}-12-14` };
    const { id } = (await director.post(`${at}/timetables`, { name: 'Два корпуса', schoolYear: w.school.schoolYear, ...period })).body;
    const maths = { weekday: 3, shift: 1, number: 1, groupId: w.maths.id, teacherId: w.teacherId, roomId: w.roomId };
    const music = { ...maths, number: 2, groupId: w.music.id, teacherId: w.colleagueId, roomId: room.id };
    const unrung = await director.post(`/timetables/${id}/entries`, { entries: [{ ...music, number: 3 }] });
    expect(unrung).toMatchObject({ status: 422, body: { errors: [{ pointer: '/entries/0/number', code: 'schedule.no_bell_in_building', message: expect.stringContaining('«Корпус Б»') }] } });
    // Lesson 2 of the school begins at 9:25, while lesson 1 of the building goes on.
    expect((await director.post(`/timetables/${id}/entries`, { entries: [{ ...maths, number: 2 }, { ...music, number: 1 }] })).body).toMatchObject({
      code: 'schedule.clash', clashes: [{ because: ['class'], with: { pointer: '/entries/1' } }, { because: ['class'] }] });
    expect((await director.post(`/timetables/${id}/entries`, { entries: [maths, music] })).body.items.map((e: any) => e.startTime)).toEqual(['08:30', '10:00']);
    expect(await director.post(`/timetables/${id}/publish`)).toMatchObject({ status: 200, body: { created: 2 } });

    const week = `from=${period.validFrom}&to=${period.validUntil}`;
    const startTimes = (lessons: any[]) => lessons.map((l) => [l.number, l.startsAt.slice(11, 16), l.endsAt.slice(11, 16)]);
    const expected = [[1, '08:30', '09:15'], [2, '10:00', '10:45']];
    expect(startTimes((await app.as(w.tokens.mother).get(`/schedule?pupil=${w.pupil.id}&${week}`)).body.lessons)).toEqual(expected);
    expect(startTimes((await app.as(w.tokens.mother).get(`/pupils/${w.pupil.id}/diary?${week}`)).body.days.flatMap((d: any) => d.lessons))).toEqual(expected);
    expect((await app.anonymous.get(at)).body.buildings).toEqual([{ name: 'Корпус Б', address: 'ул. Новая, 7', bellScheduleId: bells.id, shortBellScheduleId: null }]);
    expect((await director.delete(`${at}/bell-schedules/${bells.id}`, { 'if-match': '"1"' })).body.code).toBe('schools.in_use');
  });

  it('plans once under one Idempotency-Key', async () => {
    const director = app.as(w.tokens.director);
    const body = { name: 'Январь', schoolYear: w.school.schoolYear, validFrom: `${w.school.schoolYear + 1}-01-12`, validUntil: `${w.school.schoolYear + 1}-01-18` };
    const [first, second] = [
      await director.post(`/schools/${w.school.id}/timetables`, body, { 'idempotency-key': 'january' }), await director.post(`/schools/${w.school.id}/timetables`, body, { 'idempotency-key': 'january' })];
    expect(second.body.id).toBe(first.body.id);
    const entries = { entries: [0, 1].map(() => ({ weekday: 1, shift: 1, number: 1, groupId: w.maths.id, teacherId: w.teacherId, roomId: w.roomId })) };
    const clash = await director.post(`/timetables/${first.body.id}/entries`, entries, { 'idempotency-key': 'clash' });
    expect(clash).toMatchObject({ status: 409, body: { clashes: [{ because: ['teacher', 'room', 'duplicate'] }, {}] } });
  });
});
