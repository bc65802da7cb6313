import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { MakeSlips } from '../../../src/modules/family/app/slips/make-slips.service.js';
import { lastCode, newPhone } from '../../factories/codes.js';
import { makePartitions } from '../../factories/enrollment.js';
import { linkFamily } from '../../factories/family.js';
import { giveRole, GOOD_PASSWORD, makePerson, makeStaff, type MadePerson, signIn } from '../../factories/identity.js';
import { makeClass, makePupil, makePupils, makeSchool } from '../../factories/schools.js';
import { type Answer, type Client, startTestApp, testDatabase, type TestApp } from '../../support/index.js';
import { readPdf } from '../../support/pdf-text.js';

let app: TestApp;
let db: Pool;
const START = new Date('2026-11-05T09:00:00+03:00');
const afterHours = (hours: number): void => app.clock.moveTo(new Date(START.getTime() + hours * 3600 * 1000));
beforeAll(async () => {
  app = await startTestApp();
  db = new Pool({ connectionString: (await testDatabase()).ownerUrl, max: 2 });
  await makePartitions(db, '2026-11-05');
});
beforeEach(() => app.clock.moveTo(START));
afterAll(async () => {
  await app.stop();
  await db.end();
});

const as = async (person: MadePerson): Promise<Client> => app.as(await signIn(app, person));
const CODE = /[2-9A-HJKMNP-Z]{4}(?:-[2-9A-HJKMNP-Z]{4}){2}/g;
const LOGIN = /Логин ученика: (\S+), временный пароль: (\S+)/;

async function makeOffice() {
  const school = await makeSchool(db, { schoolYear: 2026 });
  const leader = await makeStaff(app, 'teacher', { schoolId: school.id });
  const schoolClass = await makeClass(db, school, { gradeLevel: 8, homeroomPersonId: leader.id });
  const secretary = await makeStaff(app, 'secretary', { schoolId: school.id });
  return { school, leader, schoolClass, secretary, office: await as(secretary) };
}
/** Ordered and made; the id of the batch. */
async function ordered(client: Client, body: object): Promise<string> {
  const answer = await client.post('/linking-codes/slips', body);
  if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
  await app.drain();
  return answer.body.id as string;
}
const take = (client: Client, id: string): Promise<Answer> => client.post(`/linking-codes/slips/${id}/take`);
const made = async (client: Client, body: object): Promise<Awaited<ReturnType<typeof readPdf>>> => readPdf((await take(client, await ordered(client, body))).raw!);

// First: from the first drain on, the worker runs beside the tests.
describe('slips while no worker runs', () => {
  it('are made once by two workers at once; one that fails at the end leaves nothing that works', async () => {
    const { school, schoolClass, office } = await makeOffice();
    const pupil = await makePupil(db, school, { schoolClass, birthDate: '2011-01-01' });
    const order = await office.post('/linking-codes/slips', { classId: schoolClass.id, logins: true });
    expect((await take(office, order.body.id)).body.code).toBe('family.slips_not_ready');
    expect((await office.post('/linking-codes/slips', { wholeSchool: true })).body.code).toBe('family.slips_under_way');
    const make = () => app.get(MakeSlips).run(school.id, order.body.id);
    await db.query(`UPDATE platform.jobs SET state = 'failed', problem = 'jobs.interrupted', finished_at = $2 WHERE id = $1`, [order.body.id, START]);
    await expect(make()).rejects.toThrow('given up');
    const kept = async () => (await db.query(
      `SELECT (SELECT count(*)::int FROM family.linking_codes WHERE school_id = $1) AS codes, (SELECT person_id FROM schools.pupils WHERE id = $2) AS account`, [school.id, pupil.id])).rows[0];
    expect(await kept()).toEqual({ codes: 0, account: null });
    await db.query(`UPDATE platform.jobs SET state = 'queued', problem = NULL, finished_at = NULL WHERE id = $1`, [order.body.id]);
    await Promise.all([make(), make()]);
    expect(await kept()).toEqual({ codes: 1, account: expect.any(String) });
    expect((await take(office, order.body.id)).status).toBe(200);
  });

  it('whose work is lost are given up within the hour, in words', async () => {
    const { schoolClass, secretary, office } = await makeOffice();
    await makePupils(db, schoolClass, 1);
    const { body: { id } } = await office.post('/linking-codes/slips', { classId: schoolClass.id });
    await db.query(`UPDATE platform.outbox SET published_at = now() WHERE name = 'family.slips_ordered' AND payload->>'batchId' = $1`, [id]);
    afterHours(2);
    await app.drain();
    const later = await as(secretary);
    expect((await later.get(`/jobs/${id}`)).body).toMatchObject({ state: 'failed', problem: { code: 'jobs.interrupted' } });
    expect((await take(later, id)).body.code).toBe('family.slips_gone');
  });
});

