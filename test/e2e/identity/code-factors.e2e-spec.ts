import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Db } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/shared/ids.js';
import { lastCode } from '../../factories/codes.js';
import { giveRole, GOOD_PASSWORD, type MadePerson, makePerson, makeStaff, signIn, totpCode } from '../../factories/identity.js';
import { ApiProcess, startTestApp, type Answer, type Client, type TestApp } from '../../support/index.js';

let app: TestApp;
let twin: ApiProcess;
beforeAll(async () => {
  app = await startTestApp();
  twin = await ApiProcess.beside(app);
});
afterEach(() => app.clock.moveTo(new Date()));
afterAll(async () => { await twin.stop(); await app.stop(); });

type Kind = 'sms' | 'email';
const later = (ms: number): void => app.clock.moveTo(new Date(app.clock.now().getTime() + ms));
const minutes = (n: number): number => n * 60_000;
const enter = (person: MadePerson, password = GOOD_PASSWORD) => app.anonymous.post('/auth/sign-in', { identifier: person.login, password });
const challenge = async (person: MadePerson) => (await enter(person)).body.challenge as { id: string; methods: string[] };
const send = (id: string, method: string): Promise<Answer> => app.anonymous.post(`/auth/challenges/${id}/send`, { method });
const verify = (id: string, method: string, code: string): Promise<Answer> => app.anonymous.post(`/auth/challenges/${id}/verify`, { method, code });
const recipient = (person: MadePerson, kind: Kind): string => (kind === 'sms' ? person.phone : person.email);

async function enrol(person: MadePerson, client: Client, kind: Kind): Promise<Client> {
  const { body } = await client.post(`/me/factors/${kind}`, {});
  const confirmed = await client.post(`/me/factors/${kind}/${body.id}/confirm`, { code: await lastCode(app, recipient(person, kind)) });
  expect(confirmed.status).toBe(200);
  return app.as(confirmed.body.accessToken);
}
const withFactor = async (kind: Kind): Promise<{ person: MadePerson; client: Client }> => {
  const person = await makePerson(app, { password: GOOD_PASSWORD });
  return { person, client: await enrol(person, app.as(await signIn(app, person)), kind) };
};

describe.each(['sms', 'email'] as const)('codes by %s (ID-5)', (kind) => {
  it('are asked for after the password, and work once', async () => {
    const { person, client } = await withFactor(kind);
    expect((await client.get('/me/factors')).body.items).toMatchObject([{ kind }]);
    const { id, methods } = await challenge(person);
    expect(methods).toEqual([kind]);
    const sent = await send(id, kind);
    expect(sent).toMatchObject({ status: 200, body: { method: kind } });
    expect(sent.body.to).toContain('•••');
    const code = await lastCode(app, recipient(person, kind));
    expect((await verify(id, kind, code)).status).toBe(200);
    expect((await verify(id, kind, code)).body.code).toBe('auth.challenge_over');
  });

  it('are void in another challenge, and let one of many parallel answers in over two processes', async () => {
    const { person } = await withFactor(kind);
    const [mine, other] = [await challenge(person), await challenge(person)];
    await send(mine.id, kind);
    const code = await lastCode(app, recipient(person, kind));
    await send(other.id, kind);
    expect((await verify(other.id, kind, code)).status).toBe(401);
    await twin.request('POST', '/auth/refresh', { refreshToken: 'unknown' });
    const answers = await Promise.all([app, twin, app].map((api) => api.request('POST', `/auth/challenges/${mine.id}/verify`, { method: kind, code })));
    expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
  });
});

