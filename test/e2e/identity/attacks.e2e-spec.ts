import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountLocked, RefreshReused } from '../../../src/modules/identity/identity.events.js';
import { Db } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/shared/ids.js';
import { lastCode } from '../../factories/codes.js';
import { GOOD_PASSWORD, makePerson, makeStaff, signIn, totpCode } from '../../factories/identity.js';
import { ApiProcess, soon, startTestApp, type Answer, type TestApp } from '../../support/index.js';

const PROXY = '127.0.0.1';
type Api = Pick<TestApp, 'request'>;

let app: TestApp;
/** A second process of the API. */
let twin: ApiProcess;
beforeAll(async () => {
  app = await startTestApp({ TRUST_PROXY: PROXY });
  twin = await ApiProcess.beside(app);
});
// The other process has the machine's clock.
afterEach(() => app.clock.moveTo(new Date()));
afterAll(async () => { await twin.stop(); await app.stop(); });

let lastIp = 0;
/** An address of its own for each test: they must not use up one another's tries. */
const newIp = (): string => `198.51.${++lastIp >> 8}.${lastIp & 255}`;
const tryIn = (identifier: string, password: string, ip: string, on: Api = app): Promise<Answer> =>
  on.request('POST', '/auth/sign-in', { identifier, password }, { 'x-forwarded-for': ip });
const minutes = (n: number): number => n * 60_000;
const later = (ms: number): void => app.clock.moveTo(new Date(app.clock.now().getTime() + ms));
const events = (name: string, personId: string) => app.get(Db).query<{ payload: Record<string, string> }>(
  `SELECT payload FROM platform.outbox WHERE name = $1 AND payload->>'personId' = $2`, [name, personId]);
const history = async (person: { id: string }) => app.get(Db).query<{ reason: string | null }>(
  'SELECT reason FROM identity.sign_ins WHERE person_id = $1 ORDER BY created_at, id', [person.id]);

describe('guessing a password (ID-9)', () => {
  it('evaluates five of a hundred parallel tries, over two processes; the right one among the rest does not come in', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    const ip = newIp();
    const wrong = await Promise.all(Array.from({ length: 100 }, (_, i) => tryIn(person.login, `wrong ${i}`, ip, i % 2 === 0 ? app : twin)));
    expect(wrong.filter((a) => a.body.code === 'auth.invalid_credentials')).toHaveLength(5);
    expect(wrong.filter((a) => a.body.code === 'auth.too_many')).toHaveLength(95);
    expect((await history(person)).map((h) => h.reason)).toEqual(Array.from({ length: 5 }, () => 'wrong_password'));

    const right = await tryIn(person.login, GOOD_PASSWORD, ip, twin);
    expect(right).toMatchObject({ status: 429, body: { code: 'auth.too_many' } });
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(1700);
    expect(Number(right.headers['retry-after'])).toBeLessThanOrEqual(1800);
    expect(await events(AccountLocked.name, person.id)).toHaveLength(1);
    // The owner is told at once: time, address, device.
    await app.drain();
    const owner = app.as(await signIn(app, person));
    const { body: { items } } = await owner.get('/notifications');
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ category: 'security' });
    expect(items[0].body).toContain(ip);

    later(minutes(30) + 1000);
    expect((await tryIn(person.login, GOOD_PASSWORD, ip)).status).toBe(200);
  });

  it('lets its owner in from many places at once', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    const answers = await Promise.all(Array.from({ length: 20 }, () => tryIn(person.login, GOOD_PASSWORD, newIp())));
    expect(answers.map((a) => a.status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(await events(AccountLocked.name, person.id)).toEqual([]);
  });

  it('counts an unknown identifier like a known one', async () => {
    const [ip, nobody] = [newIp(), `nobody_${newId().slice(-12)}`];
    const codes: string[] = [];
    for (let i = 0; i < 7; i += 1) codes.push((await tryIn(nobody, 'wrong', ip)).body.code);
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'auth.invalid_credentials'), 'auth.too_many', 'auth.too_many']);
  });

  it('counts over all aliases of an account, and answers a locked one like a wrong password', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    const ip = newIp();
    for (const alias of [person.login, person.email, person.phone, person.login, person.email]) await tryIn(alias, 'wrong', ip);
    expect(await tryIn(person.phone, GOOD_PASSWORD, newIp())).toMatchObject({ status: 401, body: { code: 'auth.invalid_credentials' } });
    expect((await history(person)).at(-1)).toEqual({ reason: 'locked' });
    later(minutes(31));
    expect((await tryIn(person.phone, GOOD_PASSWORD, newIp())).status).toBe(200);
  });

  it('starts to count anew after the owner came in', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    for (let round = 0; round < 3; round += 1) {
      for (let i = 0; i < 4; i += 1) expect((await tryIn(person.login, 'wrong', newIp())).status).toBe(401);
      expect((await tryIn(person.login, GOOD_PASSWORD, newIp())).status).toBe(200);
    }
  });

  it('limits an address that tries many accounts, whatever it says in X-Forwarded-For before the proxy', async () => {
    const ip = newIp();
    const answers = await Promise.all(Array.from({ length: 110 }, (_, i) => tryIn(`spray_${newId().slice(-12)}`, 'wrong', `203.0.113.${i}, ${ip}`)));
    expect(answers.filter((a) => a.status === 401)).toHaveLength(100);
    expect(answers.filter((a) => a.body.code === 'auth.too_many')).toHaveLength(10);
    expect((await tryIn(`spray_${newId().slice(-12)}`, 'wrong', newIp())).status).toBe(401);
  });

  it('does not believe X-Forwarded-For from anybody but the proxy', async () => {
    const direct = await ApiProcess.beside(app, { TRUST_PROXY: '' });
    try {
      const person = await makePerson(app, { password: GOOD_PASSWORD });
      await tryIn(person.login, GOOD_PASSWORD, '203.0.113.99', direct);
      const [row] = await app.get(Db).query('SELECT host(ip) AS ip FROM identity.sign_ins WHERE person_id = $1', [person.id]);
      expect(row).toEqual({ ip: '127.0.0.1' });
    } finally {
      await direct.stop();
    }
  });
});

