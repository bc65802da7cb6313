import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ForgetService } from '../../../src/modules/identity/app/forget.service.js';
import { AccountLocked, AccountRecovered, TransitPasswordIssued } from '../../../src/modules/identity/identity.events.js';
import { Db } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/shared/ids.js';
import { codesTo, lastCode, messagesTo, newPhone } from '../../factories/codes.js';
import { GOOD_PASSWORD, giveRole, makePerson, makeStaff, type MadePerson, signIn } from '../../factories/identity.js';
import { solvedProof } from '../../factories/robots.js';
import { type Answer, ApiProcess, soon, startTestApp, type TestApp } from '../../support/index.js';

const BIRTH_DATE = '1985-03-04';
const NEW_PASSWORD = 'Zimniy5-veter';

let app: TestApp;
let twin: ApiProcess;
beforeAll(async () => {
  app = await startTestApp({ TRUST_PROXY: '127.0.0.1' });
  twin = await ApiProcess.beside(app);
});
afterEach(() => app.clock.moveTo(new Date()));
afterAll(async () => { await twin.stop(); await app.stop(); });

let lastIp = 0;
const newIp = (): string => `203.0.${100 + (++lastIp >> 8)}.${lastIp & 255}`;
const post = (path: string, body: unknown, ip = newIp(), on: Pick<TestApp, 'request'> = app): Promise<Answer> =>
  on.request('POST', `/auth/${path}`, body, { 'x-forwarded-for': ip });
