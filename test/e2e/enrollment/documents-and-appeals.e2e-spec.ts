import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { newId } from '../../../src/shared/ids.js';
import { makeFamily, makeOffice, makePartitions, sendRequest, type Office } from '../../factories/enrollment.js';
import { makePerson, signIn } from '../../factories/identity.js';
import { makePupil } from '../../factories/schools.js';
import { startTestApp, testDatabase, type TestApp } from '../../support/index.js';
import { readPdf } from '../../support/pdf-text.js';

let app: TestApp;
let db: Pool;
beforeAll(async () => {
  app = await startTestApp();
  db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 2 });
  await makePartitions(db, '2026-11-05');
});
beforeEach(() => app.clock.moveTo(new Date('2026-11-05T09:00:00+03:00')));
afterAll(async () => {
  await app.stop();
  await db.end();
});

const REVIEWED = ['accept', 'start-review'];
const order = (pupilId: string, changes: object = {}) => ({ kind: 'document', pupilId, documentType: 'study_certificate', purpose: 'По месту работы', ...changes });

async function content(token: string, fileId: string) {
  const answer = await app.nest.inject({ method: 'GET', url: `/api/v1/files/${fileId}/content`, headers: { authorization: `Bearer ${token}` } });
  return { status: answer.statusCode, bytes: answer.rawPayload };
}

async function wrong(office: Office, form: object): Promise<string[]> {
  const answer = await sendRequest(app, office, form);
  return [String(answer.status), ...(answer.body.errors ?? []).map((e: any) => `${e.pointer} ${e.code}`).sort()];
}

describe('an order of a document (EN-1)', () => {
  it('is approved, made by the worker, told of, and read by the family alone', async () => {
    const office = await makeOffice(app, db, { name: 'Лицей «Восход»' });
    const pupil = await makeFamily(app, db, office, { family: 'Соловьёв', given: 'Пётр', patronymic: null });
    const sent = await sendRequest(app, office, order(pupil.id, { copies: 2 }), REVIEWED);
    expect(sent.body).toMatchObject({ kind: 'document', status: 'in_review', dueDate: '2026-11-10', title: 'Соловьёв Пётр', className: '5А', child: null, form: { purpose: 'По месту работы', copies: 2 }, answeredBy: 'school' });
    const { id, number } = sent.body;
    expect((await app.as(office.secretaryToken).post(`/requests/${id}/approve`)).body).toMatchObject({ status: 'approved', result: null, pupilId: pupil.id });
    await app.drain();

    const parent = app.as(office.parentToken);
    const { result, version } = (await parent.get(`/requests/${id}`)).body;
    const { status, bytes } = await content(office.parentToken, result.fileId);
    expect(status).toBe(200);
    const { text, title } = await readPdf(bytes);
    expect(title).toBe(`Справка об обучении ${number}`);
    for (const said of ['Лицей «Восход»', 'Соловьёв Пётр, дата рождения 17.05.2014', '5А класс', `№ ${number} от 05.11.2026`, 'По месту работы', 'Петрова Ольга Игоревна']) expect(text).toContain(said);
    const [, code] = /([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})/.exec(text)!;
    expect((await app.as('').post('/receipts/verify', { number, code })).body).toMatchObject({ number, status: 'approved' });

    const stranger = await signIn(app, await makePerson(app));
    expect([(await content(stranger, result.fileId)).status, (await content(office.secretaryToken, result.fileId)).status]).toEqual([404, 200]);
    expect((await parent.get(`/requests/${id}/history`)).body.items.at(-1)).toMatchObject({ actor: { position: 'система' }, from: 'approved', to: 'approved', description: 'Документ готов' });
    const told = (await parent.get('/notifications')).body.items.map((n: any) => n.title);
    expect(told.filter((t: string) => t.includes('готов'))).toEqual([`Документ по заявлению ${number} готов`]);

    await app.drain();
    expect((await parent.get(`/requests/${id}`)).body).toMatchObject({ version, result });
  });

  it('a report card says what the office writes; it is not approved without, nor in bulk', async () => {
    const office = await makeOffice(app, db);
    const pupil = await makeFamily(app, db, office);
    const card = (await sendRequest(app, office, order(pupil.id, { documentType: 'report_card' }), REVIEWED)).body.id;
    const certificate = (await sendRequest(app, office, order(pupil.id), REVIEWED)).body.id;
    const secretary = app.as(office.secretaryToken);
    expect((await secretary.post(`/requests/${card}/approve`)).body.errors).toEqual([expect.objectContaining({ pointer: '/text', code: 'enrollment.document_text' })]);
    expect((await secretary.post(`/requests/${card}/approve`, { pupilId: pupil.id })).body.errors[0]).toMatchObject({ pointer: '/pupilId', code: 'input.unknown_field' });
    const bulk = await secretary.post('/requests/bulk-approve', { ids: [card, certificate] });
    expect(bulk.body.results).toEqual([
      { id: card, approved: false, problem: { code: 'enrollment.decide_by_hand', detail: expect.any(String) } }, { id: certificate, approved: true, problem: null },
    ]);
    expect((await secretary.post(`/requests/${card}/approve`, { text: 'Математика: 5\nРусский язык: 4' })).status).toBe(200);
    await app.drain();
    const { result } = (await app.as(office.parentToken).get(`/requests/${card}`)).body;
    expect((await readPdf((await content(office.parentToken, result.fileId)).bytes)).text).toMatch(/Табель успеваемости.*Математика: 5.*Русский язык: 4/s);
  });

  it('names every wrong field; a pupil of others and one who is not are the same', async () => {
    const office = await makeOffice(app, db);
    const foreign = await makePupil(db, office.school);
    expect(await wrong(office, { kind: 'document', documentType: 'diploma', copies: 7, documents: [{ type: 'application', fileId: newId() }] })).toEqual([
      '422', '/copies enrollment.copies', '/documentType enrollment.choice', '/documents/0/fileId enrollment.file_unknown', '/pupilId input.required', '/purpose input.required',
    ]);
    const [theirs, nobodys, nonsense] = await Promise.all([foreign.id, newId(), 'Пётр'].map((id) => wrong(office, order(id))));
    expect(theirs).toEqual(['422', '/pupilId enrollment.pupil_not_yours']);
    expect([nobodys, nonsense]).toEqual([theirs, theirs]);
  });

  it('one open order of a document of one kind; another kind beside it is fine', async () => {
    const office = await makeOffice(app, db);
    const pupil = await makeFamily(app, db, office);
    const answers = await Promise.all([order(pupil.id), order(pupil.id), order(pupil.id, { documentType: 'extract' })].map((form) => sendRequest(app, office, form)));
    expect(answers.map((a) => a.status).sort()).toEqual([200, 200, 409]);
    expect(answers[2]!.status).toBe(200);
  });
});

