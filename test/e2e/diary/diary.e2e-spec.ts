import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeDiaryWorld, type DiaryWorld } from '../../factories/diary.js';
import { consentToChildData, linkFamily } from '../../factories/family.js';
import { makeStaff, signIn } from '../../factories/identity.js';
import { makeLesson } from '../../factories/schedule.js';
import { assignTeacher, makeDivision, makePupil, makeTeachingGroup, putInClass, putInSubgroup } from '../../factories/schools.js';
import { type Answer, startTestApp, type TestApp } from '../../support/index.js';

let app: TestApp;
let w: DiaryWorld;
let on: (day: number) => string;

beforeAll(async () => {
  app = await startTestApp();
  w = await makeDiaryWorld(app);
  on = (day) => `${w.school.schoolYear}-11-${day}`;
  const teacher = app.as(w.tokens.teacher);
  const [first] = w.lessons;
  expect((await teacher.patch(`/lessons/${first.id}`, { topic: 'Дроби', homework: '§ 14, № 255', homeworkDueOn: on(17) })).status).toBe(200);
  const types = (await teacher.get('/work-types')).body.items as { id: string; name: string }[];
  const marks = [{ pupilId: w.pupil.id, value: '5', workTypeId: types[0]!.id, comment: 'Молодец' }, { pupilId: w.classmate.id, value: '3', workTypeId: types[0]!.id }];
  expect((await teacher.post(`/lessons/${first.id}/marks`, { marks })).status).toBe(201);
  const late = { entries: [{ pupilId: w.pupil.id, status: 'late', minutes: 10 }] };
  expect((await teacher.put(`/lessons/${w.lessons[1].id}/attendance`, late)).status).toBe(200);
});
afterAll(() => app.stop());

const week = (from = 16, to = 22): string => `from=${on(from)}&to=${on(to)}`;
const diary = (token: string | null, pupilId = w.pupil.id, query = week(), headers = {}): Promise<Answer> => app.as(token).get(`/pupils/${pupilId}/diary?${query}`, headers);
const subjects = (answer: Answer): string[] => answer.body.days.flatMap((d: { date: string; lessons: { subject: { name: string } }[] }) =>
  d.lessons.map((l) => `${d.date.slice(-2)} ${l.subject.name}`));

