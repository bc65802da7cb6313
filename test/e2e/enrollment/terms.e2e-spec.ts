import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { parseRequestNumber } from '../../../src/modules/enrollment/domain/number.js';
import { makeOffice, makePartitions, makeRequest, type Office } from '../../factories/enrollment.js';
import { makePerson, makeStaff, signIn } from '../../factories/identity.js';
import { startTestApp, testDatabase, type TestApp } from '../../support/index.js';

let app: TestApp;
let db: Pool;
beforeAll(async () => {
  app = await startTestApp();
  db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 2 });
  await makePartitions(db, '2026-11-05');
  await makePartitions(db, '2030-03-06');
});
beforeEach(() => app.clock.moveTo(new Date('2026-11-05T09:00:00+03:00')));
afterAll(async () => {
  await app.stop();
  await db.end();
});

const at = (instant: string) => app.clock.moveTo(new Date(instant));

async function dueRows(id: string): Promise<Record<string, string>> {
  const { rows } = await db.query('SELECT kind, state FROM platform.due WHERE key = $1', [id]);
  return Object.fromEntries(rows.map((row: { kind: string; state: string }) => [row.kind.replace('enrollment.', ''), row.state]));
}

async function alarms(id: string): Promise<string[]> {
  const { rows } = await db.query(`SELECT payload->>'level' AS level FROM platform.outbox WHERE name = 'enrollment.term_alarm' AND payload->>'requestId' = $1 ORDER BY id`, [id]);
  return rows.map((row: { level: string }) => row.level);
}

const read = async (office: Office, id: string) => (await app.as(await signIn(app, office.parent)).get(`/requests/${id}`)).body;