const owner = (more: object = {}): Promise<MadePerson> => makePerson(app, { password: GOOD_PASSWORD, birthDate: BIRTH_DATE, ...more });
const begin = (contact: string, birthDate = BIRTH_DATE): Promise<Answer> => post('recovery', { contact, birthDate });
/** The id of a recovery and the code sent for it. */
const asked = async (person: MadePerson, contact = person.phone) => {
  const { body } = await begin(contact);
  return { recoveryId: body.recoveryId as string, code: await lastCode(app, contact) };
};
const ticketOf = async (person: MadePerson): Promise<string> => (await post('recovery/verify', await asked(person))).body.ticket;
const codesOf = (a: Answer): string[] => a.body.errors.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`);
const tryIn = async (identifier: string, password: string): Promise<number> => (await post('sign-in', { identifier, password })).status;
const events = (name: string, personId: string) => app.get(Db).query(`SELECT 1 FROM platform.outbox WHERE name = $1 AND payload->>'personId' = $2`, [name, personId]);

describe('recovery by a code (ID-10)', () => {
  it('sets a new password, ends all sessions on every process, and tells the owner', async () => {
    const person = await owner();
    const tokens = [await signIn(app, person), await signIn(app, person)];
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    for (const token of tokens) expect((await twin.request('GET', '/me', undefined, bearer(token))).status).toBe(200);
    const ticket = await ticketOf(person);
    expect(codesOf(await post('recovery/complete', { ticket, newPassword: 'weak' }))).toContain('/newPassword password.too_short');
    expect(codesOf(await post('recovery/complete', { ticket, newPassword: GOOD_PASSWORD }))).toEqual(['/newPassword password.used_before']);
    expect((await post('recovery/complete', { ticket, newPassword: NEW_PASSWORD })).status).toBe(204);
    expect(await post('recovery/complete', { ticket, newPassword: 'Letniy7-dozhd' })).toMatchObject({ status: 401, body: { code: 'recovery.ticket_over' } });

    for (const token of tokens) {
      expect((await app.as(token).get('/me')).status).toBe(401);
      expect(await soon(async () => (await twin.request('GET', '/me', undefined, bearer(token))).status, 401)).toBe(401);
    }
    expect([await tryIn(person.login, GOOD_PASSWORD), await tryIn(person.login, NEW_PASSWORD)]).toEqual([401, 200]);
    expect(await events(AccountRecovered.name, person.id)).toHaveLength(1);
    await app.drain();
    const { body: { items } } = await app.as(await signIn(app, person)).get('/notifications');
    expect(items.map((n: { title: string }) => n.title)).toContain('Доступ восстановлен, пароль новый');
  });

  it('opens an account its owner froze (ID-17)', async () => {
    const person = await owner();
    expect((await app.as(await signIn(app, person)).post('/me/freeze')).status).toBe(204);
    expect(await tryIn(person.login, GOOD_PASSWORD)).toBe(401);
    expect((await post('recovery/complete', { ticket: await ticketOf(person), newPassword: NEW_PASSWORD })).status).toBe(204);
    expect(await tryIn(person.login, NEW_PASSWORD)).toBe(200);
  });

  it('works by e-mail, and by nothing but a proved contact and the right birth date of an active account', async () => {
    const person = await owner();
    expect((await post('recovery/verify', await asked(person, person.email))).status).toBe(200);
    const silent = [
      await owner({ contactsProved: false }), await owner({ birthDate: '1985-03-05' }), await owner({ birthDate: null }), { ...await owner(), blocked: true },
    ];
    await app.get(Db).query(`UPDATE identity.accounts SET status = 'blocked' WHERE person_id = $1`, [silent[3]!.id]);
    for (const one of silent) {
      expect((await begin(one.phone)).status).toBe(202);
      expect(await codesTo(app, one.phone)).toEqual([]);
    }
  });

  it('answers known and unknown contacts with the same status, body, headers and limits', async () => {
    const person = await owner();
    const contacts = [person.phone, newPhone(), person.email, `${newId()}@example.ru`];
    const shape = ({ status, body, headers }: Answer) => ({ status, body: Object.keys(body).sort(), headers: Object.keys(headers).sort(), length: headers['content-length'] });
    const begun = await Promise.all(contacts.map((contact) => begin(contact)));
    for (const one of begun) expect(shape(one)).toEqual(shape(begun[0]!));

    const ip = contacts.map(() => newIp());
    for (let i = 0; i < 5; i++) {
      const wrong = await Promise.all(begun.map(({ body }, n) => post('recovery/verify', { recoveryId: body.recoveryId, code: 'x' }, ip[n])));
      // Two contacts of one account: five tries are five for the account, and the answers do not tell.
      for (const one of wrong) expect(one).toMatchObject({ status: 422, body: { errors: [{ pointer: '/code', code: 'codes.wrong' }] } });
    }
    const locked = await Promise.all(begun.map(({ body }, n) => post('recovery/verify', { recoveryId: body.recoveryId, code: 'x' }, ip[n])));
    expect(locked.map((a) => [a.status, a.body.code])).toEqual(contacts.map(() => [429, 'auth.too_many']));
    const again = await Promise.all(contacts.map((contact) => begin(contact)));
    expect(again.map((a) => [a.status, a.body.code])).toEqual(contacts.map(() => [428, 'robots.proof_needed']));
  });

  it('writes as many rows for an unknown contact as for a known one', async () => {
    const rows = async (): Promise<number[]> => {
      const counts = await app.get(Db).one<Record<string, string>>(`SELECT (SELECT count(*) FROM identity.recoveries) AS a, (SELECT count(*) FROM identity.codes) AS b,
        (SELECT count(*) FROM platform.delivery) AS c, (SELECT count(*) FROM identity.code_sends) AS d, (SELECT count(*) FROM identity.form_doubts) AS e`);
      return Object.values(counts!).map(Number);
    };
    const added = async (contact: string): Promise<number[]> => {
      await app.drain(); // what was told of earlier is no row of this
      const before = await rows();
      await begin(contact);
      return (await rows()).map((n, i) => n - before[i]!);
    };
    expect(await added(newPhone())).toEqual(await added((await owner()).phone));
  });

  it('takes a code once, in parallel over two processes, for its own recovery only, and for 10 minutes', async () => {
    const [person, other] = [await owner(), await owner()];
    const { recoveryId: foreign } = await asked(other);
    const mine = await asked(person);
    expect((await post('recovery/verify', { recoveryId: foreign, code: mine.code })).status).toBe(422);
    const tries = await Promise.all(Array.from({ length: 4 }, (_, i) => post('recovery/verify', mine, newIp(), i % 2 === 0 ? app : twin)));
    expect(tries.filter((t) => t.status === 200)).toHaveLength(1);

    const late = await asked(await owner());
    app.clock.moveTo(new Date(Date.now() + 10 * 60_000 + 1000));
    expect((await post('recovery/verify', late)).status).toBe(422);
    await app.get(ForgetService).run();
    expect(await app.get(Db).one('SELECT 1 FROM identity.recoveries WHERE id = $1', [late.recoveryId])).toBeNull();
  });

  it('sends three codes an hour to a contact, for proofs against robots', async () => {
    const person = await owner();
    const statuses = [(await begin(person.phone)).status];
    for (let i = 0; i < 3; i++) statuses.push((await post('recovery', { contact: person.phone, birthDate: BIRTH_DATE, proof: await solvedProof(app) })).status);
    expect(statuses).toEqual([202, 202, 202, 429]);
    expect(await codesTo(app, person.phone)).toHaveLength(3);
  });

  it('holds while the account is locked by wrong passwords under any alias: the right code is not right', async () => {
    const person = await owner();
    const held = await asked(person, person.email);
    for (const identifier of [person.login, person.phone, person.login, person.phone, person.login]) await tryIn(identifier, 'wrong');
    expect(await events(AccountLocked.name, person.id)).toHaveLength(1);
    expect(codesOf(await post('recovery/verify', held))).toEqual(['/code codes.wrong']);
    app.clock.moveTo(new Date(Date.now() + 31 * 60_000));
    expect((await post('recovery/verify', await asked(person))).status).toBe(200);
  });

  it('counts wrong codes with wrong passwords', async () => {
    const person = await owner();
    const { recoveryId } = await asked(person);
    for (let i = 0; i < 3; i++) await post('recovery/verify', { recoveryId, code: 'x' });
    for (let i = 0; i < 2; i++) await tryIn(person.login, 'wrong');
    expect(await events(AccountLocked.name, person.id)).toHaveLength(1);
    expect(await tryIn(person.email, GOOD_PASSWORD)).toBe(401);
  });

  it('sends a forgotten login name to the proved contact, and tells the asker nothing', async () => {
    const person = await owner();
    const remind = (contact: string): Promise<Answer> => post('recovery/login-name', { contact, birthDate: BIRTH_DATE });
    const answers = [await remind(person.email), await remind(`${newId()}@example.ru`)];
    expect(answers.map((a) => [a.status, a.body])).toEqual([[204, ''], [204, '']]);
    expect(await messagesTo(app, person.email)).toEqual([expect.stringContaining(person.login)]);
  });
});

describe('recovery by staff (ID-10)', () => {
  it('issues a transit password after a document was checked; sessions end, old contacts are told and proved anew', async () => {
    const schoolId = newId();
    const person = await owner();
    await giveRole(app, person.id, 'pupil', { schoolId });
    const token = await signIn(app, person);
    const admin = app.as(await signIn(app, await makeStaff(app, 'school_admin', { schoolId })));
    const { status, body } = await admin.post(`/people/${person.id}/transit-password`, { documentKind: 'passport', documentNumber: '4510 123456', reason: 'Потерян телефон' });
    expect(status).toBe(201);
    expect((await app.as(token).get('/me')).status).toBe(401);
    for (const contact of [person.phone, person.email]) expect(await messagesTo(app, contact)).toEqual([expect.stringContaining('временный пароль')]);
    expect(await events(TransitPasswordIssued.name, person.id)).toHaveLength(1);
    const issued = JSON.stringify(await app.get(Db).query('SELECT * FROM identity.issued_passwords WHERE person_id = $1', [person.id]));
    expect(issued).not.toContain('123456');

    const { body: signedIn } = await post('sign-in', { identifier: person.login, password: body.password });
    expect(signedIn.mustChange).toEqual(['password', 'email', 'phone']);
    expect((await app.as(signedIn.accessToken).put('/me/password', { currentPassword: body.password, newPassword: NEW_PASSWORD })).status).toBe(204);
    // The old contacts recover nothing any more.
    await begin(person.phone);
    expect(await codesTo(app, person.phone)).toEqual([]);
  });
});