describe('the diary of a week (JO-12)', () => {
  it('shows the parent lessons with times, topics, homework, marks and attendance', async () => {
    const answer = await diary(w.tokens.mother);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ from: on(16), to: on(22), marksWithheld: null });
    expect(subjects(answer)).toEqual(['16 Математика', '16 Музыка', '17 Математика']);
    const [first, second] = [answer.body.days[0].lessons[0], answer.body.days[1].lessons[0]];
    expect(first).toEqual({
      id: w.lessons[0].id, number: 1, shift: 1, startsAt: `${on(16)}T08:30:00+02:00`, endsAt: `${on(16)}T09:15:00+02:00`,
      subject: { id: w.maths.subjectId, name: 'Математика' }, teacher: { id: w.teacherId, name: 'Волкова Анна' }, room: 'Каб. 21', onlineUrl: null,
      topic: 'Дроби', status: 'held', reason: null,
      homework: [{ id: w.lessons[0].id, text: '§ 14, № 255', dueOn: on(17), dueAt: `${on(17)}T00:00:00+02:00` }],
      marks: [expect.objectContaining({ value: '5', display: '5', comment: 'Молодец', workType: { id: expect.any(String), name: expect.any(String) } })],
      attendance: null,
    });
    expect(second).toMatchObject({ marks: [], homework: [], topic: null, attendance: { status: 'late', reason: null, minutes: 10 } });
  });

  it('shows each person what is theirs to see, and 404 to the others', async () => {
    const all = ['16 Математика', '16 Музыка', '17 Математика'];
    for (const who of ['mother', 'pupil', 'homeroom', 'methodist', 'deputy_head', 'school_admin', 'director'] as const) {
      const answer = await diary(w.tokens[who]);
      expect({ who, status: answer.status, lessons: subjects(answer) }).toEqual({ who, status: 200, lessons: all });
    }
    expect(subjects(await diary(w.tokens.teacher))).toEqual(['16 Математика', '17 Математика']);
    expect(subjects(await diary(w.tokens.colleague))).toEqual(['16 Музыка']);
    for (const who of ['motherOfClassmate', 'formerGuardian', 'classmate', 'teacherOfOtherClass', 'homeroomOfOtherClass', 'directorElsewhere'] as const) {
      expect({ who, ...(await diary(w.tokens[who])) }).toMatchObject({ who, status: 404, body: { code: 'object.not_found' } });
    }
    expect((await diary(w.tokens.secretary)).status).toBe(403);
    expect((await diary(w.tokens.formerDirector)).status).not.toBe(200);
    expect((await diary(null)).status).toBe(401);
  });

  it('never shows another child\'s marks', async () => {
    const answer = await diary(w.tokens.motherOfClassmate, w.classmate.id);
    expect(answer.body.days.flatMap((d: { lessons: { marks: { value: string }[] }[] }) => d.lessons.flatMap((l) => l.marks.map((m) => m.value)))).toEqual(['3']);
    expect(JSON.stringify(answer.body)).not.toContain('Молодец');
  });

  it('gives a family no marks without consent and says why; staff see them', async () => {
    await w.db.query('UPDATE consents.consent SET withdrawn_at = given_at, withdrawn_by = given_by WHERE subject_id = $1 AND withdrawn_at IS NULL', [w.classmate.id]);
    const answer = await diary(w.tokens.motherOfClassmate, w.classmate.id);
    expect(answer.body.marksWithheld).toEqual({ code: 'diary.marks_withheld', message: expect.stringContaining('согласи') });
    expect(subjects(answer)).toHaveLength(3);
    expect(answer.body.days.flatMap((d: { lessons: { marks: unknown[] }[] }) => d.lessons.flatMap((l) => l.marks))).toEqual([]);
    expect((await diary(w.tokens.motherOfClassmate, w.classmate.id, week(), { 'accept-language': 'en' })).body.marksWithheld.message).toContain('consent');
    const staff = await diary(w.tokens.director, w.classmate.id);
    expect(staff.body.marksWithheld).toBeNull();
    expect(staff.body.days[0].lessons[0].marks).toHaveLength(1);
  });

  it('follows the pupil from one subgroup to the other on the day of the change', async () => {
    const division = await makeDivision(w.db, w.schoolClass);
    const [first, second] = [await group(1), await group(2)];
    for (const day of [18, 19]) for (const g of [first, second]) await makeLesson(w.db, { schoolId: w.school.id, groupId: g.id, date: on(day), number: 3 });
    const pupil = await makePupil(w.db, w.school, { schoolClass: w.schoolClass });
    await putInSubgroup(w.db, w.schoolClass, pupil.id, { subgroup: 1, until: on(19) });
    await putInSubgroup(w.db, w.schoolClass, pupil.id, { subgroup: 2, from: on(19) });
    expect(subjects(await diary(w.tokens.director, pupil.id, week(18, 19)))).toEqual(['18 Английский 1', '19 Английский 2']);

    function group(subgroup: number): ReturnType<typeof makeTeachingGroup> {
      return makeTeachingGroup(w.db, w.school, { classes: [{ schoolClass: w.schoolClass, division: division.number, subgroup }], subject: `Английский ${subgroup}` });
    }
  });

  it('is as if a transfer recorded by mistake had not been, once it is cancelled; what is written in the wrong class stands in the way (SC-8)', async () => {
    const secretary = app.as(w.tokens.secretary);
    const pupil = await makePupil(w.db, w.school, { schoolClass: w.schoolClass });
    const physics = await makeTeachingGroup(w.db, w.school, { classes: [w.otherClass], subject: 'Физика', teacherId: w.colleagueId });
    const lesson = await makeLesson(w.db, { schoolId: w.school.id, groupId: physics.id, date: on(17), number: 6 });
    const { items: [transfer] } = (await secretary.post(`/pupils/${pupil.id}/movements`, { kind: 'transferred', on: on(17), classId: w.otherClass.id })).body;
    expect(subjects(await diary(w.tokens.director, pupil.id))).toEqual(['16 Математика', '16 Музыка', '17 Физика']);
    const attendance = (status: string) => app.as(w.tokens.colleague).put(`/lessons/${lesson.id}/attendance`, { entries: [{ pupilId: pupil.id, status }] });
    expect((await attendance('absent')).status).toBe(200);
    const cancel = () => secretary.post(`/pupils/${pupil.id}/movements/${transfer.id}/cancel`, { reason: 'Выбран однофамилец' });
    expect(await cancel()).toMatchObject({ status: 409, body: { code: 'schools.movement_has_records', detail: expect.stringContaining('5Б') } });
    expect(subjects(await diary(w.tokens.director, pupil.id))).toEqual(['16 Математика', '16 Музыка', '17 Физика']);
    await attendance('present');
    expect((await cancel()).status).toBe(200);
    expect(subjects(await diary(w.tokens.director, pupil.id))).toEqual(['16 Математика', '16 Музыка', '17 Математика']);
  });

  it('shows cancelled lessons with the reason, and who taught in place of the teacher', async () => {
    const date = on(23);
    const [cancelled, substituted] = [
      await makeLesson(w.db, { schoolId: w.school.id, groupId: w.maths.id, date, number: 1 }), await makeLesson(w.db, { schoolId: w.school.id, groupId: w.maths.id, date, number: 2 })];
    const deputy = app.as(w.tokens.deputy_head);
    expect((await deputy.post(`/lessons/${cancelled.id}/cancel`, { reason: 'Мороз' })).status).toBe(200);
    expect((await deputy.post(`/lessons/${substituted.id}/substitute`, { teacherId: w.colleagueId, reason: 'Болезнь' })).status).toBe(200);
    const answer = await diary(w.tokens.mother, w.pupil.id, week(23, 23));
    expect(answer.body.days[0].lessons).toMatchObject([
      { status: 'cancelled', reason: 'Мороз' }, { status: 'substituted', reason: 'Болезнь', teacher: { id: w.colleagueId, name: 'Жуков Олег' } }]);
    // The substitute sees that lesson besides their own.
    expect(subjects(await diary(w.tokens.colleague, w.pupil.id, week(23, 23)))).toEqual(['23 Математика']);
  });

  it('forgets a teacher the day the assignment ends, and knows the one who came', async () => {
    const pupil = await makePupil(w.db, w.school, { schoolClass: w.schoolClass });
    const ending = await makeTeachingGroup(w.db, w.school, { classes: [w.schoolClass], subject: 'Шахматы', teacherId: w.teacherId, teacherUntil: on(20) });
    await makeLesson(w.db, { schoolId: w.school.id, groupId: ending.id, date: on(20), number: 7, teacherId: w.colleagueId });
    await assignTeacher(w.db, ending, w.colleagueId, on(20));
    expect(subjects(await diary(w.tokens.teacher, pupil.id, week(20, 20)))).toEqual([]);
    expect(subjects(await diary(w.tokens.colleague, pupil.id, week(20, 20)))).toEqual(['20 Шахматы']);
  });

  it('answers 304 while nothing changes, and anew when a mark is corrected', async () => {
    const first = await diary(w.tokens.mother);
    const tag = String(first.headers['etag']);
    expect((await diary(w.tokens.mother, w.pupil.id, week(), { 'if-none-match': tag })).status).toBe(304);
    const { id } = first.body.days[0].lessons[0].marks[0];
    const [row] = (await w.db.query('SELECT version FROM journal.mark WHERE id = $1', [id])) as { version: number }[];
    expect((await app.as(w.tokens.teacher).patch(`/marks/${id}`, { value: '4', reasonCode: 'rechecked' }, { 'if-match': `"${row!.version}"` })).status).toBe(200);
    const second = await diary(w.tokens.mother, w.pupil.id, week(), { 'if-none-match': tag });
    expect(second.status).toBe(200);
    expect(second.body.days[0].lessons[0].marks[0].value).toBe('4');
  });

  it('takes a day, a period over two school years, and names a wrong one', async () => {
    const year = w.school.schoolYear;
    expect(subjects(await diary(w.tokens.mother, w.pupil.id, week(17, 17)))).toEqual(['17 Математика']);
    const summer = await diary(w.tokens.mother, w.pupil.id, `from=${year}-07-20&to=${year}-08-20`);
    expect(summer).toMatchObject({ status: 200, body: { days: [] } });
    const wrong = async (query: string): Promise<unknown[]> => (await diary(w.tokens.mother, w.pupil.id, query)).body.errors.map((e: { parameter: string; code: string }) => [e.parameter, e.code]);
    expect(await wrong(week(17, 16))).toEqual([['to', 'diary.period_reversed']]);
    expect(await wrong(`from=${year}-09-01&to=${year}-11-30`)).toEqual([['to', 'diary.period_too_long']]);
    expect(await wrong('from=2026-02-30')).toEqual(expect.arrayContaining([['from', 'input.date'], ['to', 'input.required']]));
    expect(await wrong(`${week()}&class=5`)).toEqual([['class', 'input.unknown_parameter']]);
  });
});

