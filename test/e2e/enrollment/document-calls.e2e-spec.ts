import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { FamilyFacade } from '../../../src/modules/family/index.js';
import { linkFamily } from '../../factories/family.js';
import { makeFamily, makeOffice, makePartitions, uploadDocument, type Office } from '../../factories/enrollment.js';
import { makePerson, makeStaff, signIn, type MadePerson } from '../../factories/identity.js';
import { makeClass, makePupil, type MadePupil } from '../../factories/schools.js';
import { startTestApp, testDatabase, type TestApp } from '../../support/index.js';

/** A school asks chosen families for a document by a date (EN-16). Tuesday, 10 November 2026; due on Monday, the 16th. */
describe('documents asked of families', () => {
  let app: TestApp;
  let db: Pool;
  let office: Office;
  let anna: MadePupil;
  let father: MadePerson;
  const at = (instant: string) => app.clock.moveTo(new Date(instant));
  const secretary = async () => app.as(await signIn(app, office.secretary));
  const mother = async () => app.as(await signIn(app, office.parent));

  beforeAll(async () => {
    app = await startTestApp();
    db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 2 });
    await makePartitions(db, '2026-11-10');
  });
  beforeEach(async () => {
    at('2026-11-10T10:00:00+03:00');
    office = await makeOffice(app, db);
    anna = await makeFamily(app, db, office, { birthDate: '2014-05-07' });
    father = await makePerson(app);
    await linkFamily(app, father.id, anna, 'father');
  });
  afterAll(async () => {
    await app.stop();
    await db.end();
  });

  const ask = async (what: object = { classIds: [office.schoolClass.id] }) => (await secretary()).post('/document-requests', { title: 'Справка для бассейна', dueOn: '2026-11-16', ...what });
  const told = async (person: MadePerson) => {
    await app.drain();
    return ((await app.as(await signIn(app, person)).get('/notifications')).body.items as { type: string; title: string }[])
      .filter(({ type }) => type.startsWith('enrollment.document')).map(({ title }) => title).reverse();
  };

  it('is asked of a class and of single pupils, handed in, sent back, handed in again and accepted', async () => {
    const other = await makePupil(db, office.school, { schoolClass: await makeClass(db, office.school, { letter: 'Б' }) });
    const made = await ask({ classIds: [office.schoolClass.id], pupilIds: [anna.id, other.id] });
    expect(made).toMatchObject({ status: 201, body: { counts: { asked: 2, missing: 2, handedIn: 0, accepted: 0 }, dueOn: '2026-11-16' } });
    expect(await told(office.parent)).toEqual(['Школа запрашивает документ']);
    expect(await told(father)).toEqual(['Школа запрашивает документ']);

    const parent = await mother();
    const [asked] = (await parent.get('/asked-documents')).body.items;
    expect(asked).toMatchObject({ title: 'Справка для бассейна', state: 'waiting', late: false, pupil: { id: anna.id, class: '5А' } });
    const scan = (await uploadDocument(app, office.parentToken)).body.id;
    expect((await parent.post(`/asked-documents/${asked.id}/hand-in`, { fileIds: [scan], note: 'Оригинал позже.' })).body).toMatchObject({ state: 'handed_in', fileIds: [scan], note: 'Оригинал позже.' });

    const staff = await secretary();
    expect((await staff.get(`/document-requests/${made.body.id}/pupils?state=missing`)).body.items.map((i: any) => i.pupil.id)).toEqual([other.id]);
    expect((await staff.get(`/files/${scan}/content`)).status).toBe(200);
    const path = `/document-requests/${made.body.id}/pupils/${anna.id}`;
    expect((await staff.post(`${path}/return`, { message: 'Не видна печать.' })).status).toBe(204);
    expect((await staff.post(`${path}/accept`)).body).toMatchObject({ status: 409, code: 'enrollment.nothing_handed_in' });
    expect(await told(father)).toContain('Школа вернула документ');

    const better = (await uploadDocument(app, office.parentToken)).body.id;
    expect((await parent.post(`/asked-documents/${asked.id}/hand-in`, { fileIds: [better] })).body).toMatchObject({ state: 'handed_in', fileIds: [better], returnMessage: null });
    expect((await staff.get(`/files/${scan}/content`)).status).toBe(404); // taken back, it is the parent's alone again
    expect((await staff.post(`${path}/accept`)).status).toBe(204);
    expect((await staff.get(`/document-requests/${made.body.id}`)).body.counts).toEqual({ asked: 2, missing: 1, handedIn: 0, accepted: 1 });
    expect(await told(office.parent)).toContain('Документ принят');
  });

  it('reminds those missing on the working day before, tells the office who is missing, and nobody twice', async () => {
    const boris = await makePupil(db, office.school, { schoolClass: office.schoolClass });
    const borisMother = await makePerson(app);
    await linkFamily(app, borisMother.id, boris);
    const { body: call } = await ask();
    const [asked] = (await (await mother()).get('/asked-documents')).body.items;
    await (await mother()).post(`/asked-documents/${asked.id}/hand-in`, { fileIds: [(await uploadDocument(app, office.parentToken)).body.id] });
    at('2026-11-13T08:59:00+03:00');
    expect(await told(borisMother)).toEqual(['Школа запрашивает документ']);
    at('2026-11-13T09:00:00+03:00'); // Friday
    await app.drain();
    expect((await told(borisMother)).sort()).toEqual(['Напоминание: школа ждёт документ', 'Школа запрашивает документ']);
    expect(await told(office.parent)).toEqual(['Школа запрашивает документ']);
    at('2026-11-17T00:00:00+03:00');
    await app.drain();
    await app.drain();
    expect(await told(office.secretary)).toEqual(['Срок сдачи документов истёк']);
    expect((await told(borisMother)).length).toBe(2);
    const late = (await (await secretary()).get(`/document-requests/${call.id}/pupils?state=missing`)).body.items;
    expect(late).toMatchObject([{ pupil: { id: boris.id }, late: true }]);
  });

  it('after a week of downtime the reminder is missed, the office is told once; a cancelled call tells nobody', async () => {
    const { body: call } = await ask();
    const { body: cancelled } = await ask({ pupilIds: [anna.id], title: 'Другая справка' });
    expect((await (await secretary()).post(`/document-requests/${cancelled.id}/cancel`)).body.cancelledAt).not.toBeNull();
    at('2026-11-23T12:00:00+03:00');
    await app.drain();
    const { rows } = await db.query('SELECT kind, key, state FROM platform.due WHERE key = ANY ($1) ORDER BY kind, state', [[call.id, cancelled.id]]);
    expect(rows.map(({ kind, key, state }: any) => [kind.replace('enrollment.document_call_', ''), key === call.id ? 'call' : 'cancelled', state])).toEqual([
      ['over', 'cancelled', 'cancelled'], ['over', 'call', 'done'], ['reminder', 'cancelled', 'cancelled'], ['reminder', 'call', 'missed'],
    ]);
    expect(await told(office.secretary)).toEqual(['Срок сдачи документов истёк']);
    const items = (await (await mother()).get('/asked-documents')).body.items;
    expect(items.map((i: any) => i.documentRequestId)).toEqual([call.id]);
    const { rows: [part] } = await db.query('SELECT id FROM enrollment.called_pupils WHERE call_id = $1', [cancelled.id]);
    const answer = await (await mother()).post(`/asked-documents/${part.id}/hand-in`, { fileIds: [(await uploadDocument(app, await signIn(app, office.parent))).body.id] });
    expect(answer.body).toMatchObject({ status: 409, code: 'enrollment.call_cancelled' });
  });

  it('of two parents at once one hands in, the other learns it', async () => {
    await ask();
    const [asked] = (await (await mother()).get('/asked-documents')).body.items;
    const tokens = [office.parentToken, await signIn(app, father)];
    const scans = [await uploadDocument(app, tokens[0]!), await uploadDocument(app, tokens[1]!)];
    const answers = await Promise.all(tokens.map((token, i) => app.as(token).post(`/asked-documents/${asked.id}/hand-in`, { fileIds: [scans[i]!.body.id] })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('enrollment.already_handed_in');
  });

  it('names everything wrong at once; a foreign file, pupil or class does not exist', async () => {
    const elsewhere = await makeOffice(app, db);
    const stranger = await makePupil(db, elsewhere.school);
    const wrong = await ask({ dueOn: '2026-11-09', classIds: [elsewhere.schoolClass.id], pupilIds: [anna.id, stranger.id] });
    expect([wrong.status, wrong.body.errors.map((e: any) => [e.pointer, e.code])]).toEqual([422, [
      ['/dueOn', 'enrollment.call_day_over'], ['/classIds/0', 'enrollment.not_of_school'], ['/pupilIds/1', 'enrollment.not_of_school']]]);
    expect((await ask({})).body.errors).toMatchObject([{ pointer: '/pupilIds', code: 'enrollment.nobody_called' }]);

    await ask();
    const [asked] = (await (await mother()).get('/asked-documents')).body.items;
    const foreign = (await uploadDocument(app, await signIn(app, father))).body.id;
    expect((await (await mother()).post(`/asked-documents/${asked.id}/hand-in`, { fileIds: [foreign] })).body.errors).toMatchObject([{ pointer: '/fileIds/0', code: 'enrollment.file_unknown' }]);
  });

  it('a pupil hands in from 14; one whose access has ended sees nothing at once', async () => {
    const older = await makePerson(app, { birthDate: '2012-11-10' });
    const younger = await makePerson(app, { birthDate: '2012-11-11' });
    for (const person of [older, younger]) await makePupil(db, office.school, { schoolClass: office.schoolClass, personId: person.id, birthDate: person === older ? '2012-11-10' : '2012-11-11' });
    await ask();
    const answers = [];
    for (const person of [older, younger]) {
      const token = await signIn(app, person);
      const [asked] = (await app.as(token).get('/asked-documents')).body.items;
      answers.push((await app.as(token).post(`/asked-documents/${asked.id}/hand-in`, { fileIds: [(await uploadDocument(app, token)).body.id] })).status);
    }
    expect(answers).toEqual([200, 403]);

    const [asked] = (await (await mother()).get('/asked-documents')).body.items;
    const [link] = (await app.get(FamilyFacade).guardiansOf([anna.id])).filter(({ guardianId }) => guardianId === office.parent.id);
    await app.as(await signIn(app, await makeStaff(app, 'director', { schoolId: office.school.id }))).post(`/family-links/${link!.linkId}/revoke`);
    expect((await (await mother()).get('/asked-documents')).body.items).toEqual([]);
    expect((await (await mother()).get(`/asked-documents/${asked.id}`)).status).toBe(404);
  });
});
