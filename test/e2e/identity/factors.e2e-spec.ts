import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountLocked } from '../../../src/modules/identity/identity.events.js';
import { Db } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/shared/ids.js';
import { GOOD_PASSWORD, type MadePerson, makePerson, makeStaff, signIn, totpCode } from '../../factories/identity.js';
import { ApiProcess, startTestApp, type Answer, type Client, type TestApp } from '../../support/index.js';

let app: TestApp;
let twin: ApiProcess;
beforeAll(async () => {
  app = await startTestApp();
  twin = await ApiProcess.beside(app);
});
afterEach(() => app.clock.moveTo(new Date()));
afterAll(async () => { await twin.stop(); await app.stop(); });

const later = (ms: number): void => app.clock.moveTo(new Date(app.clock.now().getTime() + ms));
const enter = (person: MadePerson) => app.anonymous.post('/auth/sign-in', { identifier: person.login, password: GOOD_PASSWORD });
const challenge = async (person: MadePerson) => (await enter(person)).body.challenge as { id: string; methods: string[] };
const verify = (id: string, answer: object): Promise<Answer> => app.anonymous.post(`/auth/challenges/${id}/verify`, answer);
const teacher = () => makeStaff(app, 'teacher', { schoolId: newId() }, { password: GOOD_PASSWORD });
const codesOf = async (client: Client): Promise<string[]> => (await client.post('/me/factors/recovery-codes')).body.codes;
const operations = async (person: MadePerson) => (await app.get(Db).query<{ operation: string }>(
  'SELECT operation FROM audit.events WHERE subject_id = $1 ORDER BY created_at, id', [person.id])).map((row) => row.operation);

describe('recovery codes (ID-5)', () => {
  it('are ten, let in once each, and are void when made anew', async () => {
    const person = await teacher();
    const me = app.as(await signIn(app, person));
    const codes = await codesOf(me);
    expect(new Set(codes).size).toBe(10);

    const due = await challenge(person);
    expect(due.methods).toEqual(['totp', 'recovery']);
    const first = await verify(due.id, { method: 'recovery', code: codes[0]!.toUpperCase().replace('-', ' ') });
    expect(first).toMatchObject({ status: 200, body: { mustChange: [] } });
    expect((await verify((await challenge(person)).id, { method: 'recovery', code: codes[0] })).body.code).toBe('auth.invalid_code');
    const list = (await me.get('/me/factors')).body.items;
    expect(list.find((f: { kind: string }) => f.kind === 'recovery')).toMatchObject({ left: 9 });
    expect((await me.get('/me/sign-in-history')).body.items.map((s: { method: string; reason: string | null }) => [s.method, s.reason]).slice(0, 2))
      .toEqual([['recovery', 'used_code'], ['recovery', null]]);

    await codesOf(me);
    expect((await verify((await challenge(person)).id, { method: 'recovery', code: codes[1] })).status).toBe(401);
    expect((await me.delete('/me/factors/recovery-codes')).status).toBe(204);
    expect((await challenge(person)).methods).toEqual(['totp']);
    expect(await operations(person)).toEqual(expect.arrayContaining(['identity.factor_renewed', 'identity.factor_removed']));
  });

  it('let one of many parallel answers in, over two processes', async () => {
    const person = await teacher();
    const [code] = await codesOf(app.as(await signIn(app, person)));
    const ids = await Promise.all(Array.from({ length: 4 }, async () => (await challenge(person)).id));
    await twin.request('POST', '/auth/refresh', { refreshToken: 'unknown' }); // its connections are open before the race
    const answers = await Promise.all(ids.map((id, i) => (i % 2 === 0 ? app : twin).request('POST', `/auth/challenges/${id}/verify`, { method: 'recovery', code })));
    expect(answers.map((a) => a.status).sort()).toEqual([200, 401, 401, 401]);
  });

  it('are not a code of somebody else, and stand beside another factor only', async () => {
    const [person, stranger] = [await teacher(), await teacher()];
    const [code] = await codesOf(app.as(await signIn(app, stranger)));
    await codesOf(app.as(await signIn(app, person)));
    expect((await verify((await challenge(person)).id, { method: 'recovery', code })).status).toBe(401);
    const parent = app.as(await signIn(app, await makePerson(app)));
    expect((await parent.post('/me/factors/recovery-codes')).body.code).toBe('identity.no_factor');
  });

  it('are unreadable in the database', async () => {
    const codes = await codesOf(app.as(await signIn(app, await teacher())));
    const dump = JSON.stringify(await app.get(Db).query('SELECT * FROM identity.recovery_codes'));
    for (const code of codes) expect(dump.includes(code) || dump.includes(code.replace('-', ''))).toBe(false);
  });
});

