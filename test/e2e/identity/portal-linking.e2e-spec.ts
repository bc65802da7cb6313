import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ForgetService } from '../../../src/modules/identity/app/forget.service.js';
import { Db } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/shared/ids.js';
import { codesTo, lastCode, newPhone } from '../../factories/codes.js';
import { linkFamily } from '../../factories/family.js';
import { GOOD_PASSWORD, makePerson, makeStaff, type MadePerson, signIn } from '../../factories/identity.js';
import { makePupil, makeSchool } from '../../factories/schools.js';
import type { Told } from '../../support/portals/double.js';
import { OidcDouble } from '../../support/portals/oidc-double.js';
import { type Answer, startTestApp, type TestApp } from '../../support/index.js';

const BIRTH_DATE = '1985-03-04';

let app: TestApp;
let portal: OidcDouble;
beforeAll(async () => {
  portal = await new OidcDouble().start();
  app = await startTestApp({ PUBLIC_URL: 'http://cabinet.test', TRUST_PROXY: '127.0.0.1', IDENTITY_PROVIDERS: JSON.stringify([portal.settings('one')]) });
});
afterAll(async () => { await app.stop(); await portal.stop(); });
afterEach(() => app.clock.moveTo(new Date()));

let [subject, lastIp, serial] = [7000, 0, 2_000_000];
const newIp = (): string => `203.1.${++lastIp >> 8}.${lastIp & 255}`;
/** A SNILS with right check digits that nobody has. */
function newSnils(): string {
  const nine = String(++serial * 7).padStart(9, '0');
  const sum = [...nine].reduce((total, digit, i) => total + Number(digit) * (9 - i), 0);
  return nine + String(sum % 101 % 100).padStart(2, '0');
}
const told = (more: Partial<Told> = {}): Told => ({
  subject: String(subject++), family: 'Тестова', given: 'Анна', patronymic: 'Игоревна', birthDate: BIRTH_DATE, snils: '', phone: '', email: '', contactsProved: false, level: 'confirmed', amr: ['mfa'], ...more,
});
beforeEach(() => { Object.assign(portal, { wrong: {}, person: told() }); });