describe('codes by SMS and e-mail', () => {
  it('go to the contact they were set up with, of its owner only', async () => {
    const { person } = await withFactor('sms');
    const { id } = await challenge(person);
    await app.get(Db).query(`UPDATE identity.contacts SET value = '+79990000001' WHERE person_id = $1 AND kind = 'phone'`, [person.id]);
    expect((await send(id, 'sms')).body.to.slice(-5)).toBe(`${person.phone.slice(-4, -2)}-${person.phone.slice(-2)}`);
    expect((await send(id, 'email')).body.code).toBe('auth.method_not_offered');
    expect(JSON.stringify(await app.get(Db).query('SELECT sealed, lookup FROM identity.factors WHERE person_id = $1', [person.id]))).not.toContain(person.phone);
  });

  it('by e-mail are for families only; a role given later does not weaken a sign-in', async () => {
    const teacher = await makeStaff(app, 'teacher', { schoolId: newId() }, { password: GOOD_PASSWORD });
    expect((await app.as(await signIn(app, teacher)).post('/me/factors/email', {})).body.code).toBe('identity.email_for_families');

    const { person, client } = await withFactor('email');
    await giveRole(app, person.id, 'secretary', { schoolId: newId() });
    const { id, methods } = await challenge(person);
    expect(methods).toEqual(['email']);
    await send(id, 'email');
    const signedIn = await verify(id, 'email', await lastCode(app, person.email));
    expect(signedIn.body.mustChange).toEqual(['factor']);
    expect((await app.as(signedIn.body.accessToken).patch('/me', { locale: 'en' }, { 'if-match': '"1"' })).body.code).toBe('auth.setup_required');
    await enrol(person, client, 'sms');
    expect((await challenge(person)).methods).toEqual(['sms']);
  });

  it('need a proved contact', async () => {
    const person = await makePerson(app, { contactsProved: false });
    const client = app.as(await signIn(app, person));
    for (const kind of ['sms', 'email']) expect((await client.post(`/me/factors/${kind}`, {})).body.code).toBe('identity.no_proved_contact');
  });

  it('are not sent without end', async () => {
    const { person } = await withFactor('sms');
    const { id } = await challenge(person);
    const codes = [];
    for (let i = 0; i < 4; i += 1) codes.push((await send(id, 'sms')).status);
    expect(codes).toEqual([200, 200, 200, 429]);
  });
});

describe('after a lock (ID-9)', () => {
  const lock = async (person: MadePerson): Promise<void> => {
    for (let i = 0; i < 5; i += 1) expect((await enter(person, 'wrong')).status).toBe(401);
    later(minutes(30) + 1000);
  };

  it('the right password asks for a code to the phone or e-mail, once', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    await lock(person);
    // A wrong password in between does not make it forgotten.
    expect((await enter(person, 'wrong')).status).toBe(401);
    const { id, methods } = await challenge(person);
    expect(methods).toEqual(['sms', 'email']);
    expect((await send(id, 'email')).body.to).toBe(`u•••@example.ru`);
    expect((await verify(id, 'email', await lastCode(app, person.email))).body.accessToken).toBeDefined();
    expect((await enter(person)).body.accessToken).toBeDefined();
  });

  it('the second factor is due after that proof, and is no proof itself', async () => {
    const person = await makeStaff(app, 'teacher', { schoolId: newId() }, { password: GOOD_PASSWORD });
    await lock(person);
    const proof = await challenge(person);
    expect(proof.methods).toEqual(['sms', 'email']);
    const code = totpCode(app, person.totpSecret!);
    expect((await verify(proof.id, 'totp', code)).body.code).toBe('auth.method_not_offered');
    await send(proof.id, 'sms');
    const { body } = await verify(proof.id, 'sms', await lastCode(app, person.phone));
    expect(body.challenge.methods).toEqual(['totp']);
    expect((await verify(body.challenge.id, 'totp', code)).body).toMatchObject({ mustChange: [], accessToken: expect.any(String) });
  });

  it('wrong codes lock again; somebody without a proved contact comes in as before', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    await lock(person);
    const { id } = await challenge(person);
    await send(id, 'sms');
    for (let i = 0; i < 5; i += 1) expect((await verify(id, 'sms', '000000')).status).toBe(401);
    expect((await verify(id, 'sms', await lastCode(app, person.phone))).status).toBe(429);

    const unreachable = await makePerson(app, { password: GOOD_PASSWORD, contactsProved: false });
    await lock(unreachable);
    expect((await enter(unreachable)).body.accessToken).toBeDefined();
  });

  it('a momentary run of right passwords is no lock', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    const answers = await Promise.all(Array.from({ length: 12 }, () => enter(person)));
    expect(answers.every((a) => a.body.accessToken !== undefined)).toBe(true);
  });
});
