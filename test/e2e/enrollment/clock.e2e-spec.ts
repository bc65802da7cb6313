import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DateTime } from 'luxon';
import { Pool } from 'pg';
import { isFederalHoliday } from '../../../src/modules/calendar/domain/general-rule.js';
import { makeOffice, makePartitions, makeRequest, type Office } from '../../factories/enrollment.js';
import { makeStaff, signIn } from '../../factories/identity.js';
import { form, freshDatabase, startTestApp, type TestApp } from '../../support/index.js';

let app: TestApp;
let db: Pool;
beforeAll(async () => {
  // A database of its own: a year is replaced for all schools.
  const own = await freshDatabase('enrollment_clock');
  app = await startTestApp({ DATABASE_URL: own.runtimeUrl, MIGRATION_DATABASE_URL: own.ownerUrl });
  db = new Pool({ connectionString: own.ownerUrl, max: 2 });
  for (const day of ['2026-03-05', '2026-11-05', '2031-11-05']) await makePartitions(db, day);
});
afterAll(async () => {
  await app.stop();
  await db.end();
});

/** While it runs the clock stands still at an instant. */
async function frozen<T>(instant: string, run: () => Promise<T>): Promise<T> {
  const clock = jest.spyOn(app.clock, 'now').mockImplementation(() => new Date(instant));
  try {
    return await run();
  } finally {
    clock.mockRestore();
  }
}

const at = (instant: string) => app.clock.moveTo(new Date(instant));

async function alarms(id: string): Promise<string[]> {
  const { rows } = await db.query(`SELECT payload->>'level' AS level FROM platform.outbox WHERE name = 'enrollment.term_alarm' AND payload->>'requestId' = $1 ORDER BY id`, [id]);
  return rows.map((row: { level: string }) => row.level);
}

async function due(id: string): Promise<Record<string, string>> {
  const { rows } = await db.query('SELECT kind, state FROM platform.due WHERE key = $1', [id]);
  return Object.fromEntries(rows.map((row: { kind: string; state: string }) => [row.kind.replace('enrollment.', ''), row.state]));
}

/** The office with tokens of the moment. */
async function now(office: Office): Promise<Office> {
  return { ...office, parentToken: await signIn(app, office.parent), secretaryToken: await signIn(app, office.secretary), directorToken: await signIn(app, office.director) };
}
const read = async (office: Office, id: string) => (await app.as(await signIn(app, office.parent)).get(`/requests/${id}`)).body;

