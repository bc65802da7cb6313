import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { messagesTo, newPhone } from '../../factories/codes.js';
import { makeFamily, makeOffice, makePartitions, sendRequest, uniqueName, uploadDocument, type Office } from '../../factories/enrollment.js';
import { makePerson, signIn } from '../../factories/identity.js';
import { makePupil } from '../../factories/schools.js';
import { newId } from '../../../src/shared/ids.js';
import { startTestApp, testDatabase, type Answer, type TestApp } from '../../support/index.js';
import { readPdf } from '../../support/pdf-text.js';

let app: TestApp;
let db: Pool;
beforeAll(async () => {
  app = await startTestApp();
  db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 2 });
  await makePartitions(db, '2026-11-05');
});
beforeEach(() => app.clock.moveTo(new Date('2026-11-05T09:30:00+03:00')));
afterAll(async () => {
  await app.stop();
  await db.end();
});

/** A guardian with neither e-mail nor telephone. */
const ZINAIDA = { name: { family: 'Громова', given: 'Зинаида', patronymic: 'Павловна' } };

const enter = (token: string, kind: string, applicant: object): Promise<Answer> => app.as(token).post('/requests/paper', { kind, applicant, datedOn: '2026-11-03' });

/** A paper application from the scan as far as the acts say; the last answer. */
async function fromPaper(office: Office, kind: string, fields: object, acts: readonly string[], applicant: object = ZINAIDA): Promise<any> {
  const secretary = app.as(office.secretaryToken);
  const draft = (await enter(office.secretaryToken, kind, applicant)).body;
  const scan = (await uploadDocument(app, office.secretaryToken)).body.id;
  const certificate = (await uploadDocument(app, office.secretaryToken)).body.id;
  const documents = [{ type: 'application', fileId: scan }, { type: 'birth_certificate', fileId: certificate }];
  let answer = await secretary.patch(`/requests/${draft.id}`, { ...fields, documents }, { 'if-match': `"${draft.version}"` });
  for (const act of ['submit', ...acts]) if (answer.status === 200) answer = await secretary.post(`/requests/${draft.id}/${act}`);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

const REVIEWED = ['accept', 'start-review'];
const child = () => ({ name: uniqueName(), birthDate: '2015-05-07', sex: 'f', document: { kind: 'foreign', number: 'A1', issuedOn: '2020-01-01' } });

async function pdf(token: string, url: string, method: 'GET' | 'POST' = 'GET') {
  const answer = await app.request(method, url, undefined, { authorization: `Bearer ${token}` });
  return { ...answer, text: answer.status === 200 ? (await readPdf(answer.raw!)).text : '' };
}

describe('every kind families bring comes on paper whole (EN-14), also of somebody without any contact', () => {
  it('admission: a place, the child on the roll and linked', async () => {
    const office = await makeOffice(app, db);
    await app.as(office.directorToken).put(`/schools/${office.school.id}/admission-plans`, { schoolYear: 2027, gradeLevel: 1, places: 1 }, { 'if-match': '"0"' });
    const sent = await fromPaper(office, 'admission', { schoolYear: 2027, gradeLevel: 1, child: child(), relationship: 'guardian', consent: { version: 1, given: true } }, REVIEWED);
    const approved = (await app.as(office.secretaryToken).post(`/requests/${sent.id}/approve`, { createPupil: true })).body;
    expect(approved).toMatchObject({ status: 'approved', outcome: 'place', onPaper: true });
    const { rows } = await db.query(
      `SELECT l.status, l.kind FROM family.v_link l JOIN enrollment.requests r ON r.applicant_id = l.guardian_id WHERE r.id = $1 AND l.pupil_id = $2`, [sent.id, approved.pupilId]);
    expect(rows).toEqual([{ status: 'linked', kind: 'guardian' }]);
  });

  it('correction of data: of any pupil of the school, as its staff saw the documents; of another school none', async () => {
    const office = await makeOffice(app, db);
    const pupil = await makePupil(db, office.school, { schoolClass: office.schoolClass });
    const elsewhere = await makePupil(db, (await makeOffice(app, db)).school, {});
    await expect(fromPaper(office, 'data_correction', { pupilId: elsewhere.id, changes: { birthDate: '01.02.2014' } }, [])).rejects.toThrow('enrollment.pupil_not_yours');
    const sent = await fromPaper(office, 'data_correction', { pupilId: pupil.id, changes: { birthDate: '01.02.2014' } }, REVIEWED);
    expect((await app.as(office.secretaryToken).post(`/requests/${sent.id}/approve`, { message: 'Исправлено.' })).body).toMatchObject({ status: 'approved', pupilId: pupil.id });
    expect((await db.query('SELECT birth_date::text AS born FROM schools.v_pupil WHERE id = $1', [pupil.id])).rows).toEqual([{ born: '2014-02-01' }]);
    // on line it stays what it was: of one's own child alone
    const online = await sendRequest(app, office, { kind: 'document', pupilId: pupil.id, documentType: 'study_certificate', purpose: 'По месту работы' });
    expect(online.body.errors).toEqual([expect.objectContaining({ pointer: '/pupilId', code: 'enrollment.pupil_not_yours' })]);
  });

  it('a document: made by the worker, printed by the office, every step of it owed to the applicant until it is handed over', async () => {
    const office = await makeOffice(app, db);
    const secretary = app.as(office.secretaryToken);
    const pupil = await makePupil(db, office.school, { schoolClass: office.schoolClass });
    const { id, number } = await fromPaper(office, 'document', { pupilId: pupil.id, documentType: 'study_certificate', purpose: 'В соцзащиту' }, []);
    const owed = async () => (await secretary.get('/requests?toHandOver=true')).body.items.map((r: any) => r.id);
    const handOver = (token: string, message?: string) => app.as(token).post(`/requests/${id}/hand-over`, { message });
    expect([await owed(), (await secretary.get(`/requests/${id}`)).body.toHandOverSince]).toEqual([[id], expect.stringMatching(/^2026-11-05T06:/)]);
    const receipt = await pdf(office.secretaryToken, `/requests/${id}/receipt`);
    for (const said of [number, 'Громова Зинаида Павловна', 'отправлено']) expect(receipt.text).toContain(said);
    expect((await handOver(office.secretaryToken, 'Расписка вручена лично.')).body.toHandOverSince).toBeNull();
    expect([await owed(), (await handOver(office.secretaryToken)).body.code]).toEqual([[], 'enrollment.transition_not_allowed']);
    for (const act of REVIEWED) await secretary.post(`/requests/${id}/${act}`);
    expect(await owed()).toEqual([]);
    await secretary.post(`/requests/${id}/approve`);
    await app.drain();
    const done = (await secretary.get(`/requests/${id}`)).body;
    expect([await owed(), done.status]).toEqual([[id], 'approved']);
    expect((await pdf(office.secretaryToken, `/files/${done.result.fileId}/content`)).text).toContain('В соцзащиту');
    expect((await secretary.get('/requests?toHandOver=true&status=rejected')).body.items).toEqual([]);
    const other = await makeOffice(app, db);
    expect([(await handOver(other.secretaryToken)).status, (await handOver(office.parentToken)).status, (await app.as(other.secretaryToken).get('/requests?toHandOver=true')).body.items]).toEqual([404, 403, []]);
    await handOver(office.directorToken);
    expect((await secretary.get(`/requests/${id}/history`)).body.items.at(-1).description).toBe('Вручено заявителю на бумаге');
    // what came on line is told by notices
    const online = await makeFamily(app, db, office);
    const sent = await sendRequest(app, office, { kind: 'document', pupilId: online.id, documentType: 'study_certificate', purpose: 'По месту работы' });
    expect([sent.body.toHandOverSince, (await secretary.post(`/requests/${sent.body.id}/hand-over`)).body.code, await owed()]).toEqual([null, 'enrollment.transition_not_allowed', []]);
  });

  it('an appeal: the answer stands on the receipt, for whoever has no cabinet', async () => {
    const office = await makeOffice(app, db);
    const pupil = await makePupil(db, office.school, { schoolClass: office.schoolClass });
    const { id } = await fromPaper(office, 'appeal', { pupilId: pupil.id, topic: 'Питание', text: 'Прошу разъяснить меню.' }, REVIEWED);
    await app.as(office.secretaryToken).post(`/requests/${id}/approve`, { answer: 'Меню утверждено на полугодие.' });
    expect((await pdf(office.secretaryToken, `/requests/${id}/receipt`)).text).toContain('Меню утверждено на полугодие.');
  });
});

it('every kind composed on line is brought in person and accepted by what its printed form says, addressed to the director by name', async () => {
  const office = await makeOffice(app, db, { name: 'Лицей «Восход»' });
  const pupil = await makeFamily(app, db, office);
  const fileId = (await uploadDocument(app, office.parentToken)).body.id;
  const second = (await uploadDocument(app, office.parentToken)).body.id;
  const parent = app.as(office.parentToken);
  const forms = [
    { kind: 'document', pupilId: pupil.id, documentType: 'study_certificate', purpose: 'По месту работы' },
    { kind: 'appeal', schoolId: office.school.id, topic: 'Питание', text: 'Какое меню?' },
    { kind: 'data_correction', pupilId: pupil.id, changes: { birthDate: '01.02.2014' }, documents: [{ type: 'birth_certificate', fileId }] },
    { kind: 'admission', schoolId: office.school.id, schoolYear: 2027, gradeLevel: 1, child: child(), relationship: 'mother', consent: { version: 1, given: true }, documents: [{ type: 'birth_certificate', fileId: second }] },
  ];
  for (const form of forms) {
    const { id } = (await parent.post('/requests', form)).body;
    const { number } = (await parent.post(`/requests/${id}/submit`, { bringInPerson: true })).body;
    const printed = await pdf(office.parentToken, `/requests/${id}/form.pdf`);
    for (const said of ['Директору Лицей «Восход», Тестова А. И.', number]) expect({ kind: form.kind, text: printed.text }).toEqual({ kind: form.kind, text: expect.stringContaining(said) });
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec((await pdf(office.parentToken, `/requests/${id}/receipt`)).text)![0];
    expect([form.kind, (await app.as(office.secretaryToken).post('/requests/receive', { number: `${number} ${code}` })).body.status]).toEqual([form.kind, 'accepted']);
  }
});

describe('an applicant without contacts', () => {
  it('is one person when staff say whose earlier paper it is, and another one each time otherwise', async () => {
    const office = await makeOffice(app, db);
    const other = await makeOffice(app, db);
    const owner = async (answer: Answer) => (await db.query('SELECT applicant_id AS id FROM enrollment.requests WHERE id = $1', [answer.body.id])).rows[0]?.id;
    const first = await enter(office.secretaryToken, 'appeal', ZINAIDA);
    expect([first.status, first.body.paper]).toEqual([201, { datedOn: '2026-11-03', email: null, phone: null }]);
    const again = await enter(office.directorToken, 'document', { ...ZINAIDA, sameAs: first.body.id });
    const namesake = await enter(office.secretaryToken, 'appeal', ZINAIDA);
    expect([await owner(again), await owner(namesake) === await owner(first)]).toEqual([await owner(first), false]);
    const wrong = [{ ...ZINAIDA, sameAs: newId() }, { name: { family: 'Иная', given: 'Зинаида' }, sameAs: first.body.id }];
    for (const applicant of wrong) expect((await enter(office.secretaryToken, 'appeal', applicant)).body.errors).toEqual([expect.objectContaining({ pointer: '/applicant/sameAs', code: 'enrollment.other_applicant' })]);
    expect((await enter(other.secretaryToken, 'appeal', { ...ZINAIDA, sameAs: first.body.id })).status).toBe(422);
  });

  it('gets a login on paper from whoever decides: it opens the cabinet once, and a later slip replaces it', async () => {
    const office = await makeOffice(app, db);
    const other = await makeOffice(app, db);
    const { id } = await fromPaper(office, 'diary_access', { applicantKind: 'parent', child: child(), relationship: 'guardian', consent: { version: 1, given: true } }, []);
    const slip = (token: string, of: string = id) => pdf(token, `/requests/${of}/login-slip`, 'POST');
    const read = (text: string) => [/s_[a-z]{2}\d{6}/.exec(text)![0], /[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}/.exec(text)![0]] as const;
    const lost = await slip(office.secretaryToken);
    const given = await slip(office.directorToken);
    expect([lost.status, given.status, given.headers['cache-control']]).toEqual([200, 200, expect.stringContaining('no-store')]);
    expect(given.text).toContain('Громова Зинаида Павловна');
    const signInBy = ([identifier, password]: readonly [string, string]) => app.anonymous.post('/auth/sign-in', { identifier, password });
    expect([(await signInBy(read(lost.text))).status, (await signInBy(read(given.text))).status]).toEqual([401, 200]);
    expect((await slip(office.secretaryToken)).status).toBe(409);
    for (const [token, status] of [[other.secretaryToken, 404], [office.parentToken, 403]] as const) expect((await slip(token)).status).toBe(status);
    // whoever has a contact gets it there
    const withPhone = await fromPaper(office, 'appeal', { topic: 'Питание', text: 'Какое меню?' }, [], { ...ZINAIDA, phone: newPhone() });
    expect((await slip(office.secretaryToken, withPhone.id)).status).toBe(409);
  });
});

describe('a mistyped contact', () => {
  it('is mended until the decision: the login sent to the wrong one opens nothing, one goes to the right one; nothing is told of accounts', async () => {
    const office = await makeOffice(app, db);
    const [wrongPhone, rightPhone] = [newPhone(), newPhone()];
    const { id } = await fromPaper(office, 'appeal', { topic: 'Питание', text: 'Какое меню?' }, [], { ...ZINAIDA, phone: wrongPhone });
    const [letter] = await messagesTo(app, wrongPhone);
    const mend = (body: object, token = office.secretaryToken) => app.as(token).post(`/requests/${id}/mend-contact`, body);
    expect((await mend({})).body.errors).toEqual([expect.objectContaining({ pointer: '/email', code: 'identity.contact_needed' })]);
    expect((await mend({ phone: '12' })).body.errors).toEqual([expect.objectContaining({ pointer: '/phone', code: 'identity.phone' })]);
    const mended = await mend({ phone: rightPhone });
    expect([mended.status, mended.body.paper]).toEqual([200, { datedOn: '2026-11-03', email: null, phone: rightPhone }]);
    expect((await messagesTo(app, rightPhone)).join()).toMatch(/логин/i);
    const [login, password] = [/s_[a-z]{2}\d{6}/.exec(letter!)![0], /[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}/.exec(letter!)![0]];
    expect((await app.anonymous.post('/auth/sign-in', { identifier: login, password })).status).toBe(401);

    // to somebody who has an account already: the same answer, and it is theirs
    const known = await makePerson(app, { name: ZINAIDA.name });
    const toKnown = await mend({ email: known.email });
    expect([toKnown.status, Object.keys(toKnown.body).sort()]).toEqual([200, Object.keys(mended.body).sort()]);
    expect((await app.as(await signIn(app, known)).get('/requests?mine=true')).body.items.map((r: any) => r.id)).toEqual([id]);
    const other = await makeOffice(app, db);
    expect([(await mend({ phone: newPhone() }, other.secretaryToken)).status, (await mend({ phone: newPhone() }, office.parentToken)).status]).toEqual([404, 403]);
    for (const act of REVIEWED) await app.as(office.secretaryToken).post(`/requests/${id}/${act}`);
    await app.as(office.secretaryToken).post(`/requests/${id}/approve`, { answer: 'Ответили.' });
    expect((await mend({ phone: newPhone() })).body.code).toBe('enrollment.transition_not_allowed');
    expect((await app.as(office.secretaryToken).get(`/requests/${id}/history`)).body.items.map((h: any) => h.description)).toContain('Исправлены контакты заявителя');
  });
});
