import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { makePerson, makeStaff, signIn } from '../../factories/identity.js';
import { makeSchool, type MadeSchool } from '../../factories/schools.js';
import { form, freshDatabase, startTestApp, type Answer, type TestApp } from '../../support/index.js';

/** 2025 as it was published before the decree. */
const EARLY_2025 = '2025,"1,2,3,4,5,6,7,8,11,12,18,19,25,26","1,2,8,9,15,16,22,23,24+","1,2,7*,8,9,10+,15,16,22,23,29,30","5,6,12,13,19,20,26,27,30*",'
  + '"1,3,4,8*,9,10,11,17,18,24,25,31","1,7,8,11*,12,14,15,21,22,28,29","5,6,12,13,19,20,26,27","2,3,9,10,16,17,23,24,30,31","6,7,13,14,20,21,27,28",'
  + '"4,5,11,12,18,19,25,26","1,2,3*,4,8,9,15,16,22,23,29,30","6,7,13,14,20,21,27,28,31*",249,116\n';

describe('the working calendar', () => {
  let app: TestApp;
  let db: Pool;
  let school: MadeSchool;
  let admin: string;
  let parent: string;

  beforeAll(async () => {
    // A database of its own: the calendar's years are shared by all schools, and other specs replace them.
    const own = await freshDatabase('calendar');
    app = await startTestApp({ DATABASE_URL: own.runtimeUrl, MIGRATION_DATABASE_URL: own.ownerUrl });
    db = new Pool({ connectionString: own.ownerUrl, max: 2 });
    school = await makeSchool(db, { zone: 'Asia/Kamchatka' });
    admin = await signIn(app, await makeStaff(app, 'system_admin'));
    parent = await signIn(app, await makePerson(app));
  });
  afterAll(async () => {
    await db.end();
    await app.stop();
  });

  const workingDays = (query: string): Promise<Answer> => app.anonymous.get(`/working-days?school=${school.id}&${query}`);
  const load = async (text: string, fields: Record<string, string> = {}, token: string | null = admin): Promise<Answer> => {
    const { body, headers } = await form(fields, { content: text, name: 'calendar.csv' });
    return app.as(token).post('/working-calendars/imports', body, headers);
  };

  it('anybody may ask when a term ends', async () => {
    expect(await workingDays('from=2025-12-26&days=10')).toMatchObject({ status: 200, body: { from: '2025-12-26', days: 10, due: '2026-01-21', provisional: false } });
    expect((await workingDays('from=2026-11-03')).body).toEqual({ from: '2026-11-03', days: 5, due: '2026-11-11', provisional: false });
    expect((await workingDays('from=2029-12-28&days=5')).body.provisional).toBe(true);
  });

  it('an instant falls on the day of the school', async () => {
    // 23:59 and 00:01 in Kamchatka.
    expect((await workingDays('from=2026-11-05T11:59:00Z&days=1')).body).toMatchObject({ from: '2026-11-05', due: '2026-11-06' });
    expect((await workingDays(`from=${encodeURIComponent('2026-11-05T15:01:00+03:00')}&days=1`)).body).toMatchObject({ from: '2026-11-06', due: '2026-11-09' });
    expect((await workingDays('from=2026-11-05T15:01:00+03:00&days=1')).body.from).toBe('2026-11-06'); // a plus not encoded
  });

  it.each([
    ['from=2026-02-30', 'from', 'calendar.date_or_instant'],
    ['from=1812-09-07', 'from', 'calendar.date_or_instant'],
    ['from=2026-11-05T12:00:00', 'from', 'calendar.date_or_instant'],
    ['from=2026-11-05&days=0', 'days', 'input.min'],
    ['from=2026-11-05&days=9999', 'days', 'input.max'],
    ['days=5', 'from', 'input.required'],
    ['from=2026-11-05&region=77', 'region', 'input.unknown_parameter'],
  ])('names what is wrong in %s', async (query, parameter, code) => {
    expect(await workingDays(query)).toMatchObject({ status: 422, body: { errors: [{ parameter, code }] } });
  });

  it('knows no school that is not there', async () => {
    expect((await app.anonymous.get('/working-days?school=019b76da-a800-7000-8000-00000000dead&from=2026-11-05')).status).toBe(404);
  });

  it('shows a loaded year to anybody', async () => {
    const { body } = await app.anonymous.get('/working-calendars/2026');
    expect(body).toMatchObject({ year: 2026, workingDays: 247 });
    expect(body.days).toContainEqual({ date: '2026-03-09', kind: 'free' });
    expect(await app.anonymous.get('/working-calendars/2099')).toMatchObject({ status: 404, body: { code: 'calendar.year_not_loaded' } });
  });

  it('previews by default, day by day, and keeps a loaded year until it is named', async () => {
    const preview = await load(EARLY_2025);
    expect(preview).toMatchObject({ status: 200, body: { written: false, rows: 1, created: 0, changed: 0, same: 1, errors: [] } });
    expect(preview.body.years[0]).toMatchObject({ year: 2025, line: 1, workingDays: 249, status: 'different', action: 'keep' });
    expect(preview.body.years[0].differences).toContainEqual({ date: '2025-12-31', loaded: 'free', imported: 'shortened' });
    expect((await load(EARLY_2025, { mode: 'commit' })).body).toMatchObject({ written: true, changed: 0, same: 1 });
    expect((await app.anonymous.get('/working-calendars/2025')).body).toMatchObject({ workingDays: 247, version: 1 });
  });

  it('says what is wrong by line and column in the reader\'s words', async () => {
    const { status, body } = await load(EARLY_2025.replace('249,116', '250,116'), { mode: 'commit' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ written: false, errors: [{ line: 1, column: 14, code: 'calendar_import.total' }] });
    expect(body.errors[0].message).toContain('250');
    expect(await load('<html>', {})).toMatchObject({ status: 200, body: { errors: [{ line: 1, column: 1 }] } });
    expect(await load(EARLY_2025, { replace: '2024' })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/replace' }] } });
    expect(await load(EARLY_2025, { mode: 'destroy' })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/mode', code: 'input.choice' }] } });
    expect(await load(EARLY_2025, { replace: 'all' })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/replace' }] } });
  });

  it('only the system administrator loads', async () => {
    expect((await load(EARLY_2025, {}, parent)).status).toBe(403);
    expect((await load(EARLY_2025, {}, null)).status).toBe(401);
    const holidays = { dates: ['2026-10-11'] };
    expect((await app.as(parent).put('/working-calendars/2026/regional-holidays/02', holidays)).status).toBe(403);
    expect((await app.anonymous.put('/working-calendars/2026/regional-holidays/02', holidays)).status).toBe(401);
  });

  it('a holiday of the region counts for its schools at once', async () => {
    const path = `/working-calendars/2026/regional-holidays/${school.regionCode}`;
    expect((await workingDays('from=2026-06-15&days=1')).body.due).toBe('2026-06-16');
    expect((await app.as(admin).put(path, { dates: ['2026-06-16'] })).status).toBe(204);
    expect((await workingDays('from=2026-06-15&days=1')).body.due).toBe('2026-06-17');
    expect((await app.anonymous.get('/working-calendars/2026')).body.regional).toContainEqual({ regionCode: school.regionCode, date: '2026-06-16' });
    expect(await app.as(admin).put(path, { dates: ['2027-06-16', 'soon'] })).toMatchObject({ status: 422 });
    expect((await app.as(admin).put(path, { dates: [] })).status).toBe(204);
    expect((await workingDays('from=2026-06-15&days=1')).body.due).toBe('2026-06-16');
  });
});
