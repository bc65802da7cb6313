import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Db } from '../../../src/platform/database/index.js';
import { makeDiaryWorld, type DiaryWorld } from '../../factories/diary.js';
import { makeLesson } from '../../factories/schedule.js';
import { type Client, startTestApp, type TestApp } from '../../support/index.js';

let app: TestApp;
let w: DiaryWorld;
let teacher: Client;
let types: { id: string; code: string }[];

beforeAll(async () => {
  app = await startTestApp();
  w = await makeDiaryWorld(app);
  teacher = app.as(w.tokens.teacher);
  types = (await teacher.get('/work-types')).body.items;
});
afterAll(() => app.stop());

const typeId = (code: string): string => types.find((t) => t.code === code)!.id;
const page = async (client = teacher): Promise<any> => (await client.get(`/teaching-groups/${w.maths.id}/journal`)).body;
const cellOf = (journal: any, pupilId: string, lessonId: string): any => journal.cells.find((c: any) => c.pupilId === pupilId && c.lessonId === lessonId);

describe('the journal page (JO-1)', () => {
  it('shows pupils of the group, lessons with works, cells and averages after a column is saved', async () => {
    const [lesson] = w.lessons;
    await teacher.patch(`/lessons/${lesson.id}`, { topic: 'Дроби', homework: '№ 215' });
    const saved = await teacher.post(`/lessons/${lesson.id}/marks`, { marks: [
      { pupilId: w.pupil.id, value: 5, workTypeId: typeId('control') }, { pupilId: w.classmate.id, value: 'н/а', workTypeId: typeId('control'), comment: 'Болел «весь» урок' },
    ] });
    expect(saved.status).toBe(201);
    expect(saved.body.averages).toEqual(expect.arrayContaining([expect.objectContaining({ pupilId: w.pupil.id, weightedAverage: '5.00', average: '5.00', count: 1, sum: 15, weight: 3 })]));
    expect((await teacher.put(`/lessons/${lesson.id}/attendance`, { allPresent: true, entries: [{ pupilId: w.classmate.id, status: 'absent', reasonCode: 'ill' }] })).status).toBe(200);

    const journal = await page();
    expect(journal.group).toEqual({ id: w.maths.id, name: w.maths.name, subject: { id: w.maths.subjectId, name: 'Математика' } });
    expect(journal.pupils.map((p: any) => p.id).sort()).toEqual([w.pupil.id, w.classmate.id].sort());
    expect(journal.lessons.map((l: any) => l.id)).toEqual([w.lessons[0].id, w.lessons[1].id]);
    expect(journal.lessons[0]).toMatchObject({ topic: 'Дроби', homework: '№ 215', works: [{ typeId: typeId('control'), weight: 3, counts: true }], takenAt: expect.any(String) });
    expect(new Date(journal.lessons[0].startsAt)).toEqual(lesson.startsAt);
    expect(cellOf(journal, w.pupil.id, lesson.id)).toMatchObject({ marks: [{ value: '5', version: 1, comment: null }], attendance: null });
    expect(cellOf(journal, w.classmate.id, lesson.id)).toMatchObject({ marks: [{ value: 'not_attested', comment: 'Болел «весь» урок' }], attendance: { status: 'absent', reasonCode: 'ill', minutes: null } });
    expect(journal).toMatchObject({ closed: false, finals: [], averages: expect.arrayContaining([expect.objectContaining({ pupilId: w.pupil.id, count: 1 })]) });
  });

  it('answers 304 while nothing changes, and 200 once something does', async () => {
    const path = `/teaching-groups/${w.maths.id}/journal`;
    const { headers } = await teacher.get(path);
    expect((await teacher.get(path, { 'if-none-match': String(headers['etag']) })).status).toBe(304);
    await teacher.patch(`/lessons/${w.lessons[1].id}`, { topic: 'Проценты' });
    expect((await teacher.get(path, { 'if-none-match': String(headers['etag']) })).status).toBe(200);
  });

  it('shows a homeroom teacher the pupils of the own class only', async () => {
    const { body } = await app.as(w.tokens.homeroomOfOtherClass).get(`/teaching-groups/${w.music.id}/journal`);
    expect(body.pupils).toEqual([]);
    expect((await app.as(w.tokens.homeroom).get(`/teaching-groups/${w.music.id}/journal`)).body.pupils).toHaveLength(2);
  });

  it('lists own groups, and refuses a term of another group', async () => {
    expect((await teacher.get('/teaching-groups?mine=true')).body.items.map((g: any) => g.id)).toEqual([w.maths.id]);
    const wrong = await teacher.get(`/teaching-groups/${w.maths.id}/journal?term=${w.maths.id}`);
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ parameter: 'term', code: 'journal.term_unknown' }] } });
  });
});