describe('slips for families (SC-10)', () => {
  it('are made by the worker: a slip a family, with codes that link and logins that sign in, given out once', async () => {
    const { school, schoolClass, office } = await makeOffice();
    const parent = await makePerson(app, { birthDate: '1980-01-01' });
    const [older, younger] = [
      await makePupil(db, school, { schoolClass, family: 'Братова', given: 'Анна', birthDate: '2012-03-01' }),
      await makePupil(db, school, { schoolClass: await makeClass(db, school, { gradeLevel: 2 }), family: 'Братов', given: 'Олег', birthDate: '2018-05-01' }),
    ];
    await makePupil(db, school, { schoolClass, family: 'Единова', given: 'Ева', birthDate: '2013-05-01' });
    for (const pupil of [older, younger]) await linkFamily(app, parent.id, pupil);

    const answer = await office.post('/linking-codes/slips', { wholeSchool: true, codesPerPupil: 2, logins: true });
    const { id } = answer.body;
    expect(answer).toMatchObject({ status: 202, body: { kind: 'family.slips', state: 'queued', progress: 0, result: null, problem: null } });
    expect(answer.headers['location']).toBe(`/api/v1/jobs/${id}`);
    await app.drain();
    const job = (await office.get(`/jobs/${id}`)).body;
    expect(job).toMatchObject({ state: 'done', progress: 100, result: { href: `/api/v1/linking-codes/slips/${id}/take` } });

    const sealed = await db.query('SELECT pdf_sealed FROM family.slip_batches WHERE id = $1', [id]);
    expect(sealed.rows[0].pdf_sealed).toMatch(/^v1\./);
    const taken = await take(office, id);
    expect(taken).toMatchObject({ status: 200, headers: { 'content-type': 'application/pdf', 'cache-control': 'no-store' } });
    const { text, pages, title } = await readPdf(taken.raw!);
    expect([pages, title]).toEqual([1, `Листки для семей. ${school.name}`]);
    expect(text.indexOf('Братов Олег')).toBeLessThan(text.indexOf('Братова Анна'));
    expect(text.indexOf('Братова Анна')).toBeLessThan(text.indexOf('Единова Ева'));
    expect(text.split(school.name).length - 1).toBe(2);
    const codes = text.match(CODE)!;
    expect(codes).toHaveLength(6);

    const father = await makePerson(app, { birthDate: '1981-01-01' });
    const linked = await (await as(father)).post('/family-links/redeem', { code: codes[0], relationship: 'father' });
    expect(linked.body.pupil.id).toBe(younger.id);
    const [, login, password] = LOGIN.exec(text)!;
    expect(text.match(new RegExp(LOGIN, 'g'))).toHaveLength(1);
    const entered = await app.anonymous.post('/auth/sign-in', { identifier: login, password });
    expect(entered.body).toMatchObject({ person: { name: { family: 'Братова' } }, roles: [{ role: 'pupil', schoolId: school.id }] });
    expect(entered.body.mustChange).toEqual(expect.arrayContaining(['password', 'email', 'phone']));

    expect((await take(office, id)).body.code).toBe('family.slips_gone');
    const { rows } = await db.query(`SELECT to_jsonb(b)::text AS row FROM family.slip_batches b WHERE id = $1 UNION ALL SELECT to_jsonb(k)::text FROM family.linking_codes k WHERE batch_id = $1
      UNION ALL SELECT to_jsonb(e)::text FROM audit.events e WHERE school_id = $2 UNION ALL SELECT to_jsonb(o)::text FROM platform.outbox o WHERE school_id = $2`, [id, school.id]);
    expect(rows.length).toBeGreaterThan(8);
    for (const secret of [...codes, ...codes.map((code) => code.replaceAll('-', '')), password!]) for (const { row } of rows) expect(row).not.toContain(secret);
    expect(rows.find(({ row }) => row.includes('pdf_sealed')).row).toContain('"pdf_sealed": null');
  });

  it('are another person\'s matter to nobody, and of two who take them at once one gets them', async () => {
    const { school, schoolClass, office } = await makeOffice();
    await makePupils(db, schoolClass, 2);
    const colleague = await as(await makeStaff(app, 'director', { schoolId: school.id }));
    const id = await ordered(office, { classId: schoolClass.id });
    expect([(await colleague.get(`/jobs/${id}`)).status, (await take(colleague, id)).status]).toEqual([404, 404]);
    const answers = await Promise.all([take(office, id), take(office, id)]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
  });

  it('a homeroom teacher prints codes for the own class, and no logins', async () => {
    const { school, leader, schoolClass } = await makeOffice();
    await makePupils(db, schoolClass, 2);
    const other = await makeClass(db, school, { letter: 'Б' });
    const teacher = app.as(await signIn(app, leader, await giveRole(app, leader.id, 'homeroom_teacher', { schoolId: school.id, classId: schoolClass.id })));
    expect((await teacher.post('/linking-codes/slips', { classId: other.id })).status).toBe(404);
    expect((await teacher.post('/linking-codes/slips', { classId: schoolClass.id, logins: true })).body.code).toBe('family.logins_by_office');
    expect((await made(teacher, { classId: schoolClass.id })).text.match(CODE)).toHaveLength(2);
  });

  it('name what is wrong with an order, and a refusal found while they are made is told by the job', async () => {
    const { school, schoolClass, office } = await makeOffice();
    const wrong = await office.post('/linking-codes/slips', { codesPerPupil: 0 });
    expect(wrong.body.errors).toMatchObject([{ pointer: '/codesPerPupil', code: 'family.slips_of_nothing' }]);
    expect((await office.post('/linking-codes/slips', { classId: schoolClass.id })).body.code).toBe('family.nobody_for_slips');
    const young = await makePupil(db, school, { schoolClass, birthDate: '2016-01-01' });
    const none = await ordered(office, { classId: schoolClass.id, codesPerPupil: 0, logins: true });
    const failed = (await office.get(`/jobs/${none}`, { 'accept-language': 'en' })).body;
    expect(failed).toMatchObject({ state: 'failed', result: null, problem: { code: 'family.nobody_for_slips', detail: expect.stringContaining('nobody to print for') } });
    expect((await take(office, none)).body.code).toBe('family.slips_gone');
    for (let i = 0; i < 3; i += 1) await office.post('/linking-codes', { pupilId: young.id, perPupil: 3 });
    const full = await ordered(office, { pupilId: young.id, codesPerPupil: 4 });
    expect((await office.get(`/jobs/${full}`)).body.problem.code).toBe('family.too_many_codes');
    expect((await made(office, { pupilId: young.id, codesPerPupil: 4, revokeEarlier: true })).text.match(CODE)).toHaveLength(4);
  });

  it('nobody takes in a day are destroyed with their codes; logins never used are printed anew', async () => {
    const { school, schoolClass, office, secretary } = await makeOffice();
    const pupil = await makePupil(db, school, { schoolClass, birthDate: '2011-01-01' });
    const id = await ordered(office, { classId: schoolClass.id, logins: true });
    afterHours(25);
    await app.drain();
    const later = await as(secretary);
    expect((await take(later, id)).body.code).toBe('family.slips_gone');
    expect((await later.get(`/linking-codes?pupil=${pupil.id}`)).body.items).toMatchObject([{ state: 'revoked' }]);
    const [, login, password] = LOGIN.exec((await made(later, { classId: schoolClass.id, codesPerPupil: 0, logins: true })).text)!;
    expect((await app.anonymous.post('/auth/sign-in', { identifier: login, password })).status).toBe(200);
    // The account is one: whoever has proved a contact keeps the way in.
    const { rows } = await db.query('SELECT person_id AS id FROM schools.pupils WHERE id = $1', [pupil.id]);
    await db.query(`INSERT INTO identity.contacts (person_id, kind, value, proved_at) VALUES ($1, 'email', 'ilya@example.ru', $2)`, [rows[0].id, START]);
    const none = await ordered(later, { classId: schoolClass.id, codesPerPupil: 0, logins: true });
    expect((await later.get(`/jobs/${none}`)).body.problem.code).toBe('family.nobody_for_slips');
  });
});

describe('logins for parents on file (SC-10)', () => {
  const GUARDIAN = /Родитель: (.+?) Логин родителя: (\S+), временный пароль: (\S+)/g;
  const guardians = (text: string) => [...text.matchAll(GUARDIAN)].map(([, name, login, password]) => ({ name: name!, login: login!, password: password! }));
  const signInAs = ({ login, password }: { login: string; password: string }) => app.anonymous.post('/auth/sign-in', { identifier: login, password });
  const onFile = (office: Client, pupilId: string, ...items: { name: object; phone: string; relationship?: string }[]) =>
    office.put(`/pupils/${pupilId}/contacts-on-file`, { items: items.map((item) => ({ relationship: 'mother', ...item })) });
  const MARIA = { family: 'Соловьёва', given: 'Мария', patronymic: 'Петровна' };

  it('are one a parent on the slip of their family, open nothing until the code links, and are set up at the first sign-in', async () => {
    const { school, schoolClass, office } = await makeOffice();
    const [one, two, other] = [
      await makePupil(db, school, { schoolClass, family: 'Соловьёва', given: 'Анна', birthDate: '2015-03-01' }),
      await makePupil(db, school, { schoolClass: await makeClass(db, school, { gradeLevel: 2 }), family: 'Яблоков', given: 'Олег', birthDate: '2018-05-01' }),
      await makePupil(db, school, { schoolClass, family: 'Единова', given: 'Ева', birthDate: '2013-05-01' }),
    ];
    const phone = newPhone();
    for (const pupil of [one, two]) expect((await onFile(office, pupil.id, { name: MARIA, phone })).status).toBe(200);
    // a phone mistyped, or shared; and somebody with a phone of their own
    await onFile(office, other.id, { name: { family: 'Единов', given: 'Пётр' }, phone, relationship: 'father' }, { name: { family: 'Единова', given: 'Нина' }, phone: newPhone() });
    const { text } = await made(office, { wholeSchool: true, logins: true });
    // Brother and sister of other family names are on one slip, with one login of their mother.
    expect(text.split(school.name).length - 1).toBe(2);
    const printed = guardians(text);
    expect(printed.map(({ name }) => name).sort()).toEqual(['Единов Пётр', 'Единова Нина', 'Соловьёва Мария Петровна']);
    const mother = printed.find(({ name }) => name.startsWith('Соловьёва'))!;
    const entered = await signInAs(mother);
    expect(entered.body).toMatchObject({ person: { name: { family: 'Соловьёва' } }, roles: [{ role: 'guardian', schoolId: null }], mustChange: ['password', 'email', 'phone'] });
    const client = app.as(entered.body.accessToken);
    expect((await client.get(`/pupils/${one.id}/diary?from=2026-11-02&to=2026-11-08`)).body.code).toBe('auth.setup_required');

    await client.put('/me/password', { currentPassword: mother.password, newPassword: GOOD_PASSWORD });
    for (const [kind, value] of [['phone', phone], ['email', `${mother.login}@example.ru`]] as const) {
      const { body: { id } } = await client.post('/me/contacts', { kind, value });
      expect((await client.post(`/me/contacts/changes/${id}/confirm`, { code: await lastCode(app, value) })).status).toBe(200);
    }
    expect((await client.get('/children')).body.items).toEqual([]);
    expect((await client.get(`/pupils/${one.id}/marks`)).status).toBe(403); // the account is not confirmed: nothing is told of any pupil
    const own = text.slice(text.indexOf('Соловьёва Анна')).match(CODE)![0];
    expect((await client.post('/family-links/redeem', { code: own, relationship: 'mother' })).body).toMatchObject({ status: 'linked', pupil: { id: one.id } });

    // Whoever has a way in gets no second one, nor does anybody by a phone that is proved; the third login is printed again with another password.
    const again = guardians((await made(office, { wholeSchool: true, logins: true, revokeEarlier: true })).text);
    expect(again.map(({ name }) => name)).toEqual(['Единова Нина']);
    const third = printed.find(({ name }) => name === 'Единова Нина')!;
    expect([again[0]!.login, again[0]!.password === third.password]).toEqual([third.login, false]);
    expect([(await signInAs(third)).status, (await signInAs(again[0]!)).status]).toEqual([401, 200]);
  });

  it('are made for nobody whose phone is proved or who is linked under that name; the slip reads as that of a family not on file', async () => {
    const { school, schoolClass, office } = await makeOffice();
    const [known, linkedOne, none] = await makePupils(db, schoolClass, 3);
    const parent = await makePerson(app, { name: MARIA });
    await onFile(office, known!.id, { name: { family: 'Другая', given: 'Вера' }, phone: parent.phone });
    await onFile(office, linkedOne!.id, { name: MARIA, phone: newPhone() });
    await linkFamily(app, parent.id, linkedOne!);
    const { text } = await made(office, { classId: schoolClass.id, logins: true });
    expect(guardians(text)).toEqual([]);
    expect(text.match(CODE)).toHaveLength(3);
    const slipOf = (name: string) => text.slice(text.indexOf(name)).split(school.name)[0]!.replace(name, '').replace(CODE, '').replace(/\s+/g, ' ').trim();
    expect(slipOf(known!.name.family)).toBe(slipOf(none!.name.family));
  });

  it('are made once by two who order at the same time', async () => {
    const { school, schoolClass, office } = await makeOffice();
    const pupil = await makePupil(db, school, { schoolClass, birthDate: '2016-01-01' });
    await onFile(office, pupil.id, { name: MARIA, phone: newPhone() });
    const director = await as(await makeStaff(app, 'director', { schoolId: school.id }));
    const orders = await Promise.all([office, director].map((client) => client.post('/linking-codes/slips', { pupilId: pupil.id, logins: true })));
    await app.drain();
    const texts = await Promise.all([office, director].map(async (client, i) => (await readPdf((await take(client, orders[i]!.body.id)).raw!)).text));
    const logins = texts.flatMap(guardians).map(({ login }) => login);
    expect([logins.length, new Set(logins).size]).toEqual([2, 1]);
    const { rows } = await db.query('SELECT count(*)::int AS n FROM family.slip_guardians WHERE school_id = $1', [school.id]);
    expect(rows[0].n).toBe(1);
  });
});
