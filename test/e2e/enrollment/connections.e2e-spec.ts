import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { newTotpSecret } from '../../../src/modules/identity/app/totp.js';
import { IdentityFacade } from '../../../src/modules/identity/index.js';
import { newId } from '../../../src/shared/ids.js';
import { messagesTo } from '../../factories/codes.js';
import { makePartitions, newOrganisation, schoolConnectionForm, uploadDocument } from '../../factories/enrollment.js';
import { makePerson, makeStaff, type MadePerson, signIn } from '../../factories/identity.js';
import { makeClass, makeSchool, makeTeachingGroup } from '../../factories/schools.js';
import { type Client, startTestApp, testDatabase, type TestApp } from '../../support/index.js';

/** Regions of this file's own. */
const [SCHOOLS_OF, CONNECTED, PLANNED] = ['63', '49', '87'];

let app: TestApp;
let db: Pool;
let operator: Client;
let second: Client;
beforeAll(async () => {
  app = await startTestApp();
  db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 2 });
  await makePartitions(db, '2026-11-05');
});
beforeEach(async () => {
  app.clock.moveTo(new Date('2026-11-05T09:00:00+03:00'));
  [operator, second] = [app.as(await signIn(app, await makeStaff(app, 'system_admin'))), app.as(await signIn(app, await makeStaff(app, 'system_admin')))];
});
afterAll(async () => {
  await app.stop();
  await db.end();
});

const person = async (spec: Parameters<typeof makePerson>[1] = {}): Promise<{ client: Client; token: string; id: string; made: MadePerson }> => {
  const made = await makePerson(app, spec);
  const token = await signIn(app, made);
  return { client: app.as(token), token, id: made.id, made };
};
const file = async (token: string): Promise<string> => (await uploadDocument(app, token)).body.id;
const capital = async (regionCode: string): Promise<{ regionCode: string; settlementId: string }> =>
  ({ regionCode, settlementId: (await db.query('SELECT id FROM schools.settlements WHERE region_code = $1 AND is_capital', [regionCode])).rows[0].id });
/** A draft, sent; the answer of the sending. */
const send = async (client: Client, form: object) => {
  const draft = await client.post('/requests', form);
  expect([draft.status, draft.body.errors]).toEqual([201, undefined]);
  return client.post(`/requests/${draft.body.id}/submit`);
};
const pointers = (answer: any) => answer.body.errors.map((e: any) => `${e.pointer} ${e.code}`).sort();
const take = async (who: Client, id: string) => {
  for (const act of ['accept', 'start-review']) expect((await who.post(`/requests/${id}/${act}`)).status).toBe(200);
};
const connectionForm = async (token: string, changes: Record<string, unknown> = {}) => schoolConnectionForm(await capital(SCHOOLS_OF), await file(token), changes);

