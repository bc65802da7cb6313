import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { diaryAccessForm, makeDraft, makeOffice, makePartitions, makeRequest, uploadDocument, type Office } from '../../factories/enrollment.js';
import { messagesTo, newPhone } from '../../factories/codes.js';
import { makePerson, makeStaff, signIn } from '../../factories/identity.js';
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

const MARIA = { family: 'Соловьёва', given: 'Мария', patronymic: 'Петровна' };
const enter = (token: string, applicant: object, more: object = {}): Promise<Answer> =>
  app.as(token).post('/requests/paper', { kind: 'diary_access', applicant, datedOn: '2026-11-03', ...more });

/** Fills the draft in as the paper says. */
async function fill(token: string, draft: { id: string; version: number }, schoolId: string, changes: object = {}): Promise<Answer> {
  const [scan, certificate] = [(await uploadDocument(app, token)).body.id, (await uploadDocument(app, token)).body.id];
  const { kind: _, ...form } = diaryAccessForm(schoolId, certificate, { documents: [{ type: 'application', fileId: scan }, { type: 'birth_certificate', fileId: certificate }], ...changes });
  return app.as(token).patch(`/requests/${draft.id}`, form, { 'if-match': `"${draft.version}"` });
}

async function sentOnPaper(office: Office, applicant: object, changes: object = {}): Promise<any> {
  const draft = (await enter(office.secretaryToken, applicant)).body;
  await fill(office.secretaryToken, draft, office.school.id, changes);
  const sent = await app.as(office.secretaryToken).post(`/requests/${draft.id}/submit`);
  if (sent.status !== 200) throw new Error(JSON.stringify(sent.body));
  return sent.body;
}

const child = (given: string) => ({ child: { name: { family: 'Бумажная', given }, birthDate: '2015-05-07', sex: 'f', document: { kind: 'foreign', number: 'A1', issuedOn: '2020-01-01' } } });
const pdf = async (token: string | null, url: string, headers: Record<string, string> = {}) => {
  const answer = await app.request('GET', url, undefined, { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers });
  return { ...answer, text: answer.status === 200 ? (await readPdf(answer.raw!)).text : '' };
};