describe('guessing a code (ID-9)', () => {
  it('locks after five wrong ones, also when the password is entered again between them', async () => {
    const teacher = await makeStaff(app, 'teacher', { schoolId: newId() }, { password: GOOD_PASSWORD });
    const ip = newIp();
    const challenge = async () => (await tryIn(teacher.login, GOOD_PASSWORD, ip)).body.challenge.id as string;
    const verify = (id: string, code: string) => app.anonymous.post(`/auth/challenges/${id}/verify`, { method: 'totp', code }, { 'x-forwarded-for': ip });
    const first = await challenge();
    for (let i = 0; i < 3; i += 1) expect((await verify(first, '000000')).body.code).toBe('auth.invalid_code');
    const second = await challenge();
    const right = totpCode(app, teacher.totpSecret!);
    for (let i = 0; i < 2; i += 1) expect((await verify(second, '000000')).body.code).toBe('auth.invalid_code');
    const refused = await verify(second, right);
    expect(refused).toMatchObject({ status: 429, body: { code: 'auth.too_many' } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(1700);
    expect(await events(AccountLocked.name, teacher.id)).toHaveLength(1);
    expect((await tryIn(teacher.login, GOOD_PASSWORD, ip)).status).toBe(401);
  });

  it('evaluates five of fifty parallel codes', async () => {
    const teacher = await makeStaff(app, 'teacher', { schoolId: newId() }, { password: GOOD_PASSWORD });
    const { id } = (await tryIn(teacher.login, GOOD_PASSWORD, newIp())).body.challenge;
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) =>
      app.anonymous.post(`/auth/challenges/${id}/verify`, { method: 'totp', code: '000000' }, { 'x-forwarded-for': newIp() })));
    expect(answers.filter((a) => a.body.code === 'auth.invalid_code')).toHaveLength(5);
  });

  it('does not take an old challenge, nor one of somebody else for another account', async () => {
    const teacher = await makeStaff(app, 'teacher', { schoolId: newId() }, { password: GOOD_PASSWORD });
    const { id } = (await tryIn(teacher.login, GOOD_PASSWORD, newIp())).body.challenge;
    later(minutes(5) + 1000);
    expect((await app.anonymous.post(`/auth/challenges/${id}/verify`, { method: 'totp', code: totpCode(app, teacher.totpSecret!) })).body.code).toBe('auth.challenge_over');
  });
});