describe('challenges', () => {
  it('count wrong answers over all methods and challenges together (ID-9)', async () => {
    const person = await teacher();
    const [code] = await codesOf(app.as(await signIn(app, person)));
    const [one, two] = [await challenge(person), await challenge(person)];
    for (const [id, method] of [[one.id, 'totp'], [two.id, 'recovery'], [one.id, 'recovery'], [two.id, 'totp'], [one.id, 'totp']] as const) {
      expect((await verify(id, { method, code: '000000' })).body.code).toBe('auth.invalid_code');
    }
    expect((await verify(two.id, { method: 'recovery', code })).body.code).toBe('auth.too_many');
    expect(await app.get(Db).query(`SELECT 1 FROM platform.outbox WHERE name = $1 AND payload->>'personId' = $2`, [AccountLocked.name, person.id])).toHaveLength(1);
  });

  it('offer what the person has on, and say so; a missing answer is no try', async () => {
    const person = await teacher();
    const { id } = await challenge(person);
    expect(await verify(id, { method: 'webauthn', assertion: {} })).toMatchObject({ status: 409, body: { code: 'auth.method_not_offered', methods: ['totp'] } });
    expect((await verify(id, { method: 'totp' })).body.errors).toMatchObject([{ pointer: '/code', code: 'input.required' }]);
    expect((await verify(id, { method: 'telepathy', code: '1' })).status).toBe(422);
    expect((await app.anonymous.post(`/auth/challenges/${id}/send`, { method: 'totp' })).status).toBe(200);
    expect((await verify(id, { method: 'totp', code: totpCode(app, person.totpSecret!) })).status).toBe(200);
    expect((await verify(id, { method: 'totp', code: totpCode(app, person.totpSecret!, 1) })).body.code).toBe('auth.challenge_over');
  });
});

describe('step-up', () => {
  it('is good for ten minutes, also over a refresh and a change of role', async () => {
    const person = await teacher();
    const { body } = await verify((await challenge(person)).id, { method: 'totp', code: totpCode(app, person.totpSecret!) });
    const renew = (token: string) => app.as(token).post('/me/factors/recovery-codes');
    expect((await renew(body.accessToken)).status).toBe(201);
    const acting = (await app.as(body.accessToken).post('/me/acting-role', { assignmentId: person.roles[0]!.id })).body;
    expect((await renew(acting.accessToken)).status).toBe(201);

    later(9 * 60_000);
    const second = (await app.anonymous.post('/auth/refresh', { refreshToken: body.refreshToken })).body;
    expect((await renew(second.accessToken)).status).toBe(201);
    later(60_000);
    expect(await renew(second.accessToken)).toMatchObject({ status: 403, body: { code: 'auth.step_up_needed', acrValues: 'second_factor', maxAge: 600 } });
    expect((await app.as(second.accessToken).get('/me')).status).toBe(200);

    const due = (await app.as(second.accessToken).post('/auth/step-up')).body.challenge;
    expect(due.methods).toEqual(['totp', 'recovery']);
    const strong = await verify(due.id, { method: 'totp', code: totpCode(app, person.totpSecret!) });
    expect(strong.body.refreshToken).toBeUndefined();
    expect((await renew(strong.body.accessToken)).status).toBe(201);
    expect(await operations(person)).toContain('identity.step_up');
  });
});

describe('factors', () => {
  it('of staff cannot all be removed, not even two at once', async () => {
    const person = await teacher();
    const me = app.as(await signIn(app, person));
    const enrolled = (await me.post('/me/factors/totp', {})).body;
    const strong = app.as((await me.post(`/me/factors/totp/${enrolled.id}/confirm`, { code: totpCode(app, enrolled.secret) })).body.accessToken);
    const ids = (await strong.get('/me/factors')).body.items.map((f: { id: string }) => f.id) as string[];
    expect(ids).toHaveLength(2);
    const answers = await Promise.all(ids.map((id) => strong.delete(`/me/factors/totp/${id}`)));
    expect(answers.map((a) => a.body.code ?? a.status).sort()).toEqual([204, 'identity.factor_required']);
  });

  it('of families can, and recovery codes go with the last', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    const me = app.as(await signIn(app, person));
    const enrolled = (await me.post('/me/factors/totp', {})).body;
    const strong = app.as((await me.post(`/me/factors/totp/${enrolled.id}/confirm`, { code: totpCode(app, enrolled.secret) })).body.accessToken);
    await codesOf(strong);
    expect((await strong.delete(`/me/factors/totp/${enrolled.id}`)).status).toBe(204);
    expect((await strong.get('/me/factors')).body.items).toEqual([]);
    expect((await enter(person)).body.accessToken).toBeDefined();
  });

  it('of somebody else do not exist', async () => {
    const [person, stranger] = [await teacher(), app.as(await signIn(app, await teacher()))];
    const { id } = (await app.as(await signIn(app, person)).get('/me/factors')).body.items[0];
    expect((await stranger.delete(`/me/factors/totp/${id}`)).status).toBe(404);
    expect((await stranger.delete(`/me/factors/recovery/${person.id}`)).status).toBe(404);
    expect((await stranger.delete(`/me/factors/telepathy/${id}`)).status).toBe(404);
    expect((await stranger.post(`/me/factors/totp/${id}/confirm`, { code: '123456' })).status).toBe(404);
  });
});