describe('paper applications (EN-14)', () => {
  it('staff enter one for a parent without an account: the same workflow, by whom, and a login at the contact', async () => {
    const office = await makeOffice(app, db);
    const secretary = app.as(office.secretaryToken);
    const phone = newPhone();
    const draft = await enter(office.secretaryToken, { name: MARIA, phone });
    expect(draft.status).toBe(201);
    expect(draft.body).toMatchObject({
      status: 'draft', onPaper: true, applicant: { id: null, name: 'Соловьёва Мария Петровна' }, paper: { datedOn: '2026-11-03', phone, email: null },
      schoolId: office.school.id, allowedActions: ['patch', 'submit', 'mend-contact'],
    });
    const { id } = draft.body;
    expect((await secretary.get('/requests?status=draft')).body.items.map((r: any) => r.id)).toEqual([id]);

    // everything wrong at once, the scan too; what was typed stays
    const early = await secretary.post(`/requests/${id}/submit`);
    expect(early.status).toBe(422);
    expect(early.body.errors.map((e: any) => e.pointer)).toEqual(expect.arrayContaining(['/documents', '/relationship', '/child/name/family', '/consent/given']));

    await fill(office.secretaryToken, draft.body, office.school.id);
    const sent = await secretary.post(`/requests/${id}/submit`);
    expect([sent.status, sent.body.status, sent.body.dueDate]).toEqual([200, 'submitted', '2026-11-12']);
    expect(sent.body.documents.map((d: any) => d.name)).toEqual(['document.pdf', 'document.pdf']);
    for (const act of ['accept', 'start-review']) await secretary.post(`/requests/${id}/${act}`);
    const approved = await secretary.post(`/requests/${id}/approve`, { createPupil: true });
    expect([approved.status, approved.body.status]).toEqual([200, 'approved']);
    const history = (await secretary.get(`/requests/${id}/history`)).body.items;
    expect(history[0]).toMatchObject({
      actor: { name: 'Петрова Ольга Игоревна', position: 'секретарь' }, to: 'submitted', description: expect.stringContaining('внесено сотрудником с бумажного заявления'),
    });

    const { rows: [{ applicant_id: parentId }] } = await db.query('SELECT applicant_id FROM enrollment.requests WHERE id = $1', [id]);
    const { rows: links } = await db.query('SELECT status FROM family.v_link WHERE guardian_id = $1 AND pupil_id = $2', [parentId, approved.body.pupilId]);
    expect(links).toEqual([{ status: 'linked' }]);
    await app.drain();
    expect((await messagesTo(app, phone)).join('\n')).toMatch(/логин|Логин/);
  });

  it('whether there was an account is told to nobody: the same answer, and the account has it only by its own name and proved contact', async () => {
    const office = await makeOffice(app, db);
    const email = `${newId()}@example.org`;
    const known = await makePerson(app, { name: MARIA, email, contactsProved: true });
    const withAccount = await enter(office.secretaryToken, { name: MARIA, email });
    const without = await enter(office.secretaryToken, { name: MARIA, email: `${newId()}@example.org` });
    const anothers = await enter(office.secretaryToken, { name: { ...MARIA, family: 'Иная' }, email });
    const shape = ({ status, headers, body: { id: _, paper: __, applicant, ...body } }: Answer) => ({ status, keys: Object.keys(headers).sort(), applicant: applicant.id, body });
    expect(shape(withAccount)).toEqual(shape(without));
    const owner = async (answer: Answer) => (await db.query('SELECT applicant_id FROM enrollment.requests WHERE id = $1', [answer.body.id])).rows[0].applicant_id;
    expect(await owner(withAccount)).toBe(known.id);
    expect(await owner(anothers)).not.toBe(known.id);
    // not the applicant's before it is sent
    const own = app.as(await signIn(app, known));
    expect([(await own.get(`/requests/${withAccount.body.id}`)).status, (await own.get('/requests')).body.items]).toEqual([404, []]);
    await fill(office.secretaryToken, withAccount.body, office.school.id, child('Своя'));
    await app.as(office.secretaryToken).post(`/requests/${withAccount.body.id}/submit`);
    expect((await own.get(`/requests/${withAccount.body.id}`)).body).toMatchObject({ status: 'submitted', onPaper: true, applicant: { id: known.id } });
    expect(JSON.stringify((await app.as(office.directorToken).get('/requests')).body)).not.toContain(known.id);
  });

  it('the same parent with a second child is the same account, also when two enter at once', async () => {
    const office = await makeOffice(app, db);
    const applicant = { name: MARIA, phone: newPhone() };
    const answers = await Promise.all([enter(office.secretaryToken, applicant), enter(office.directorToken, applicant)]);
    const { rows } = await db.query('SELECT DISTINCT applicant_id FROM enrollment.requests WHERE id = ANY ($1)', [answers.map((a) => a.body.id)]);
    expect([answers.map((a) => a.status), rows.length]).toEqual([[201, 201], 1]);
  });

  it('staff answer, withdraw and send again for the applicant; colleagues see the scan, another school nothing', async () => {
    const office = await makeOffice(app, db);
    const other = await makeOffice(app, db);
    const secretary = app.as(office.secretaryToken);
    const { id, documents } = await sentOnPaper(office, { name: MARIA, phone: newPhone() }, child('Первая'));
    for (const act of ['accept', 'start-review']) await secretary.post(`/requests/${id}/${act}`);
    await secretary.post(`/requests/${id}/ask-applicant`, { missing: ['Справка'], message: 'Принесите справку.' });
    const replied = await app.as(office.directorToken).post(`/requests/${id}/reply`, { message: 'Принесли.' });
    expect([replied.status, replied.body.status]).toEqual([200, 'in_review']);
    expect((await app.as(office.directorToken).get(`/files/${documents[0].fileId}`)).status).toBe(200);
    for (const [token, expected] of [[other.secretaryToken, 404], [other.parentToken, 404], [office.parentToken, 404]] as const) {
      expect((await app.as(token).get(`/requests/${id}`)).status).toBe(expected);
      expect((await app.as(token).post(`/requests/${id}/withdraw`)).status).toBe(expected);
      expect((await app.as(token).get(`/files/${documents[0].fileId}`)).status).toBe(expected);
    }
    expect((await secretary.post(`/requests/${id}/withdraw`)).body).toMatchObject({ status: 'withdrawn' });
    // what came on line is the applicant's alone
    const online = await makeRequest(app, office, [], child('Онлайн'));
    expect((await secretary.post(`/requests/${online.id}/withdraw`)).body.code).toBe('enrollment.transition_not_allowed');
  });

  it('names what is wrong: contacts, kinds, dates, oneself; a school of others and a pupil who asks are refused when it is sent', async () => {
    const office = await makeOffice(app, db);
    const other = await makeOffice(app, db);
    const errors = async (applicant: object, more: object = {}) => (await enter(office.secretaryToken, applicant, more)).body.errors.map((e: any) => [e.pointer, e.code]);
    expect(await errors({ name: MARIA, email: 'нет', phone: '12' })).toEqual([['/applicant/email', 'identity.email'], ['/applicant/phone', 'identity.phone']]);
    expect(await errors({ name: MARIA, phone: newPhone() }, { datedOn: '2026-11-06' })).toEqual([['/datedOn', 'enrollment.date_in_future']]);
    expect(await errors({ name: {}, phone: newPhone(), snils: '1' }, { kind: 'school_connection' })).toEqual(expect.arrayContaining([['/kind', expect.anything()], ['/applicant/snils', 'input.unknown_field'], ['/applicant/name/family', 'input.required']]));
    const draft = (await enter(office.secretaryToken, { name: MARIA, phone: newPhone() })).body;
    await fill(office.secretaryToken, draft, other.school.id);
    expect((await app.as(office.secretaryToken).post(`/requests/${draft.id}/submit`)).body.errors).toEqual([expect.objectContaining({ pointer: '/schoolId', code: 'enrollment.school_fixed' })]);
    const pupil = await app.as(office.secretaryToken).patch(`/requests/${draft.id}`, { applicantKind: 'pupil', schoolId: office.school.id }, { 'if-match': '"2"' });
    expect(pupil.status).toBe(200);
    expect((await app.as(office.secretaryToken).post(`/requests/${draft.id}/submit`)).body.errors.map((e: any) => e.code)).toContain('enrollment.parent_on_paper');
  });
});