describe('an appeal to a school (EN-1)', () => {
  const appeal = (changes: object = {}) => ({ kind: 'appeal', topic: 'Питание', text: 'Прошу показать меню.', answerExpectedOn: '20.11.2026', ...changes });

  it('is answered, and the answer stays with it; it may be about no pupil', async () => {
    const office = await makeOffice(app, db);
    const sent = await sendRequest(app, office, appeal({ schoolId: office.school.id }), REVIEWED);
    expect(sent.body).toMatchObject({ status: 'in_review', title: 'Питание', dueDate: '2026-11-19', school: { id: office.school.id } });
    const secretary = app.as(office.secretaryToken);
    expect((await secretary.post(`/requests/${sent.body.id}/approve`)).body.errors[0]).toMatchObject({ pointer: '/answer', code: 'input.required' });
    expect((await secretary.post(`/requests/${sent.body.id}/reject`, { reasonCode: 'not_registered' })).body.errors[0]).toMatchObject({ pointer: '/reasonCode', code: 'enrollment.choice' });
    await secretary.post(`/requests/${sent.body.id}/approve`, { answer: 'Меню на сайте школы.' });
    expect((await app.as(office.parentToken).get(`/requests/${sent.body.id}`)).body).toMatchObject({ status: 'approved', pupilId: null, decision: { message: 'Меню на сайте школы.' } });
    const receipt = await app.nest.inject({ method: 'GET', url: `/api/v1/requests/${sent.body.id}/receipt`, headers: { authorization: `Bearer ${office.parentToken}` } });
    expect((await readPdf(receipt.rawPayload)).text).toMatch(/Обращение в школу.*О чём Питание.*Меню на сайте школы\./s);
  });

  it('names every wrong field at once; a pupil brings the school', async () => {
    const [office, elsewhere] = [await makeOffice(app, db), await makeOffice(app, db)];
    const pupil = await makeFamily(app, db, office);
    expect(await wrong(office, { kind: 'appeal', answerExpectedOn: '01.11.2026' })).toEqual(['422', '/answerExpectedOn enrollment.date_in_past', '/schoolId input.required', '/text input.required', '/topic input.required']);
    expect(await wrong(office, appeal({ pupilId: pupil.id, schoolId: elsewhere.school.id }))).toEqual(['422', '/schoolId enrollment.pupil_elsewhere']);
    expect(await wrong(office, appeal({ schoolId: newId() }))).toEqual(['422', '/schoolId enrollment.school_unknown']);
    expect((await sendRequest(app, office, appeal({ pupilId: pupil.id }))).body).toMatchObject({ school: { id: office.school.id }, className: '5А' });
  });

  it('within the term the school has set: for what is sent from then on', async () => {
    const office = await makeOffice(app, db);
    const director = app.as(office.directorToken);
    const before = (await sendRequest(app, office, appeal({ schoolId: office.school.id }), ['accept'])).body;
    const path = `/schools/${office.school.id}/request-terms`;
    expect((await app.as(office.parentToken).get(path)).body.items).toEqual(expect.arrayContaining([{ kind: 'appeal', workingDays: 10, extendedTo: 20, version: 0 }]));
    expect((await director.put(`${path}/appeal`, { workingDays: 5, extendedTo: 4 }, { 'if-match': '"0"' })).body.errors[0]).toMatchObject({ pointer: '/extendedTo', code: 'enrollment.extended_too_short' });
    expect((await director.put(`${path}/appeal`, { workingDays: 2, extendedTo: 3 }, { 'if-match': '"0"' })).body).toEqual({ kind: 'appeal', workingDays: 2, extendedTo: 3, version: 1 });
    expect((await director.put(`${path}/appeal`, { workingDays: 4, extendedTo: 5 }, { 'if-match': '"0"' })).status).toBe(412);
    expect((await director.put(`${path}/diary_access`, { workingDays: 4, extendedTo: 5 }, { 'if-match': '"0"' })).status).toBe(404);

    const after = (await sendRequest(app, office, appeal({ schoolId: office.school.id, topic: 'Расписание' }))).body;
    expect([before.dueDate, after.dueDate]).toEqual(['2026-11-19', '2026-11-09']);
    // what was promised before is extended as it was promised
    expect((await director.post(`/requests/${before.id}/extend`, { reasonCode: 'high_load' })).body).toMatchObject({ dueDate: '2026-12-03', extended: true });
  });
});