describe("while the child's profile is incomplete (FA-6)", () => {
  const reads = (pupilId: string): string[] => [`/pupils/${pupilId}/diary?${week()}`, `/pupils/${pupilId}/marks`, `/pupils/${pupilId}/averages`, `/schedule?pupil=${pupilId}&${week()}`];
  const statuses = async (token: string | null, paths: readonly string[]): Promise<number[]> => {
    const answers: number[] = [];
    for (const path of paths) answers.push((await app.as(token).get(path)).status);
    return answers;
  };

  it('a class that was never named closes the diary to the family, and the refusal says what is missing and who mends it', async () => {
    const self = await makeStaff(app, 'pupil', { schoolId: w.school.id });
    const newcomer = await makePupil(w.db, w.school, { personId: self.id });
    const father = await makeStaff(app, 'guardian');
    await linkFamily(app, father.id, newcomer, 'father');
    await consentToChildData(app, father.id, newcomer.id);
    const [own, token] = [await signIn(app, self), await signIn(app, father)];
    for (const path of reads(newcomer.id)) {
      expect((await app.as(token).get(path)).body).toMatchObject({
        status: 403, code: 'family.profile_incomplete', detail: expect.stringContaining('Класс: школа ещё не указала'), missing: [{ field: 'class', filledInBy: 'school' }],
      });
    }
    expect((await app.as(token).get(reads(newcomer.id)[0]!, { 'accept-language': 'en' })).body.detail).toContain('Class: the school');
    expect((await app.as(token).get(`/children/${newcomer.id}/completeness`)).body).toMatchObject({ complete: false, diaryClosed: true, missing: [{ field: 'class', filledInBy: 'school' }] });
    expect((await app.as(token).get('/children')).body.items).toMatchObject([{ id: newcomer.id, link: { reason: 'profile_incomplete' } }]);
    expect(await statuses(own, reads(newcomer.id))).toEqual([200, 200, 200, 200]);
    expect(await statuses(w.tokens.director, reads(newcomer.id))).toEqual([200, 200, 200, 200]);
    expect(await statuses(w.tokens.mother, reads(newcomer.id))).toEqual([404, 404, 404, 404]);
    expect(await statuses(w.tokens.directorElsewhere, reads(newcomer.id))).toEqual([404, 404, 404, 404]);
    expect(await statuses(null, reads(newcomer.id))).toEqual([401, 401, 401, 401]);

    await putInClass(w.db, w.schoolClass, newcomer.id, on(23)); // from next week: named is named
    expect(await statuses(token, reads(newcomer.id))).toEqual([200, 200, 200, 200]);
  });

  it('who has left the school, or waits for September, keeps the weeks that were', async () => {
    const father = await makeStaff(app, 'guardian');
    const former = await makePupil(w.db, w.school, { schoolClass: w.schoolClass, until: on(19) });
    await linkFamily(app, father.id, former, 'father');
    const token = await signIn(app, father);
    expect(subjects(await diary(token, former.id))).toEqual(['16 Математика', '16 Музыка', '17 Математика']);
    expect((await app.as(token).get(`/children/${former.id}/completeness`)).body).toMatchObject({ complete: true, diaryClosed: false });
  });

  it('a study profile closes the diary of a tenth grade where the school names profiles; notices of marks wait, an absence does not', async () => {
    const granny = await makeStaff(app, 'guest');
    await w.db.query(
      `INSERT INTO family.guest_accesses (school_id, id, pupil_id, given_by, alias_key, guest_id, family, given, relation, status, valid_until, created_at, changed_at)
       SELECT school_id, uuidv7(), pupil_id, guardian_id, 'of nobody', $2, 'Гостева', 'Вера', 'grandparent', 'active', $3, $4, $4
       FROM family.links WHERE pupil_id = $1 AND status = 'linked' LIMIT 1`, [w.pupil.id, granny.id, `${on(30)}T00:00:00Z`, `${on(16)}T00:00:00Z`]);
    const guest = await signIn(app, granny);
    const open = [`/pupils/${w.pupil.id}/diary?${week()}`, `/schedule?class=${w.schoolClass.id}&${week()}`];
    const categories = async (token: string): Promise<string[]> => (await app.as(token).get('/notifications')).body.items.map((n: { category: string }) => n.category);
    await app.drain();
    expect([await statuses(w.tokens.mother, open), await statuses(guest, open)]).toEqual([[200, 200], [200, 200]]);
    expect(await categories(w.tokens.mother)).toEqual(expect.arrayContaining(['mark']));

    const grade = (level: number, profile: string | null) => w.db.query('UPDATE schools.classes SET grade_level = $2, profile = $3 WHERE id = $1', [w.schoolClass.id, level, profile]);
    await w.db.query(`UPDATE schools.schools SET profiles = '{гуманитарный}' WHERE id = $1`, [w.school.id]);
    await grade(10, null);
    for (const token of [w.tokens.mother, guest]) {
      for (const path of open) expect((await app.as(token).get(path)).body).toMatchObject({ status: 403, missing: [{ field: 'study_profile', filledInBy: 'school' }] });
    }
    expect(await statuses(w.tokens.mother, reads(w.pupil.id))).toEqual([403, 403, 403, 403]);
    for (const token of [w.tokens.pupil, w.tokens.teacher, w.tokens.homeroom]) expect((await app.as(token).get(open[0]!)).status).toBe(200);
    expect((await app.as(w.tokens.formerGuardian).get(open[0]!)).status).toBe(404);
    expect(await categories(w.tokens.mother)).not.toContain('mark');
    expect(await categories(w.tokens.pupil)).toContain('mark');

    await grade(10, 'гуманитарный');
    expect([await statuses(w.tokens.mother, open), await statuses(guest, open)]).toEqual([[200, 200], [200, 200]]);
    expect(await categories(w.tokens.mother)).toContain('mark');
  });
});