describe('a request brought in person (EN-14)', () => {
  it('is accepted by its number or QR code, once, by its school alone', async () => {
    const office = await makeOffice(app, db);
    const other = await makeOffice(app, db);
    const draft = await makeDraft(app, office.parentToken, office.school.id);
    const sent = (await app.as(office.parentToken).post(`/requests/${draft.body.id}/submit`, { bringInPerson: true })).body;
    expect(sent).toMatchObject({ status: 'submitted', inPerson: true });
    const secretary = app.as(office.secretaryToken);
    const refused = await secretary.post(`/requests/${sent.id}/accept`);
    expect([refused.status, refused.body.allowedActions]).toEqual([409, ['receive', 'reject', 'assign']]);
    const receive = (token: string, number: string) => app.as(token).post('/requests/receive', { number });
    expect((await receive(other.secretaryToken, sent.number)).status).toBe(404);
    expect((await receive(office.secretaryToken, '2026-77-999999-9')).body).toMatchObject({ errors: [{ pointer: '/number', code: 'enrollment.number' }] });
    const [first, second] = await Promise.all([receive(office.secretaryToken, `${sent.number.replaceAll('-', '–')} 7K3M-Q0ZD-4XV9`), receive(office.directorToken, sent.number)]);
    expect([first.status, second.status].sort()).toEqual([200, 409]);
    expect((await secretary.get(`/requests/${sent.id}/history`)).body.items.at(-1)).toMatchObject({ to: 'accepted', description: 'Заявление принесено лично и принято' });
  });
});