describe('a school asks to be connected (SC-3)', () => {
  it('from the request to the administrator who signs in: the operator alone sees and decides it', async () => {
    const applicant = await person();
    const form = await connectionForm(applicant.token);
    const sent = await send(applicant.client, form);
    expect([sent.status, sent.body]).toEqual([200, expect.objectContaining({ status: 'submitted', dueDate: '2026-11-12', school: null, title: form.newSchool.name, allowedActions: ['withdraw'] })]);
    expect(sent.body.number).toMatch(/^2026-63-\d{6}-\d$/);
    const { id } = sent.body;

    const director = app.as(await signIn(app, await makeStaff(app, 'director', { schoolId: (await makeSchool(db)).id })));
    const coordinator = app.as(await signIn(app, await makeStaff(app, 'regional_coordinator', { regionCode: SCHOOLS_OF })));
    for (const stranger of [director, coordinator, (await person()).client]) {
      expect((await stranger.get(`/requests/${id}`)).status).toBe(404);
      expect((await stranger.get('/requests?limit=200')).body.items.map((r: any) => r.id)).not.toContain(id);
    }
    expect((await director.post(`/requests/${id}/accept`)).status).toBe(404);
    expect((await applicant.client.post(`/requests/${id}/approve`)).status).toBe(403);

    expect((await operator.get('/requests?kind=school_connection&limit=200')).body.items.map((r: any) => r.id)).toContain(id);
    await take(operator, id);
    const approved = await operator.post(`/requests/${id}/approve`);
    expect([approved.status, approved.body]).toEqual([200, expect.objectContaining({ status: 'approved', result: { schoolId: expect.any(String), administratorId: expect.any(String) } })]);
    const { schoolId, administratorId } = approved.body.result;
    expect((await app.anonymous.get(`/schools/${schoolId}`)).status).toBe(404); // trial mode: its staff only

    // The operator sees whether the login was delivered, and sends it again to a mended address.
    const at = `/people/${administratorId}/transit-password/delivery`;
    const [letter] = await messagesTo(app, form.administrator.email);
    expect((await operator.get(at)).body).toMatchObject({ state: 'sent', sentTo: form.administrator.email, canResend: true });
    const mended = `${newId()}@school.example.org`;
    expect((await operator.post(at, { email: mended })).status).toBe(201);
    const [again] = await messagesTo(app, mended);
    const enter = (text: string) => app.anonymous.post('/auth/sign-in', { identifier: /Логин: (\S+)/.exec(text)![1], password: /пароль: (\S+)/.exec(text)![1] });
    expect((await enter(letter!)).status).toBe(401);
    const entered = await enter(again!);
    expect(entered.body).toMatchObject({ mustChange: expect.arrayContaining(['password', 'factor']), roles: [expect.objectContaining({ role: 'school_admin', schoolId })] });
    expect((await applicant.client.get('/notifications')).body.items.length).toBeGreaterThan(0);
  });

  it('names every wrong field at once, and a school that is in the directory already', async () => {
    const applicant = await person();
    const form = await connectionForm(applicant.token);
    const wrong = await send(applicant.client, {
      ...form, inn: '6315000010', okpo: '12345679', regionCode: '00', newSchool: { type: 'university', settlement: { type: 'planet' } }, administrator: { name: { family: 'Белов1' }, email: 'нет' }, powers: ' ',
      documents: [{ type: 'birth_certificate', fileId: newId() }],
    });
    expect(wrong.status).toBe(422);
    expect(pointers(wrong)).toEqual([
      '/administrator/email identity.email', '/administrator/name/family enrollment.name', '/administrator/name/given input.required', '/documents enrollment.powers_required',
      '/documents/0/fileId enrollment.file_unknown', '/documents/0/type enrollment.choice', '/inn inn.checksum', '/newSchool/address input.required', '/newSchool/name input.required',
      '/newSchool/settlement/name input.required', '/newSchool/settlement/type enrollment.choice', '/newSchool/shortName input.required', '/newSchool/type enrollment.choice',
      '/okpo okpo.checksum', '/powers input.required', '/regionCode enrollment.region_unknown', '/settlementId enrollment.settlement_or_new',
    ]);

    const place = await capital(SCHOOLS_OF);
    const numbers = newOrganisation();
    const card = (await operator.post('/schools', { name: 'МБОУ СОШ № 771', shortName: 'Школа № 771', type: 'school', ...place, ...numbers, address: 'ул. Мира, 5' })).body;
    const again = (changes: object) => send(applicant.client, { ...form, ...changes });
    expect(pointers(await again({ inn: numbers.inn }))).toEqual(['/inn enrollment.school_connected']);
    expect(pointers(await again({ okpo: numbers.okpo }))).toEqual(['/okpo enrollment.school_connected']);
    expect(pointers(await again({ newSchool: { ...form.newSchool, name: 'Средняя школа N 771', address: 'Мира ул., д.5' } }))).toEqual(['/newSchool/name enrollment.school_connected']);
    expect(pointers(await again({ newSchool: null, schoolId: card.id }))).toEqual(['/schoolId enrollment.school_connected']);
    expect(pointers(await again({ newSchool: null, schoolId: newId() }))).toEqual(['/schoolId enrollment.school_unknown']);
  });

  it('a school of the directory: its own INN only; two applicants ask, one is approved though two operators decide at once', async () => {
    const [first, other] = [await person(), await person()];
    const numbers = newOrganisation();
    const { id: schoolId } = await makeSchool(db, { regionCode: SCHOOLS_OF, status: 'listed' });
    await db.query('UPDATE schools.schools SET inn = $2 WHERE id = $1', [schoolId, numbers.inn]);
    const form = async (token: string, changes = {}) => ({ ...(await connectionForm(token)), newSchool: undefined, schoolId, ...numbers, ...changes });
    expect(pointers(await send(first.client, await form(first.token, { inn: newOrganisation().inn })))).toEqual(['/inn enrollment.inn_of_another_school']);
    const ids = [(await send(first.client, await form(first.token))).body.id, (await send(other.client, await form(other.token))).body.id];
    const twin = await send(first.client, await form(first.token));
    expect([twin.status, twin.body.code]).toEqual([409, 'enrollment.already_open']);
    for (const id of ids) await take(operator, id);
    expect((await operator.get(`/requests/${ids[0]}`)).body.sameChild).toMatchObject([{ id: ids[1] }]);
    expect((await first.client.get(`/requests/${ids[0]}`)).body.sameChild).toEqual([]);

    const answers = await Promise.all([operator.post(`/requests/${ids[0]}/approve`), second.post(`/requests/${ids[1]}/approve`)]);
    expect(answers.map((a) => a.body.code ?? a.body.status).sort()).toEqual(['approved', 'schools.connected_already']);
    const { rows } = await db.query(`SELECT status, inn, okpo, (SELECT count(*)::int FROM identity.v_role r WHERE r.school_id = s.id AND r.role = 'school_admin') AS administrators FROM schools.schools s WHERE id = $1`, [schoolId]);
    expect(rows).toEqual([{ status: 'trial', inn: numbers.inn, okpo: numbers.okpo, administrators: 1 }]);
  });

  it('two operators decide one request: one does, the other learns why not; a refusal has its own grounds', async () => {
    const applicant = await person();
    const { id } = (await send(applicant.client, await connectionForm(applicant.token, { administrator: { self: true } }))).body;
    await take(operator, id);
    expect((await operator.post(`/requests/${id}/reject`, { reasonCode: 'not_registered' })).status).toBe(422);
    const answers = await Promise.all([operator.post(`/requests/${id}/approve`), second.post(`/requests/${id}/reject`, { reasonCode: 'inaccurate' })]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
    expect(answers.find((a) => a.status === 409)!.body).toMatchObject({ code: 'enrollment.transition_not_allowed' });

    const another = await person();
    const rejected = (await send(another.client, await connectionForm(another.token))).body.id;
    await take(operator, rejected);
    const refused = (await operator.post(`/requests/${rejected}/reject`, { reasonCode: 'not_verifiable', message: 'Нет выписки.' })).body;
    expect([refused.status, refused.decision.reasonCode, refused.decision.message]).toEqual(['rejected', 'not_verifiable', expect.stringContaining('Нет выписки.')]);
    expect((await another.client.post(`/requests/${rejected}/resubmit`)).body).toMatchObject({ status: 'submitted', round: 2 });
  });

  it('a likely duplicate and a namesake settlement are shown to the operator, who says that they are others', async () => {
    const applicant = await person();
    const place = await capital(SCHOOLS_OF);
    const known = (await operator.post('/schools', { name: 'Школа № 772', shortName: 'Школа № 772', type: 'school', ...place, address: 'ул. Мира, 7' })).body;
    const form = await connectionForm(applicant.token, { newSchool: { name: 'Вечерняя школа № 772', shortName: 'Школа № 772', type: 'evening', address: 'ул. Другая, 1' }, administrator: { self: true } });
    const { id } = (await send(applicant.client, form)).body;
    await take(operator, id);
    expect((await operator.post(`/requests/${id}/approve`)).body).toMatchObject({ status: 409, code: 'schools.twins', candidates: [{ id: known.id }] });
    const approved = (await operator.post(`/requests/${id}/approve`, { confirmedTwins: [known.id] })).body;
    expect(approved).toMatchObject({ status: 'approved', result: { administratorId: applicant.id } });

    const another = await person();
    const inVillage = await connectionForm(another.token, { settlementId: undefined, newSchool: { ...form.newSchool, name: 'Школа № 773', shortName: 'Школа № 773', address: 'ул. Сельская, 3', settlement: { name: 'Самара', type: 'village' } }, administrator: { self: true } });
    const village = (await send(another.client, inVillage)).body.id;
    await take(operator, village);
    expect((await operator.post(`/requests/${village}/approve`)).body).toMatchObject({ code: 'schools.settlement_twins', candidates: [{ id: place.settlementId }] });
    expect((await operator.post(`/requests/${village}/approve`, { settlementId: place.settlementId })).body.status).toBe('approved');
  });
});

describe('a region asks to be connected (EN-1)', () => {
  const regionForm = async (token: string, regionCode: string, changes: object = {}) => ({
    kind: 'region_connection', regionCode, authority: { name: 'Министерство образования' },
    coordinator: { name: { family: 'Тихонова', given: 'Вера' }, email: `${newId()}@region.example.org` }, documents: [{ type: 'official_letter', fileId: await file(token) }], ...changes,
  });

  it('the operator decides: the region is connected and its coordinator gets the role, or it is planned for its day', async () => {
    const applicant = await person();
    expect(pointers(await send(applicant.client, await regionForm(applicant.token, '00', { authority: { inn: '1' }, coordinator: {}, connectOn: '01.01.2020', documents: [] })))).toEqual([
      '/authority/inn inn.checksum', '/authority/name input.required', '/connectOn enrollment.date_passed', '/coordinator/email identity.contact_needed',
      '/coordinator/name/family input.required', '/coordinator/name/given input.required', '/documents enrollment.letter_required', '/regionCode enrollment.region_unknown',
    ]);
    await db.query(`UPDATE schools.regions SET connection = 'not_connected', planned_on = NULL WHERE code = ANY ($1)`, [[CONNECTED, PLANNED]]);
    const { id } = (await send(applicant.client, await regionForm(applicant.token, CONNECTED))).body;
    await take(operator, id);
    const [approved, late] = await Promise.all([operator.post(`/requests/${id}/approve`), second.post(`/requests/${id}/approve`)]).then((answers) => answers.sort((a, b) => a.status - b.status));
    expect([approved!.status, late!.status]).toEqual([200, 409]);
    expect((await app.anonymous.get(`/regions/${CONNECTED}`)).body.connection).toBe('connected');
    const { rows } = await db.query('SELECT role, region_code FROM identity.v_role WHERE person_id = $1', [approved!.body.result.coordinatorId]);
    expect(rows).toEqual([{ role: 'regional_coordinator', region_code: CONNECTED }]);
    expect(pointers(await send(applicant.client, await regionForm(applicant.token, CONNECTED)))).toEqual(['/regionCode enrollment.region_connected']);

    const planned = (await send(applicant.client, await regionForm(applicant.token, PLANNED, { coordinator: { self: true }, connectOn: '01.09.2027' }))).body.id;
    await take(operator, planned);
    expect((await operator.post(`/requests/${planned}/approve`)).body.result).toEqual({ coordinatorId: applicant.id });
    expect((await app.anonymous.get(`/regions/${PLANNED}`)).body).toMatchObject({ connection: 'planned', plannedOn: '2027-09-01' });
  });
});

describe('somebody asks to be bound to a school (SC-5)', () => {
  const office = async (regionCode: string) => {
    const school = await makeSchool(db, { regionCode, schoolYear: 2026 });
    const director = app.as(await signIn(app, await makeStaff(app, 'director', { schoolId: school.id })));
    return { school, director };
  };
  const coordinatorOf = async (regionCode: string) => app.as(await signIn(app, await makeStaff(app, 'regional_coordinator', { regionCode })));
  const bindingForm = async (token: string, schoolId: string, changes: object = {}) => ({
    kind: 'staff_binding', schoolId, role: 'teacher', position: 'Учитель физики', orderNumber: '14-к', documents: [{ type: 'appointment_order', fileId: await file(token) }], ...changes,
  });

  it('the director answers, the regional coordinator confirms, and the person works there', async () => {
    const { school, director } = await office('25');
    const [coordinator, elsewhere, secretary] = [await coordinatorOf('25'), await coordinatorOf('41'), app.as(await signIn(app, await makeStaff(app, 'secretary', { schoolId: school.id })))];
    const teacher = await person({ name: { family: 'Физиков', given: 'Пётр' } });
    const wrong = await send(teacher.client, await bindingForm(teacher.token, newId(), { role: 'pupil', position: '', classes: ['5А'], startsOn: 'вчера', documents: [] }));
    expect(pointers(wrong)).toEqual(['/documents enrollment.powers_required', '/position input.required', '/role enrollment.choice', '/schoolId enrollment.school_unknown', '/startsOn enrollment.date']);
    expect(pointers(await send(teacher.client, await bindingForm(teacher.token, school.id, { classes: ['11Я'] })))).toEqual(['/classes/0 enrollment.class_unknown']);

    const { id } = (await send(teacher.client, await bindingForm(teacher.token, school.id))).body;
    expect((await coordinator.post(`/requests/${id}/accept`)).status).toBe(404); // not its turn, not overdue
    expect((await secretary.post(`/requests/${id}/accept`)).status).toBe(409); // reads the school's requests, this kind is the director's
    for (const stranger of [elsewhere, (await office('25')).director]) expect((await stranger.get(`/requests/${id}`)).status).toBe(404);
    await take(director, id);
    expect((await director.post(`/requests/${id}/approve`)).status).toBe(409);
    expect((await director.post(`/requests/${id}/approve`, { pupilId: id })).body.errors).toMatchObject([{ pointer: '/pupilId', code: 'input.unknown_field' }]);
    expect((await director.post(`/requests/${id}/endorse`)).body).toMatchObject({ status: 'in_review', answeredBy: 'region' });
    expect((await db.query('SELECT 1 FROM identity.v_role WHERE person_id = $1', [teacher.id])).rows).toEqual([]);

    expect((await elsewhere.post(`/requests/${id}/approve`)).status).toBe(404);
    const answers = await Promise.all([coordinator.post(`/requests/${id}/approve`), (await coordinatorOf('25')).post(`/requests/${id}/reject`, { reasonCode: 'not_staff' })]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
    if (answers[0]!.status !== 200) return expect((await db.query('SELECT 1 FROM identity.v_role WHERE person_id = $1', [teacher.id])).rows).toEqual([]);
    expect((await director.get(`/schools/${school.id}/staff?personId=${teacher.id}`)).body.items).toMatchObject([
      { id: answers[0]!.body.result.positionId, role: 'teacher', title: 'Учитель физики', orderNumber: '14-к', status: 'active', startsOn: '2026-11-05' },
    ]);
    await app.get(IdentityFacade).provisionTotp(teacher.id, newTotpSecret());
    const token = await signIn(app, { id: teacher.id, totpSecret: 'enrolled' });
    expect(pointers(await send(app.as(token), await bindingForm(token, school.id)))).toEqual(['/position enrollment.position_held']);
  });

  it('the approval gives what they teach and lead as far as nobody else has it; what is left is shown before and stands in the answer', async () => {
    const { school, director } = await office('25');
    const coordinator = await coordinatorOf('25');
    const [a, b, led] = [await makeClass(db, school, { gradeLevel: 8, letter: 'А' }), await makeClass(db, school, { gradeLevel: 8, letter: 'Б' }), await makeClass(db, school, { gradeLevel: 8, letter: 'В' })];
    const colleague = await makeStaff(app, 'teacher', { schoolId: school.id });
    const free = await makeTeachingGroup(db, school, { classes: [a], subject: 'Физика' });
    const taken = await makeTeachingGroup(db, school, { classes: [b], subject: 'Физика', teacherId: colleague.id });
    const teacher = await person();
    const wrong = await send(teacher.client, await bindingForm(teacher.token, school.id, { position: 'Учитель химии', homeroomClass: '11Я' }));
    expect(pointers(wrong)).toEqual(['/homeroomClass enrollment.class_unknown']);
    const sent = await send(teacher.client, await bindingForm(teacher.token, school.id, { subjects: ['физика', 'Астрология'], classes: ['8а', '8Б'], homeroomClass: '8В' }));
    const { id } = sent.body;
    expect((await teacher.client.get(`/requests/${id}`)).body.foreseen).toBeNull();
    await take(director, id);
    const foreseen = {
      done: ['физика, 8А', 'классное руководство, 8В'],
      left: ['Астрология: такого предмета в школе нет', 'физика, 8Б: уже ведёт другой учитель'],
    };
    expect((await director.get(`/requests/${id}`)).body.foreseen).toEqual(foreseen);
    await director.post(`/requests/${id}/endorse`);
    expect((await coordinator.get(`/requests/${id}`)).body.foreseen).toEqual(foreseen);
    const approved = await coordinator.post(`/requests/${id}/approve`);
    expect(approved.body).toMatchObject({
      status: 'approved', foreseen: null,
      decision: { message: 'Назначено: физика, 8А; классное руководство, 8В. Не назначено: Астрология: такого предмета в школе нет; физика, 8Б: уже ведёт другой учитель.' },
    });
    const { rows } = await db.query('SELECT group_id AS id, valid_from::text AS "from" FROM schools.v_assignment WHERE person_id = $1', [teacher.id]);
    expect(rows).toEqual([{ id: free.id, from: '2026-11-05' }]);
    expect((await db.query('SELECT homeroom_person_id AS id FROM schools.v_class WHERE id = $1', [led.id])).rows).toEqual([{ id: teacher.id }]);
    expect((await db.query('SELECT role FROM identity.v_role WHERE person_id = $1 ORDER BY role', [teacher.id])).rows).toEqual([{ role: 'homeroom_teacher' }, { role: 'teacher' }]);
    expect((await db.query('SELECT count(*)::int AS count FROM schools.v_assignment WHERE group_id = $1', [taken.id])).rows).toEqual([{ count: 1 }]);
  });

  it('a director is bound from above; without a coordinator in the region the operator confirms', async () => {
    const { school, director } = await office('79');
    const head = await person();
    const { id } = (await send(head.client, await bindingForm(head.token, school.id, { role: 'director', position: 'Директор' }))).body;
    expect((await director.post(`/requests/${id}/accept`)).status).toBe(409);
    await take(operator, id);
    expect((await operator.post(`/requests/${id}/approve`)).body.status).toBe('approved');
    expect((await db.query('SELECT role, school_id FROM identity.v_role WHERE person_id = $1', [head.id])).rows).toEqual([{ role: 'director', school_id: school.id }]);
  });
});