describe('saving over HTTP (JO-3, JO-6, JO-9)', () => {
  it('names every wrong cell of a column and saves nothing', async () => {
    const before = await page();
    const answer = await teacher.post(`/lessons/${w.lessons[1].id}/marks`, { marks: [
      { pupilId: w.pupil.id, value: '6' }, { pupilId: w.classmate.id, value: 4 }, { pupilId: w.lessons[0].id, value: 4 },
    ] });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((e: any) => [e.pointer, e.code])).toEqual([['/marks/0/value', 'journal.value'], ['/marks/2/pupilId', 'journal.pupil_not_in_group']]);
    expect(answer.body.errors[0].message).toBe('Такой отметки нет в шкале школы: 6.');
    const malformed = await teacher.post(`/lessons/${w.lessons[1].id}/marks`, { marks: [{ pupilId: 'x', value: 5, mood: 'good' }, { pupilId: w.pupil.id }] });
    expect(malformed.body.errors.map((e: any) => e.pointer).sort()).toEqual(['/marks/0/mood', '/marks/0/pupilId', '/marks/1/value']);
    expect(await page()).toEqual(before);
  });

  it('does not let two tabs overwrite each other, and needs If-Match and a reason for a change', async () => {
    const lessonId = w.lessons[1].id;
    const first = await teacher.post(`/lessons/${lessonId}/marks`, { marks: [{ pupilId: w.pupil.id, value: 4 }] });
    const second = await teacher.post(`/lessons/${lessonId}/marks`, { marks: [{ pupilId: w.pupil.id, value: 2, expected: null }] });
    const mark = first.body.marks[0];
    expect(second).toMatchObject({ status: 409, body: { code: 'journal.cell_conflict', conflicts: [{ current: { id: mark.id, value: '4', version: 1 }, yours: { value: '2' } }] } });
    expect((await teacher.patch(`/marks/${mark.id}`, { value: 3, reasonCode: 'rechecked' })).status).toBe(428);
    expect((await teacher.patch(`/marks/${mark.id}`, { value: 3, reasonCode: 'no_such' }, { 'if-match': '"1"' })).body.errors).toMatchObject([{ pointer: '/reasonCode', code: 'journal.reason' }]);
    const changed = await teacher.patch(`/marks/${mark.id}`, { value: 3, reasonCode: 'rechecked' }, { 'if-match': '"1"' });
    expect(changed).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { value: '3', version: 2 } });
    expect((await teacher.delete(`/marks/${mark.id}?reasonCode=wrong_pupil`, { 'if-match': '"1"' })).status).toBe(412);
    expect((await teacher.delete(`/marks/${mark.id}?reasonCode=wrong_pupil`, { 'if-match': '"2"' })).status).toBe(200);
    const history = await teacher.get(`/marks/${mark.id}/history`);
    expect(history.body.items.map((h: any) => [h.act, h.from, h.to, h.reasonCode, h.by.family])).toEqual([
      ['given', null, '4', null, 'Волкова'], ['changed', '4', '3', 'rechecked', 'Волкова'], ['removed', '3', null, 'wrong_pupil', 'Волкова'],
    ]);
  });

  it('answers the same for the same Idempotency-Key, and saves once', async () => {
    const send = () => teacher.post(`/lessons/${w.lessons[1].id}/marks`, { marks: [{ pupilId: w.classmate.id, value: 5, workTypeId: typeId('test') }] }, { 'idempotency-key': 'journal-once' });
    const [first, again] = [await send(), await send()];
    expect(first.status).toBe(201);
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(cellOf(await page(), w.classmate.id, w.lessons[1].id).marks).toHaveLength(1);
  });
});

describe('attendance (AT-1, AT-3)', () => {
  it('keeps deviations only, asks what the writer saw, and keeps a history', async () => {
    const lesson = await makeLesson(w.db, { schoolId: w.school.id, groupId: w.maths.id, date: `${w.school.schoolYear}-11-18` });
    const save = (entries: object[], allPresent = false) => teacher.put(`/lessons/${lesson.id}/attendance`, { allPresent, entries });
    const absent = await save([{ pupilId: w.pupil.id, status: 'absent', expected: null }]);
    expect(absent.body.entries).toEqual([expect.objectContaining({ pupilId: w.pupil.id, status: 'absent', reasonCode: null, version: 1 })]);
    expect(await save([{ pupilId: w.pupil.id, status: 'late', minutes: 5, expected: null }]))
      .toMatchObject({ status: 409, body: { code: 'journal.attendance_conflict', conflicts: [{ current: { status: 'absent', version: 1 }, yours: { status: 'late' } }] } });
    expect((await save([{ pupilId: w.pupil.id, status: 'late', minutes: 5, expected: { version: 1 } }])).body.entries).toMatchObject([{ status: 'late', minutes: 5, version: 2 }]);
    expect((await save([], true)).body.entries).toEqual([]);
    expect((await save([{ pupilId: w.pupil.id, status: 'present', minutes: 5 }, { pupilId: w.lessons[0].id, status: 'late' }])).status).toBe(422);
    const history = await app.get(Db).query('SELECT status_before, status_after FROM journal.attendance_history WHERE lesson_id = $1 ORDER BY version', [lesson.id]);
    expect(history.map((h) => Object.values(h))).toEqual([['present', 'absent'], ['absent', 'late'], ['late', 'present']]);
  });
});
