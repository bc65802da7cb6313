import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Db } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/shared/ids.js';
import { GOOD_PASSWORD, type MadePerson, makePerson, makeStaff, signIn } from '../../factories/identity.js';
import { ApiProcess, Authenticator, startTestApp, type Answer, type Client, type TestApp } from '../../support/index.js';

const ORIGIN = 'https://cabinet.example';
let app: TestApp;
let twin: ApiProcess;
beforeAll(async () => {
  app = await startTestApp({ PUBLIC_URL: ORIGIN });
  twin = await ApiProcess.beside(app);
});
afterAll(async () => { await twin.stop(); await app.stop(); });

interface Owner {
  readonly person: MadePerson;
  readonly key: Authenticator;
  readonly factorId: string;
  readonly client: Client;
}

const addKey = async (person: MadePerson, client: Client, key = new Authenticator(ORIGIN)): Promise<Owner> => {
  const { body: { id, publicKey } } = await client.post('/me/factors/webauthn', { label: 'Ноутбук' });
  const confirmed = await client.post(`/me/factors/webauthn/${id}/confirm`, { response: key.create(publicKey) });
  expect(confirmed).toMatchObject({ status: 200, body: { mustChange: [] } });
  return { person, key, factorId: id, client: app.as(confirmed.body.accessToken) };
};
const owner = async (): Promise<Owner> => {
  const person = await makePerson(app, { password: GOOD_PASSWORD });
  return addKey(person, app.as(await signIn(app, person)));
};
const challenge = async ({ person }: Owner): Promise<string> =>
  (await app.anonymous.post('/auth/sign-in', { identifier: person.login, password: GOOD_PASSWORD })).body.challenge.id;
const options = async (id: string) => (await app.anonymous.post(`/auth/challenges/${id}/send`, { method: 'webauthn' })).body.publicKey;
const verify = (id: string, assertion: object): Promise<Answer> => app.anonymous.post(`/auth/challenges/${id}/verify`, { method: 'webauthn', assertion });

describe('passkeys (ID-5, WebAuthn)', () => {
  it('are made for our domain, let their owner in, and strengthen a session', async () => {
    const me = await owner();
    const id = await challenge(me);
    const asked = await options(id);
    expect(asked).toMatchObject({ rpId: 'cabinet.example', allowCredentials: [{ id: me.key.credentialId, transports: ['internal'] }] });
    expect(await verify(id, me.key.get(asked))).toMatchObject({ status: 200, body: { person: { id: me.person.id } } });
    expect((await me.client.get('/me/factors')).body.items).toMatchObject([{ kind: 'webauthn', label: 'Ноутбук' }]);

    const step = (await me.client.post('/auth/step-up')).body.challenge;
    expect((await verify(step.id, me.key.get(await options(step.id)))).status).toBe(200);
    expect((await me.client.delete(`/me/factors/webauthn/${me.factorId}`)).status).toBe(204);
  });

  it('satisfy what is required of staff', async () => {
    const person = await makeStaff(app, 'teacher', { schoolId: newId() });
    const { client } = await addKey(person, app.as(await signIn(app, person)));
    const { id } = (await client.get('/me/factors')).body.items.find((f: { kind: string }) => f.kind === 'totp');
    expect((await client.delete(`/me/factors/totp/${id}`)).status).toBe(204);
    const [key] = (await client.get('/me/factors')).body.items;
    expect((await client.delete(`/me/factors/webauthn/${key.id}`)).body.code).toBe('identity.factor_required');
    expect((await client.get('/me')).body.mustChange).toEqual([]);
  });

  it('refuse a wrong origin, a wrong domain, a registration sold as a sign-in, and a challenge not asked for', async () => {
    const me = await owner();
    const id = await challenge(me);
    expect((await verify(id, me.key.get({ challenge: 'AAAA', rpId: 'cabinet.example' }))).status).toBe(401);
    const lies = [{ origin: 'https://cabinet.example.evil.example' }, { origin: 'http://cabinet.example' }, { rpId: 'evil.example' }, { type: 'webauthn.create' }];
    for (const lie of lies) expect((await verify(id, me.key.get(await options(id), lie))).body.code).toBe('auth.invalid_code');
    // The fifth has locked the account: the right one is not looked at any more (ID-9).
    expect((await verify(id, me.key.get(await options(id)))).body.code).toBe('auth.too_many');
  });

  it('take an answer once: not again, not in another challenge, not in parallel over two processes', async () => {
    const me = await owner();
    const [first, second, third] = [await challenge(me), await challenge(me), await challenge(me)];
    const answer = me.key.get(await options(first));
    await options(second);
    expect((await verify(second, answer)).status).toBe(401);
    expect((await verify(first, answer)).status).toBe(200);
    expect((await verify(first, answer)).body.code).toBe('auth.challenge_over');

    const parallel = me.key.get(await options(third));
    await twin.request('POST', '/auth/refresh', { refreshToken: 'unknown' });
    const answers = await Promise.all([app, twin, app, twin].map((api) => api.request('POST', `/auth/challenges/${third}/verify`, { method: 'webauthn', assertion: parallel })));
    expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
  });

  it('refuse a counter that goes back: somebody has a copy', async () => {
    const me = await owner();
    me.key.counter = 7;
    const first = await challenge(me);
    expect((await verify(first, me.key.get(await options(first)))).status).toBe(200);
    me.key.counter = 3;
    const second = await challenge(me);
    expect((await verify(second, me.key.get(await options(second)))).status).toBe(401);
  });

  it('of somebody else are refused, at sign-in and at registration', async () => {
    const [me, stranger] = [await owner(), await owner()];
    const id = await challenge(me);
    expect((await verify(id, stranger.key.get(await options(id)))).status).toBe(401);
    // Signed by a stranger's key under the owner's credential id.
    const forged = { ...stranger.key.get(await options(id)), id: me.key.credentialId, rawId: me.key.credentialId };
    expect((await verify(id, forged)).status).toBe(401);
    expect((await stranger.client.delete(`/me/factors/webauthn/${me.factorId}`)).status).toBe(404);

    const { body } = await stranger.client.post('/me/factors/webauthn', {});
    expect((await stranger.client.post(`/me/factors/webauthn/${body.id}/confirm`, { response: me.key.create(body.publicKey) })).body.code).toBe('identity.factor_taken');
    expect((await me.client.post(`/me/factors/webauthn/${body.id}/confirm`, { response: me.key.create(body.publicKey) })).status).toBe(404);
    const foreign = new Authenticator('https://evil.example').create(body.publicKey);
    expect((await stranger.client.post(`/me/factors/webauthn/${body.id}/confirm`, { response: foreign })).body.code).toBe('auth.invalid_code');
  });

  it('cannot be read in the database, nor put in the place of another', async () => {
    const [me, thief] = [await owner(), await owner()];
    const db = app.get(Db);
    expect(JSON.stringify(await db.query('SELECT * FROM identity.factors'))).not.toContain(me.key.credentialId);
    await db.query('UPDATE identity.factors t SET sealed = f.sealed, lookup = f.lookup || \'x\' FROM identity.factors f WHERE t.id = $1 AND f.id = $2', [me.factorId, thief.factorId]);
    const id = await challenge(me);
    expect((await app.anonymous.post(`/auth/challenges/${id}/send`, { method: 'webauthn' })).status).toBe(500);
    expect((await verify(id, { id: thief.key.credentialId, nonsense: [1] })).status).toBe(401);
    await db.query('DELETE FROM identity.factors WHERE id = $1', [me.factorId]);
  });
});