describe('refresh tokens (ID-11)', () => {
  const refresh = (refreshToken: string, on: Api = app): Promise<Answer> => on.request('POST', '/auth/refresh', { refreshToken });
  const open = async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    return { person, ...(await tryIn(person.login, GOOD_PASSWORD, newIp())).body as { accessToken: string; refreshToken: string } };
  };

  it('gives parallel refreshes over two processes one and the same pair', async () => {
    const { refreshToken } = await open();
    await refresh('unknown', twin); // its connections are open before the race
    const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => refresh(refreshToken, i % 2 === 0 ? app : twin)));
    expect(answers.map((a) => a.status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(new Set(answers.map((a) => a.body.refreshToken)).size).toBe(1);
    expect(new Set(answers.map((a) => a.body.accessToken)).size).toBe(1);
    expect((await refresh(answers[0]!.body.refreshToken)).status).toBe(200);
  });

  it('ends the session and tells the owner when a replaced token comes again, at once as well', async () => {
    const { person, refreshToken } = await open();
    const second = (await refresh(refreshToken)).body;
    expect((await refresh(refreshToken, twin)).body.code).toBe('auth.refresh_invalid');
    expect((await refresh(second.refreshToken)).body.code).toBe('auth.refresh_invalid');
    expect((await app.as(second.accessToken).get('/me')).status).toBe(401);
    expect(await events(RefreshReused.name, person.id)).toHaveLength(1);
    expect((await history(person)).at(-1)).toEqual({ reason: 'refresh_reused' });
  });

  it('ends after 30 minutes without use, and lives on with it', async () => {
    const { refreshToken } = await open();
    later(minutes(29));
    const { body } = await refresh(refreshToken);
    later(minutes(29));
    const next = await refresh(body.refreshToken);
    expect(next.status).toBe(200);
    later(minutes(30) + 1000);
    expect((await refresh(next.body.refreshToken)).status).toBe(401);
  });

  it('does not keep tokens where a reader of the database could use them', async () => {
    const { refreshToken } = await open();
    const rows = await app.get(Db).query('SELECT * FROM identity.refresh_tokens');
    expect(JSON.stringify(rows)).not.toContain(refreshToken);
  });
});

describe('revocation (ID-11)', () => {
  it('reaches the other process long before the token expires', async () => {
    const person = await makePerson(app);
    const [here, there] = [await signIn(app, person), await signIn(app, person)];
    const me = (token: string) => twin.request('GET', '/me', undefined, { authorization: `Bearer ${token}` });
    expect((await me(there)).status).toBe(200); // in the other process's cache now
    expect((await app.as(here).delete('/me/sessions')).status).toBe(204);
    expect(await soon(async () => (await me(there)).status, 401)).toBe(401);
    expect((await me(here)).status).toBe(200);
  });
});

describe('changing the password (ID-3, ID-15)', () => {
  it('needs the current one, keeps the policy and history, ends other sessions', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD, name: { family: 'Соловьёва', given: 'Анна' } });
    const [token, other] = [await signIn(app, person), await signIn(app, person)];
    let code: string | undefined;
    const change = (currentPassword: string, newPassword: string) => app.as(token).put('/me/password', { currentPassword, newPassword, code });
    const codes = (a: Answer): string[] => a.body.errors.map((e: { code: string }) => e.code);

    expect(codes(await change('wrong', 'Zimniy5-veter'))).toEqual(['identity.wrong_password']);
    expect(codes(await change(GOOD_PASSWORD, 'Zimniy5-veter'))).toEqual(['password.code_needed']);
    expect((await app.as(token).post('/me/password/code')).status).toBe(200);
    code = '0';
    expect(codes(await change(GOOD_PASSWORD, 'Zimniy5-veter'))).toEqual(['codes.wrong']);
    code = await lastCode(app, person.phone);
    expect(codes(await change(GOOD_PASSWORD, 'a b'))).toEqual(['password.too_short', 'password.spaces', 'password.composition']);
    expect(codes(await change(GOOD_PASSWORD, 'Password2026!'))).toEqual(['password.weak']);
    expect(codes(await change(GOOD_PASSWORD, 'Solovyova-12!'))).toEqual(['password.personal']);
    expect(codes(await change(GOOD_PASSWORD, GOOD_PASSWORD))).toEqual(['password.used_before']);
    expect((await change(GOOD_PASSWORD, 'Zimniy5-veter')).status).toBe(204);

    expect((await app.as(other).get('/me')).status).toBe(401);
    expect((await app.as(token).get('/me')).status).toBe(200);
    expect(codes(await change('Zimniy5-veter', GOOD_PASSWORD))).toEqual(['password.used_before']);
    expect((await tryIn(person.login, 'Zimniy5-veter', newIp())).status).toBe(200);
  });

  it('counts wrong current passwords of a stolen session', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    const client = app.as(await signIn(app, person));
    const statuses = await Promise.all(Array.from({ length: 10 }, () => client.put('/me/password', { currentPassword: 'wrong', newPassword: 'Zimniy5-veter' })));
    expect(statuses.filter((a) => a.status === 422)).toHaveLength(5);
    expect(statuses.filter((a) => a.status === 429)).toHaveLength(5);
  });
});

describe('transit password (ID-4)', () => {
  it('lets its holder do nothing but set a new one', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD, transit: true });
    const { body } = await tryIn(person.login, GOOD_PASSWORD, newIp());
    expect(body.mustChange).toEqual(['password']);
    const client = app.as(body.accessToken);
    expect((await client.post('/auth/step-up')).body.code).toBe('auth.setup_required');
    expect((await client.put('/me/password', { currentPassword: GOOD_PASSWORD, newPassword: 'Zimniy5-veter' })).status).toBe(204);
    expect((await client.post('/auth/step-up')).body.code).toBe('identity.no_factor');
  });
});