describe('terms are kept by the clock (EN-4, EN-6, EN-10)', () => {
  it('a day later in the school\'s zone is a day later in the term', async () => {
    const office = await makeOffice(app, db);
    at('2026-11-05T23:59:00+03:00');
    const late = await makeRequest(app, { ...office, parentToken: await signIn(app, office.parent), secretaryToken: '' });
    at('2026-11-06T00:01:00+03:00');
    const second = await makeOffice(app, db);
    const early = await makeRequest(app, second);
    expect([late.dueDate, early.dueDate]).toEqual(['2026-11-12', '2026-11-13']);
  });

  it('reminds the office a working day before, then tells the director, then the region, each once', async () => {
    const office = await makeOffice(app, db);
    const { id } = await makeRequest(app, office); // due on Thursday, 12 November
    await app.drain();
    expect([await alarms(id), await dueRows(id)]).toEqual([[], { reminder: 'planned', overdue: 'planned', overdue_in_region: 'planned' }]);
    at('2026-11-11T08:59:00+03:00');
    await app.drain();
    expect(await alarms(id)).toEqual([]);
    at('2026-11-11T09:00:00+03:00');
    await app.drain();
    expect(await alarms(id)).toEqual(['staff']);
    expect((await read(office, id)).overdue).toBe(false);
    at('2026-11-13T00:00:00+03:00');
    await app.drain();
    expect(await alarms(id)).toEqual(['staff', 'director']);
    expect((await read(office, id)).overdue).toBe(true);
    at('2026-11-16T23:59:00+03:00');
    await app.drain();
    expect(await alarms(id)).toEqual(['staff', 'director']);
    at('2026-11-17T00:00:00+03:00');
    await app.drain();
    await app.drain();
    expect(await alarms(id)).toEqual(['staff', 'director', 'region']);
  });

  it('after downtime over the whole term: the escalations once, the reminder missed', async () => {
    const office = await makeOffice(app, db);
    const { id } = await makeRequest(app, office, ['accept']);
    at('2026-12-01T09:00:00+03:00');
    await app.drain();
    expect((await alarms(id)).sort()).toEqual(['director', 'region']);
    expect(await dueRows(id)).toEqual({ reminder: 'missed', overdue: 'done', overdue_in_region: 'done' });
  });

  it('an answer takes the rows away; the clock has nothing to say to a closed request', async () => {
    const office = await makeOffice(app, db);
    const { id } = await makeRequest(app, office, ['accept']);
    await app.as(office.secretaryToken).post(`/requests/${id}/reject`, { reasonCode: 'not_registered' });
    expect(await dueRows(id)).toEqual({ reminder: 'cancelled', overdue: 'cancelled', overdue_in_region: 'cancelled' });
    at('2026-12-01T09:00:00+03:00');
    await app.drain();
    expect(await alarms(id)).toEqual([]);
  });

  it('no answer from the applicant by the last day closes it, also after downtime, and it may be sent again', async () => {
    const office = await makeOffice(app, db);
    const { id, number } = await makeRequest(app, office, ['accept', 'start-review']);
    await app.as(office.secretaryToken).post(`/requests/${id}/ask-applicant`, { missing: ['Копия'], message: 'Приложите.' });
    expect(await dueRows(id)).toMatchObject({ reminder: 'cancelled', overdue: 'cancelled', no_answer: 'planned' });
    at('2026-11-19T23:59:59+03:00');
    await app.drain();
    expect((await read(office, id)).status).toBe('awaiting_applicant');
    at('2026-12-24T09:00:00+03:00');
    await app.drain();
    const closed = await read(office, id);
    expect(closed).toMatchObject({ status: 'rejected', decision: { reasonCode: 'no_answer', decidedBy: null }, allowedActions: ['patch', 'resubmit'] });
    const parent = app.as(await signIn(app, office.parent));
    const history = (await parent.get(`/requests/${id}/history`)).body.items;
    expect(history.at(-1)).toMatchObject({ actor: { name: null, position: 'система' }, from: 'awaiting_applicant', to: 'rejected' });
    // 25, 28, 29 and 30 December, then, the holidays over, 11 January: a year that is not loaded yet
    expect((await parent.post(`/requests/${id}/resubmit`)).body).toMatchObject({ status: 'submitted', number, round: 2, provisionalDueDate: true, dueDate: '2027-01-11' });
  });

  it('once the term has ended nothing more can be asked for', async () => {
    const office = await makeOffice(app, db);
    const { id } = await makeRequest(app, office, ['accept', 'start-review']);
    at('2026-11-20T00:00:00+03:00');
    const secretary = app.as(await signIn(app, office.secretary));
    const refused = await secretary.post(`/requests/${id}/ask-applicant`, { missing: ['Копия'], message: 'Приложите.' });
    expect([refused.status, refused.body.code]).toEqual([409, 'enrollment.too_late_to_ask']);
    expect((await secretary.post(`/requests/${id}/approve`, { createPupil: true })).status).toBe(200);
  });
});

describe('a calendar that was not loaded', () => {
  it('promises a provisional date, counted again when the region names its holidays; the rows move with it', async () => {
    at('2030-03-06T09:00:00+03:00');
    const office = await makeOffice(app, db, { regionCode: '60', schoolYear: 2029 });
    const sent = await makeRequest(app, office, ['accept']);
    expect(sent).toMatchObject({ dueDate: '2030-03-14', provisionalDueDate: true });
    const admin = app.as(await signIn(app, await makeStaff(app, 'system_admin')));
    expect((await admin.put('/working-calendars/2030/regional-holidays/60', { dates: ['2030-03-11'] })).status).toBe(204);
    await app.drain();
    expect(await read(office, sent.id)).toMatchObject({ dueDate: '2030-03-15', provisionalDueDate: true, status: 'accepted' });
    const history = (await app.as(office.secretaryToken).get(`/requests/${sent.id}/history`)).body.items;
    expect(history.at(-1)).toMatchObject({ actor: { name: null }, from: 'accepted', to: 'accepted', description: 'Срок пересчитан по рабочему календарю: срок до 15.03.2030' });
    const { rows: [row] } = await db.query(`SELECT due_at FROM platform.due WHERE kind = 'enrollment.overdue' AND key = $1`, [sent.id]);
    expect(row.due_at.toISOString()).toBe('2030-03-15T21:00:00.000Z');
    const told = (await app.as(office.parentToken).get('/notifications')).body.items.filter((n: any) => n.title.includes('пересчитан'));
    expect(told).toEqual([expect.objectContaining({ type: 'enrollment.progress', title: `Срок по заявлению ${sent.number} пересчитан по рабочему календарю`, body: expect.stringContaining('Ответ до 15.03.2030 включительно.') })]);
  });
});

