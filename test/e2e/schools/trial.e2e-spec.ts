import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Db } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/shared/ids.js';
import { messagesTo } from '../../factories/codes.js';
import { makePerson, makeStaff, signIn } from '../../factories/identity.js';
import { makeLesson } from '../../factories/schedule.js';
import { makeBells, makeClass, makePupils, makeSchool, makeTeachingGroup, makeTerm, type MadeSchool } from '../../factories/schools.js';
import { type Client, startTestApp, type TestApp } from '../../support/index.js';
import { BulletinModule, Bulletins } from '../notifications/bulletin.module.js';

describe('trial mode (SC-4)', () => {
  let app: TestApp;
  let db: Db;
  let school: MadeSchool;
  let at: string;
  let director: Client;
  beforeAll(async () => {
    app = await startTestApp({}, [BulletinModule]);
    db = app.get(Db);
  });
  afterAll(() => app?.stop());
  beforeEach(async () => {
    app.clock.moveTo(new Date('2026-11-23T09:00:00Z'));
    school = await makeSchool(db, { status: 'trial', schoolYear: 2026 });
    at = `/schools/${school.id}`;
    director = app.as(await signIn(app, await makeStaff(app, 'director', { schoolId: school.id })));
  });
  const met = async () => (await director.get(`${at}/trial`)).body.checks.filter((c: any) => c.met).map((c: any) => c.check);

  /** A pupil of the school, with a guardian linked. */
  async function family() {
    const [pupil] = await makePupils(db, await makeClass(db, school, { letter: 'Ж' }), 1);
    const guardian = await makePerson(app);
    await db.query(
      `INSERT INTO family.links (school_id, id, pupil_id, guardian_id, kind, status, source, created_at, changed_at)
       VALUES ($1, $2, $3, $4, 'mother', 'linked', 'import', $5, $5)`, [school.id, newId(), pupil!.id, guardian.id, app.clock.now()]);
    return { pupil: pupil!, guardian };
  }

  it('ticks off what the school has really done', async () => {
    expect((await director.get(`${at}/trial`)).body).toMatchObject({ status: 'trial', opening: null });
    expect(await met()).toEqual([]);
    const teacher = await makeStaff(app, 'teacher', { schoolId: school.id });
    const schoolClass = await makeClass(db, school);
    const [pupil] = await makePupils(db, schoolClass, 1);
    await makeTerm(db, school, { startsOn: school.startsOn, endsOn: school.endsOn });
    expect(await met()).toEqual(['roster']);

    const bells = await makeBells(db, school);
    await db.query(
      `INSERT INTO schedule.timetable (school_id, id, school_year, name, valid_from, valid_until, bell_schedule_id, status, created_by, created_at, published_by, published_at)
       VALUES ($1, $2, 2026, 'Осень', '2026-09-01', '2026-12-31', $3, 'published', $4, $5, $4, $5)`, [school.id, newId(), bells.id, teacher.id, app.clock.now()]);
    const group = await makeTeachingGroup(db, school, { classes: [schoolClass], teacherId: teacher.id });
    const lesson = await makeLesson(db, { schoolId: school.id, groupId: group.id, date: '2026-11-20' });
    const asTeacher = app.as(await signIn(app, teacher));
    expect((await asTeacher.put(`/lessons/${lesson.id}/attendance`, { allPresent: true, entries: [] })).status).toBe(200);
    expect(await met()).toEqual(['roster', 'timetable', 'attendance']);
    expect(await asTeacher.post(`/lessons/${lesson.id}/marks`, { marks: [{ pupilId: pupil!.id, value: 5 }] })).toMatchObject({ status: 201 });
    await app.get(Bulletins).post({ people: [teacher.id] }, 'announcement', school.id);
    await app.drain();
    expect(await met()).toEqual(['roster', 'timetable', 'marks', 'attendance', 'notices']);

    const opened = await director.post(`${at}/open`, {});
    expect(opened.body).toMatchObject({ status: 'active', opening: { unmet: [], reason: null } });
    expect((await director.post(`${at}/open`, {})).body.code).toBe('schools.not_in_trial');
  });

  it('opens by one act only, with a reason when something was left out, once', async () => {
    expect((await app.anonymous.get(at)).status).toBe(404);
    expect((await director.patch(at, { status: 'active' }, { 'if-match': '"1"' })).status).toBe(422);
    const refused = await director.post(`${at}/open`, {});
    expect(refused.body).toMatchObject({ status: 409, code: 'schools.trial_unfinished', unmet: ['roster', 'timetable', 'marks', 'attendance', 'notices'] });
    const tries = await Promise.all([1, 2].map(() => director.post(`${at}/open`, { reason: 'Начинаем с понедельника' })));
    expect(tries.map((t) => t.status).sort()).toEqual([200, 409]);
    expect((await app.anonymous.get(at)).status).toBe(200);
    expect((await director.get(`${at}/trial`)).body.opening).toMatchObject({ reason: 'Начинаем с понедельника', openedAt: expect.stringMatching(/^2026-11-23T09:0/) });
    const log = await db.query(`SELECT details FROM audit.events WHERE operation = 'schools.open' AND school_id = $1`, [school.id]);
    expect(log).toMatchObject([{ details: { unmet: ['roster', 'timetable', 'marks', 'attendance', 'notices'] } }]);
  });

  it('keeps notices inside: staff are told, families are not until the school is open', async () => {
    const { pupil, guardian } = await family();
    const teacher = await makeStaff(app, 'teacher', { schoolId: school.id });
    const elsewhere = await makeStaff(app, 'teacher', { schoolId: (await makeSchool(db)).id });
    const feed = async (person: Parameters<typeof signIn>[1]) => (await app.as(await signIn(app, person)).get('/notifications')).body.items.length;
    const post = async () => {
      await app.get(Bulletins).post({ pupilId: pupil.id, who: 'family' }, 'absence', school.id);
      await app.get(Bulletins).post({ people: [teacher.id, elsewhere.id] }, 'absence', school.id);
      await app.drain();
    };
    await post();
    expect([await feed(guardian), await feed(teacher), await feed(elsewhere)]).toEqual([0, 1, 0]);
    expect([await messagesTo(app, guardian.email), await messagesTo(app, guardian.phone)]).toEqual([[], []]);
    expect(await messagesTo(app, teacher.email)).toHaveLength(1);
    const decisions = await db.query<{ outcome: string }>('SELECT DISTINCT outcome FROM notifications.decisions WHERE person_id = $1', [guardian.id]);
    expect(decisions).toEqual([{ outcome: 'kept_inside' }]);

    await director.post(`${at}/open`, { reason: 'Пора' });
    await post();
    expect([await feed(guardian), await feed(teacher)]).toEqual([1, 2]);
    expect(await messagesTo(app, guardian.phone)).toHaveLength(1);
  });
});