const send = (path: string, body: object, cookie: string, ip = newIp()): Promise<Answer> => app.request('POST', `/auth/providers/${path}`, body, { cookie, 'x-forwarded-for': ip });
const codesOf = (a: Answer): string[] => a.body.errors.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`);

/** From the button to the answer of the exchange. */
async function come(device?: object): Promise<{ cookie: string; status: number; body: any }> {
  const start = await app.request('GET', '/auth/providers/one/start?returnTo=/diary');
  const cookie = String(start.headers['set-cookie']).split(';')[0]!;
  const there = await fetch(String(start.headers['location']), { redirect: 'manual' });
  const landed = await app.request('GET', `/auth/providers/one/callback${new URL(there.headers.get('location')!).search}`, undefined, { cookie });
  const code = new URL(String(landed.headers['location']), 'http://cabinet.test').searchParams.get('portal')!;
  const { status, body } = await send('exchange', { code, ...(device === undefined ? {} : { device }) }, cookie);
  return { cookie, status, body };
}
/** As far as the ticket of somebody who is nobody here yet. */
async function ticketOf(person: Partial<Told>): Promise<{ cookie: string; ticket: string }> {
  portal.person = told(person);
  const { cookie, body } = await come();
  return { cookie, ticket: body.unlinked.ticket };
}
const owner = async (more: object = {}): Promise<MadePerson & { snils: string }> => {
  const snils = newSnils();
  return { ...await makePerson(app, { birthDate: BIRTH_DATE, snils, ...more }), snils };
};

describe('linking by a code of the local account (ID-7)', () => {
  it('ties the two and signs in; next time the portal is enough', async () => {
    const anna = await owner();
    const { cookie, ticket } = await ticketOf({ snils: anna.snils });
    expect(await send('link/code', { ticket, contact: anna.phone }, cookie)).toMatchObject({ status: 202, body: { expiresAt: expect.any(String), resendAt: expect.any(String) } });
    const code = await lastCode(app, anna.phone);
    const done = await send('link', { ticket, code }, cookie);
    expect(done).toMatchObject({ status: 200, body: { person: { id: anna.id } } });
    expect((await send('link', { ticket, code }, cookie)).body.code).toBe('auth.portal_over');
    expect((await come()).body.person.id).toBe(anna.id);
    await app.drain();
    const me = app.as(done.body.accessToken);
    expect((await me.get('/notifications')).body.items.map((n: { title: string }) => n.title)).toContain('Изменена связь с порталом');
    expect((await me.get('/me/acts')).body.items.map((act: { text?: string; title?: string }) => JSON.stringify(act)).join()).toContain('Привязана учётная запись портала');
  });

  it('still asks for the second factor of the account where the portal asked for none', async () => {
    const own = newSnils();
    const teacher = await makeStaff(app, 'teacher', { schoolId: newId() }, { birthDate: BIRTH_DATE, snils: own });
    const { cookie, ticket } = await ticketOf({ snils: own, amr: ['pwd'] });
    await send('link/code', { ticket, contact: teacher.email }, cookie);
    const done = await send('link', { ticket, code: await lastCode(app, teacher.email) }, cookie);
    expect(done.body.challenge.methods).toEqual(['totp']);
  });

  it('answers the same for a contact nobody has, sends nothing there, and tells nothing before the code', async () => {
    const anna = await owner();
    const shape = ({ status, body, headers }: Answer) => ({ status, body: Object.keys(body).sort(), headers: Object.keys(headers).sort(), length: headers['content-length'] });
    const nobody = newPhone();
    const blocked = await owner();
    await app.get(Db).query(`UPDATE identity.accounts SET status = 'blocked' WHERE person_id = $1`, [blocked.id]);
    const visits = [];
    for (const contact of [anna.phone, nobody, blocked.phone, (await owner({ contactsProved: false })).phone]) visits.push({ contact, ...await ticketOf({ snils: anna.snils }) });
    const begun = await Promise.all(visits.map(({ ticket, contact, cookie }) => send('link/code', { ticket, contact }, cookie)));
    for (const answer of begun) expect(shape(answer)).toEqual(shape(begun[0]!));
    expect(await Promise.all(visits.map(async ({ contact }) => (await codesTo(app, contact)).length))).toEqual([1, 0, 0, 0]);
    const wrong = await Promise.all(visits.map(({ ticket, cookie }) => send('link', { ticket, code: '000000x' }, cookie)));
    expect(wrong.map(codesOf)).toEqual(visits.map(() => ['/code codes.wrong']));
    for (const answer of wrong) expect(shape(answer)).toEqual(shape(wrong[0]!));
  });

  it('names what differs only after the code, and never how', async () => {
    const anna = await owner();
    const { cookie, ticket } = await ticketOf({ snils: newSnils(), given: 'Ольга' });
    expect((await send('link', { ticket, code: '123456' }, cookie)).status).toBe(422); // nothing was asked for yet
    expect((await send('link/code', { ticket, contact: anna.phone }, cookie)).status).toBe(202);
    const refused = await send('link', { ticket, code: await lastCode(app, anna.phone) }, cookie);
    expect(refused).toMatchObject({ status: 409, body: { code: 'identity.portal_mismatch', fields: ['given', 'snils'] } });
    expect(JSON.stringify(refused.body)).not.toMatch(/Анна|Ольга|\d{11}/);
  });

  it('is not enough without SNILS on both sides, nor for somebody the portal has not confirmed', async () => {
    const without = await makePerson(app, { birthDate: BIRTH_DATE });
    const { cookie, ticket } = await ticketOf({ snils: newSnils() });
    await send('link/code', { ticket, contact: without.phone }, cookie);
    expect((await send('link', { ticket, code: await lastCode(app, without.phone) }, cookie)).body.code).toBe('identity.portal_no_snils');
    for (const level of ['child', 'absent'] as const) {
      const visit = await ticketOf({ snils: newSnils(), level });
      expect((await send('link/code', { ticket: visit.ticket, contact: without.phone }, visit.cookie)).body.code).toBe('auth.portal_unconfirmed');
    }
  });

  it('takes a code once, only for the contact it went to, in the browser that came', async () => {
    const [mine, victim] = [await owner(), await owner()];
    const { cookie, ticket } = await ticketOf({ snils: victim.snils });
    await send('link/code', { ticket, contact: mine.phone }, cookie);
    const code = await lastCode(app, mine.phone);
    await send('link/code', { ticket, contact: victim.phone }, cookie);
    expect(codesOf(await send('link', { ticket, code }, cookie))).toEqual(['/code codes.wrong']);
    expect((await send('link', { ticket, code: await lastCode(app, victim.phone) }, 'portal_browser=x')).body.code).toBe('auth.portal_over');
    const tries = await Promise.all(Array.from({ length: 4 }, async () => send('link', { ticket, code: await lastCode(app, victim.phone) }, cookie)));
    expect(tries.filter((t) => t.status === 200)).toHaveLength(1);
  });

  it('holds while the account is locked: the right code is not right', async () => {
    const anna = await owner({ password: GOOD_PASSWORD });
    const { cookie, ticket } = await ticketOf({ snils: anna.snils });
    await send('link/code', { ticket, contact: anna.email }, cookie);
    for (const identifier of [anna.login, anna.phone, anna.login, anna.phone, anna.login]) await app.request('POST', '/auth/sign-in', { identifier, password: 'wrong' }, { 'x-forwarded-for': newIp() });
    expect(codesOf(await send('link', { ticket, code: await lastCode(app, anna.email) }, cookie))).toEqual(['/code codes.wrong']);
  });

  it('asks for a proof against robots when it is asked again about a contact', async () => {
    const phone = newPhone();
    const statuses: number[] = [];
    for (let i = 0; i < 2; i++) {
      const { cookie, ticket } = await ticketOf({ snils: newSnils() });
      statuses.push((await send('link/code', { ticket, contact: phone }, cookie)).status);
    }
    expect(statuses).toEqual([202, 428]);
  });
});

describe('linking by the school (ID-7)', () => {
  const body = (number: string) => ({ number, documentKind: 'passport', documentNumber: '4510 123456', reason: 'Обратилась лично' });
  const schoolId = newId();
  let director: string;
  beforeAll(async () => { director = await signIn(app, await makeStaff(app, 'director', { schoolId })); });
  const confirm = (token: string, personId: string, number: string) => app.as(token).post(`/people/${personId}/portal-links`, body(number));
  const wait = async (person: Partial<Told>) => {
    const { cookie, ticket } = await ticketOf(person);
    const answer = await send('link/wait', { ticket }, cookie);
    expect((await send('link/wait', { ticket }, cookie)).body.code).toBe('auth.portal_over');
    return answer;
  };

  it('proposes an exact match to those in scope, and ties it by the number its owner shows', async () => {
    const snils = newSnils();
    const teacher = await makeStaff(app, 'teacher', { schoolId }, { birthDate: BIRTH_DATE, snils });
    const waiting = await wait({ snils });
    expect(waiting).toMatchObject({ status: 200, body: { number: expect.stringMatching(/^\d{3}-\d{3}-\d{4}$/), expiresAt: expect.any(String) } });
    const at = `/people/${teacher.id}/portal-links`;
    expect((await app.as(director).get(at)).body).toMatchObject({ linked: [], waiting: [{ provider: 'one', title: 'Портал' }] });
    const foreign = await signIn(app, await makeStaff(app, 'director', { schoolId: newId() }));
    expect([(await app.as(foreign).get(at)).status, (await confirm(foreign, teacher.id, waiting.body.number)).status]).toEqual([404, 404]);

    expect((await confirm(director, teacher.id, waiting.body.number)).status).toBe(204);
    expect(codesOf(await confirm(director, teacher.id, waiting.body.number))).toEqual(['/number identity.portal_number']);
    expect((await app.as(director).get(at)).body).toMatchObject({ linked: [{ provider: 'one' }], waiting: [] });
    expect((await come()).body.person.id).toBe(teacher.id);
    const [check] = await app.get(Db).query<{ document_sealed: string }>(`SELECT act, reason, document_sealed FROM identity.staff_checks WHERE person_id = $1`, [teacher.id]);
    expect(check).toMatchObject({ act: 'link_portal', reason: 'Обратилась лично' });
    expect(check!.document_sealed).not.toContain('123456');
    await app.drain();
    expect((await app.as(await signIn(app, teacher)).get('/notifications')).body.items.map((n: { title: string }) => n.title)).toContain('Изменена связь с порталом');
  });

  it('works for a parent of the school who has no SNILS on file, and for nobody else\'s parent', async () => {
    const db = app.get(Db);
    const [school, another] = [await makeSchool(db), await makeSchool(db)];
    const chief = await signIn(app, await makeStaff(app, 'director', { schoolId: school.id }));
    const parent = await makePerson(app, { birthDate: BIRTH_DATE });
    const { body: { number } } = await wait({ snils: newSnils() });
    expect((await confirm(chief, parent.id, number)).status).toBe(404);
    await linkFamily(app, parent.id, await makePupil(db, school));
    expect((await confirm(chief, parent.id, number)).status).toBe(204);
    expect((await come()).body.person.id).toBe(parent.id);
    // With a child elsewhere too, they are the operator's.
    await linkFamily(app, parent.id, await makePupil(db, another));
    expect((await app.as(chief).get(`/people/${parent.id}/portal-links`)).status).toBe(404);
  });

  it('names the fields that differ, and ties nothing where there is too little to compare', async () => {
    const teacher = await makeStaff(app, 'teacher', { schoolId }, { birthDate: BIRTH_DATE, snils: newSnils() });
    const { body: { number } } = await wait({ snils: newSnils(), family: 'Другая' });
    const refused = await confirm(director, teacher.id, number);
    expect(refused).toMatchObject({ status: 409, body: { code: 'identity.portal_mismatch', fields: ['family', 'snils'] } });
    expect(JSON.stringify(refused.body)).not.toMatch(/Другая|Тестова|\d{11}/);
    const bare = await makeStaff(app, 'teacher', { schoolId });
    const { body: { number: second } } = await wait({});
    expect((await confirm(director, bare.id, second)).body.code).toBe('identity.portal_too_little');
    expect((await app.as(director).get(`/people/${bare.id}/portal-links`)).body.linked).toEqual([]);
  });

  it('cannot be guessed, is not for one\'s own account, and lapses after 14 days', async () => {
    const chief = await makeStaff(app, 'director', { schoolId }, { birthDate: BIRTH_DATE });
    const token = await signIn(app, chief);
    const teacher = await makeStaff(app, 'teacher', { schoolId }, { birthDate: BIRTH_DATE });
    const { body: { number } } = await wait({});
    expect((await confirm(token, chief.id, number)).body.code).toBe('identity.own_account');
    const statuses: number[] = [];
    for (let i = 0; i < 11; i++) statuses.push((await confirm(token, teacher.id, `000-000-00${String(i).padStart(2, '0')}`)).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 422), 429]);
    app.clock.moveTo(new Date(Date.now() + 14 * 86_400_000 + 1000));
    const later = await signIn(app, await makeStaff(app, 'director', { schoolId }));
    expect(codesOf(await confirm(later, teacher.id, number))).toEqual(['/number identity.portal_number']);
    await app.get(ForgetService).run();
    expect(await app.get(Db).query('SELECT 1 FROM identity.portal_waits')).toEqual([]);
    expect(await app.get(Db).query('SELECT 1 FROM identity.portal_attempts WHERE expires_at < $1', [app.clock.now()])).toEqual([]);
  });
});

describe('a device trusted through a portal (ID-11)', () => {
  it('is known from then on, and comes in while others have locked the account', async () => {
    const anna = await owner({ password: GOOD_PASSWORD });
    const { cookie, ticket } = await ticketOf({ snils: anna.snils });
    await send('link/code', { ticket, contact: anna.phone }, cookie);
    expect((await send('link', { ticket, code: await lastCode(app, anna.phone) }, cookie)).status).toBe(200);
    const { body } = await come({ name: 'Домашний компьютер', trusted: true });
    expect(body).toMatchObject({ deviceToken: expect.any(String), refreshExpiresIn: 30 * 86_400 });
    expect((await app.as(body.accessToken).get('/me/devices')).body.items).toMatchObject([{ name: 'Домашний компьютер' }]);
    const tryIn = (password: string, device?: object) => app.request('POST', '/auth/sign-in', { identifier: anna.login, password, device }, { 'x-forwarded-for': newIp() });
    for (let i = 0; i < 5; i++) await tryIn('wrong');
    expect((await tryIn(GOOD_PASSWORD)).status).not.toBe(200);
    expect((await tryIn(GOOD_PASSWORD, { token: body.deviceToken })).status).toBe(200);
  });
});