describe('serials', () => {
  it('are given once, whoever sends at the same moment', async () => {
    const office = await makeOffice(app, db, { regionCode: '47' });
    const parents = await Promise.all(Array.from({ length: 6 }, () => makePerson(app)));
    const numbers = await Promise.all(parents.map(async (parent) => (await makeRequest(app, { ...office, parentToken: await signIn(app, parent) })).number));
    expect(new Set(numbers).size).toBe(6);
    expect(numbers.every((number) => parseRequestNumber(number)?.region === '47')).toBe(true);
  });
});

describe('the queue (EN-9)', () => {
  it('overdue and due today on top, filtered, paged without gaps', async () => {
    const office = await makeOffice(app, db);
    const sentOn = async (instant: string, name: string) => {
      at(instant);
      const parentToken = await signIn(app, office.parent);
      const child = { name: { family: name, given: 'Анна' }, birthDate: '2015-05-07', sex: 'f', document: { kind: 'foreign', number: 'A1', issuedOn: '2020-01-01' } };
      return (await makeRequest(app, { ...office, parentToken }, [], { child })).id as string;
    };
    const today = await sentOn('2026-11-09T09:00:00+03:00', 'Сегодня');
    const later = await sentOn('2026-11-13T09:00:00+03:00', 'Позже');
    const overdue = await sentOn('2026-11-06T09:00:00+03:00', 'Просрочено');
    at('2026-11-16T10:00:00+03:00');
    const secretary = app.as(await signIn(app, office.secretary));
    const ids = async (query: string) => (await secretary.get(`/requests${query}`)).body.items.map((r: any) => r.id);
    expect(await ids('')).toEqual([overdue, today, later]);
    expect([await ids('?due=overdue'), await ids('?due=today'), await ids('?due=week')]).toEqual([[overdue], [today], [today, later]]);
    const { number } = (await secretary.get(`/requests/${today}`)).body;
    expect(await ids(`?q=${encodeURIComponent(number.replaceAll('-', '–'))}`)).toEqual([today]);
    expect([await ids('?q=просроч'), await ids('?class=5а'), await ids('?class=6А'), await ids('?status=approved,rejected')]).toEqual([[overdue], [overdue, today, later], [], []]);
    const pages: string[] = [];
    let cursor: string | null = null;
    do {
      const { body }: any = await secretary.get(`/requests?limit=1${cursor === null ? '' : `&cursor=${cursor}`}`);
      pages.push(...body.items.map((r: any) => r.id));
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(pages).toEqual([overdue, today, later]);
    expect((await secretary.get('/requests?due=soon')).body.errors).toEqual([expect.objectContaining({ parameter: 'due' })]);
    expect((await secretary.get('/requests?colour=red')).status).toBe(422);
  });

  it('a coordinator sees what is overdue in the region, without the child', async () => {
    const office = await makeOffice(app, db, { regionCode: '41', zone: 'Asia/Kamchatka' });
    const elsewhere = await makeOffice(app, db, { regionCode: '39', zone: 'Europe/Kaliningrad' });
    const { id } = await makeRequest(app, office);
    const foreign = await makeRequest(app, elsewhere);
    const coordinator = await makeStaff(app, 'regional_coordinator', { regionCode: '41' });
    expect((await app.as(await signIn(app, coordinator)).get(`/requests/${id}`)).status).toBe(404);
    at('2026-11-16T00:00:00+03:00');
    const client = app.as(await signIn(app, coordinator));
    expect((await client.get('/requests')).body.items.map((r: any) => r.id)).toEqual([id]);
    const seen = (await client.get(`/requests/${id}`)).body;
    expect(seen).toMatchObject({ overdue: true, child: null, documents: [], allowedActions: [], sameChild: [] });
    expect((await client.get(`/requests/${foreign.id}`)).status).toBe(404);
    expect((await client.get(`/files/${(await read(office, id)).documents[0].fileId}`)).status).toBe(404);
  });
});