describe('the clock of a request, by the school\'s own midnight (domain rules, Working days)', () => {
  // 9 March is a day off: five days after the 5th end on the 13th, after the 6th on the 16th (a vector of the domain rules)
  it.each([
    ['Europe/Kaliningrad', '39', '+02:00'],
    ['Asia/Kamchatka', '41', '+12:00'],
  ])('a second before and a second after midnight in %s', async (zone, regionCode, offset) => {
    at(`2026-03-05T23:56:00${offset}`);
    const office = await makeOffice(app, db, { zone, regionCode, schoolYear: 2025 });
    const child = (family: string) => ({ child: { name: { family, given: 'Анна' }, birthDate: '2015-05-07', sex: 'f', document: { kind: 'foreign', number: 'A1', issuedOn: '2020-01-01' } }, className: undefined });
    const before = await frozen(`2026-03-05T23:59:59${offset}`, () => makeRequest(app, office, [], child('Вечерняя')));
    const after = await frozen(`2026-03-06T00:00:01${offset}`, () => makeRequest(app, office, [], child('Ночная')));
    expect([before.dueDate, after.dueDate]).toEqual(['2026-03-13', '2026-03-16']);

    at(`2026-03-13T23:56:00${offset}`);
    const parent = app.as(await signIn(app, office.parent));
    const overdue = (instant: string) => frozen(instant, async () => [(await parent.get(`/requests/${before.id}`)).body.overdue, (await parent.get(`/requests/${after.id}`)).body.overdue]);
    expect([await overdue(`2026-03-13T23:59:59${offset}`), await overdue(`2026-03-14T00:00:00${offset}`)]).toEqual([[false, false], [true, false]]);
  });

  it('workers down for three days over the end of a term: the alarms once, the reminder missed, the applicant\'s silence closed once', async () => {
    at('2026-11-05T09:00:00+03:00');
    const office = await makeOffice(app, db);
    const waiting = await makeRequest(app, office, ['accept']);
    const child = { child: { name: { family: 'Вторая', given: 'Анна' }, birthDate: '2015-05-07', sex: 'f', document: { kind: 'foreign', number: 'A1', issuedOn: '2020-01-01' } } };
    const asked = await makeRequest(app, office, ['accept', 'start-review'], child);
    await app.as(office.secretaryToken).post(`/requests/${asked.id}/ask-applicant`, { missing: ['Копия'], message: 'Приложите.' });
    // nothing runs from the day before the due date, 12 November, until the third day after
    at('2026-11-14T08:00:00+03:00');
    for (let i = 0; i < 3; i += 1) await app.drain();
    expect([await alarms(waiting.id), await due(waiting.id)]).toEqual([['director'], { reminder: 'missed', overdue: 'done', overdue_in_region: 'planned' }]);
    at('2026-11-22T08:00:00+03:00');
    for (let i = 0; i < 3; i += 1) await app.drain();
    expect(await alarms(waiting.id)).toEqual(['director', 'region']);
    const history = (await app.as(await signIn(app, office.parent)).get(`/requests/${asked.id}/history`)).body.items;
    expect(history.filter((entry: any) => entry.to === 'rejected')).toHaveLength(1);
    expect((await read(office, asked.id)).decision.reasonCode).toBe('no_answer');
  });

  it('an extension after the reminder was planned, and after it was sent: nothing of the old term is heard any more', async () => {
    at('2026-11-05T09:00:00+03:00');
    const office = await makeOffice(app, db);
    const early = await makeRequest(app, office, ['accept']);
    await app.as(office.directorToken).post(`/requests/${early.id}/extend`, { reasonCode: 'high_load' });
    at('2026-11-13T00:00:00+03:00');
    await app.drain();
    expect(await alarms(early.id)).toEqual([]);
    at('2026-11-18T09:00:00+03:00');
    await app.drain();
    expect(await alarms(early.id)).toEqual(['staff']);
    at('2026-11-20T00:00:00+03:00');
    await app.drain();
    expect(await alarms(early.id)).toEqual(['staff', 'director']);

    at('2026-11-05T09:00:00+03:00');
    const other = await makeOffice(app, db);
    const late = await makeRequest(app, other, ['accept']);
    at('2026-11-11T09:00:00+03:00');
    await app.drain();
    const { directorToken } = await now(other);
    expect((await app.as(directorToken).post(`/requests/${late.id}/extend`, { reasonCode: 'high_load' })).body.dueDate).toBe('2026-11-19');
    at('2026-11-18T09:00:00+03:00');
    await app.drain();
    at('2026-11-20T00:00:00+03:00');
    await app.drain();
    await app.drain();
    expect(await alarms(late.id)).toEqual(['staff', 'staff', 'director']);
  });

  it('a year loaded while requests are open makes provisional terms firm; the year replaced moves no firm one, and counts for what is sent then', async () => {
    at('2031-11-05T09:00:00+03:00');
    const office = await makeOffice(app, db, { schoolYear: 2031 });
    const open = await makeRequest(app, office, ['accept']);
    expect(open).toMatchObject({ dueDate: '2031-11-12', provisionalDueDate: true });
    const admin = app.as(await signIn(app, await makeStaff(app, 'system_admin')));
    const load = async (free: string[], fields: Record<string, string>) => {
      const { body, headers } = await form({ mode: 'commit', ...fields }, { content: yearSheet(2031, free), name: 'calendar.csv' });
      expect((await admin.post('/working-calendars/imports', body, headers)).body).toMatchObject({ written: true, errors: [] });
      await app.drain();
    };
    await load(['2031-11-10'], {});
    expect(await read(office, open.id)).toMatchObject({ dueDate: '2031-11-13', provisionalDueDate: false });
    const { rows: [row] } = await db.query(`SELECT due_at FROM platform.due WHERE kind = 'enrollment.overdue' AND key = $1`, [open.id]);
    expect(row.due_at.toISOString()).toBe('2031-11-13T21:00:00.000Z');

    await load(['2031-11-10', '2031-11-11'], { replace: '2031' });
    expect(await read(office, open.id)).toMatchObject({ dueDate: '2031-11-13', provisionalDueDate: false });
    expect((await makeRequest(app, await makeOffice(app, db, { schoolYear: 2031 }))).dueDate).toBe('2031-11-14');
    const history = (await app.as(office.parentToken).get(`/requests/${open.id}/history`)).body.items;
    expect(history.filter((entry: any) => entry.description.startsWith('Срок пересчитан'))).toHaveLength(1);
  });
});

/** A year in the form of the open-data file: weekends, federal holidays and the days named are free. */
function yearSheet(year: number, free: readonly string[]): string {
  let working = 0;
  const months = Array.from({ length: 12 }, (_, month) => {
    const days = Array.from({ length: DateTime.utc(year, month + 1).daysInMonth! }, (_day, day) => DateTime.utc(year, month + 1, day + 1));
    const off = days.filter((day) => day.weekday > 5 || isFederalHoliday(day.toISODate()!) || free.includes(day.toISODate()!));
    working += days.length - off.length;
    return `"${off.map((day) => day.day).join(',')}"`;
  });
  return `${year},${months.join(',')},${working},${365 - working}\n`;
}