describe('printed forms (EN-14)', () => {
  it('blank, for anybody: addressed to the director, with the lines of its kind; no other kinds and schools', async () => {
    const office = await makeOffice(app, db, { name: 'Гимназия «Печатная» № 1' });
    const blank = await pdf(null, `/request-forms/diary_access.pdf?school=${office.school.id}`);
    expect([blank.status, blank.headers['content-type'], blank.headers['content-disposition']]).toEqual([200, 'application/pdf', expect.stringContaining('diary_access.pdf')]);
    for (const said of ['Директору Гимназия «Печатная» № 1, Тестова А. И.', 'Прошу открыть мне доступ к электронному дневнику ребёнка.', 'Фамилия ребёнка', 'Подпись', 'Согласие на обработку']) expect(blank.text).toContain(said);
    expect((await pdf(null, `/request-forms/appeal.pdf?school=${office.school.id}`, { 'accept-language': 'en' })).text).toContain('To the director of');
    for (const url of [`/request-forms/school_connection.pdf?school=${office.school.id}`, `/request-forms/nothing.pdf?school=${office.school.id}`, `/request-forms/appeal.pdf?school=${newId()}`]) {
      expect((await pdf(null, url)).status).toBe(404);
    }
    expect((await pdf(null, '/request-forms/appeal.pdf')).status).toBe(422);
  });

  it('filled: what was typed, the number with its code; the applicant and the school, nobody else', async () => {
    const office = await makeOffice(app, db);
    const other = await makeOffice(app, db);
    const draft = await makeDraft(app, office.parentToken, office.school.id);
    expect((await pdf(office.parentToken, `/requests/${draft.body.id}/form.pdf`)).text).toContain('Черновик');
    const { id, number } = (await app.as(office.parentToken).post(`/requests/${draft.body.id}/submit`, { bringInPerson: true })).body;
    const filled = await pdf(office.parentToken, `/requests/${id}/form.pdf`);
    for (const said of [number, 'от Соловьёва Мария Петровна', 'Анна', '07.05.2015', 'мать', 'свидетельство о рождении', 'Свидетельство о рождении', 'дано']) expect(filled.text).toContain(said);
    expect((await pdf(office.secretaryToken, `/requests/${id}/form.pdf`)).status).toBe(200);
    for (const token of [other.secretaryToken, other.parentToken]) expect((await pdf(token, `/requests/${id}/form.pdf`)).status).toBe(404);
    expect((await pdf(null, `/requests/${id}/form.pdf`)).status).toBe(401);
  });
});

describe('an overdue request (EN-10)', () => {
  it('its applicant asks support to look into it, once in a round; support and the region are told by the number and see it without the child', async () => {
    const office = await makeOffice(app, db, { regionCode: '30' });
    const agent = await makeStaff(app, 'support_agent');
    const coordinator = await makeStaff(app, 'regional_coordinator', { regionCode: '30' });
    const { id, number } = await makeRequest(app, office, ['accept']);
    const early = await app.as(office.parentToken).post(`/requests/${id}/ask-support`);
    expect([early.status, early.body.allowedActions]).toEqual([409, ['withdraw']]);
    expect((await app.as(await signIn(app, agent)).get(`/requests/${id}`)).status).toBe(404);

    app.clock.moveTo(new Date('2026-11-13T09:00:00+03:00'));
    const parent = app.as(await signIn(app, office.parent));
    expect((await parent.get(`/requests/${id}`)).body).toMatchObject({ overdue: true, allowedActions: ['withdraw', 'ask-support'] });
    expect((await app.as(await signIn(app, await makePerson(app))).post(`/requests/${id}/ask-support`)).status).toBe(404);
    const answers = await Promise.all([parent.post(`/requests/${id}/ask-support`, { message: 'Звонила дважды.' }), parent.post(`/requests/${id}/ask-support`)]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
    await app.drain();
    for (const person of [agent, coordinator]) {
      const client = app.as(await signIn(app, person));
      const told = (await client.get('/notifications')).body.items.filter((n: any) => n.type === 'enrollment.support_asked' && n.object.id === id);
      expect(told).toEqual([expect.objectContaining({ title: `Заявление ${number} просрочено: заявитель просит разобраться` })]);
      const line = (await client.get('/requests')).body.items.find((r: any) => r.id === id);
      expect(line).toMatchObject({ number, overdue: true, supportAskedAt: expect.any(String), child: null, title: null });
      expect((await client.get(`/requests/${id}`)).body).toMatchObject({ form: {}, documents: [], allowedActions: [], sameChild: [] });
    }
    const secretary = app.as(await signIn(app, office.secretary));
    expect((await secretary.get(`/requests/${id}/history`)).body.items.at(-1).description).toContain('Заявитель попросил поддержку разобраться');
    // answered, it leaves the list of support
    await secretary.post(`/requests/${id}/reject`, { reasonCode: 'not_registered' });
    const after = app.as(await signIn(app, agent));
    expect((await after.get('/requests')).body.items.map((r: any) => r.id)).not.toContain(id);
    expect((await after.get('/requests?status=rejected')).body.items.map((r: any) => r.id)).not.toContain(id);
    expect((await after.get(`/requests/${id}`)).status).toBe(404);
  });
});
