import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Db } from '../../../src/platform/database/index.js';
import { FactorRowsRepository } from '../../../src/modules/identity/persistence/factors/factor-rows.repository.js';
import { codesTo, newPhone } from '../../factories/codes.js';
import { GOOD_PASSWORD, makePerson, makeStaff, type MadePerson, signIn } from '../../factories/identity.js';
import { OidcDouble } from '../../support/portals/oidc-double.js';
import { ApiProcess, type Client, startTestApp, type TestApp } from '../../support/index.js';

let app: TestApp;
let twin: ApiProcess;
let portal: OidcDouble;
let admin: Client;
beforeAll(async () => {
  portal = await new OidcDouble().start();
  portal.person = {
    subject: '8000', family: 'Тестова', given: 'Анна', patronymic: 'Игоревна', birthDate: '1985-03-04', snils: '', phone: '', email: '', contactsProved: false, level: 'confirmed', amr: [],
  };
  const IDENTITY_PROVIDERS = JSON.stringify([portal.settings('one'), { ...portal.settings('away'), down: true }]);
  app = await startTestApp({ PUBLIC_URL: 'http://cabinet.test', IDENTITY_PROVIDERS });
  twin = await ApiProcess.beside(app, { IDENTITY_PROVIDERS });
  admin = app.as(await signIn(app, await makeStaff(app, 'system_admin')));
});
afterEach(async () => {
  app.clock.moveTo(new Date());
  portal.wrong = {};
  await app.get(Db).query('DELETE FROM identity.sign_in_ways');
});
afterAll(async () => { await twin.stop(); await app.stop(); await portal.stop(); });

const mark = (way: string, body: object, version = 0) => admin.put(`/sign-in-ways/${way}`, { reason: 'Авария у оператора', ...body }, { 'if-match': `"${version}"` });
const providers = async (on: Pick<TestApp, 'request'> = app) => (await on.request('GET', '/auth/providers')).body;
/** Somebody whose second factors are codes by SMS and e-mail, as their enrolment leaves them. */
const withCodes = async (...kinds: ('sms' | 'email')[]): Promise<MadePerson> => {
  const person = await makePerson(app, { password: GOOD_PASSWORD });
  const rows = app.get(FactorRowsRepository);
  for (const kind of kinds) {
    const to = kind === 'sms' ? person.phone : person.email;
    const id = await rows.putPending(person.id, kind, '', { to }, app.clock.now());
    await rows.confirm({ id, personId: person.id }, { to }, app.clock.now());
  }
  return person;
};
const challengeOf = async (person: MadePerson) => (await app.anonymous.post('/auth/sign-in', { identifier: person.login, password: GOOD_PASSWORD })).body.challenge;

describe('ways to sign in marked down while the program runs (ID-6)', () => {
  it('are said to be down at once by every process, with what to do instead, and are up again in time', async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    expect((await mark('channels/sms', { down: true, until })).body).toMatchObject({ way: 'channels/sms', status: 'down', until, version: 1, reason: 'Авария у оператора' });
    expect((await mark('portals/one', { down: true })).status).toBe(200);
    for (const process of [app, twin]) {
      const { items, channels, ways } = await providers(process);
      expect([ways, items.map((p: { status: string }) => p.status)]).toEqual([['password'], ['down', 'down']]);
      expect(channels).toMatchObject([{ id: 'sms', status: 'down', message: expect.stringContaining('СМС') }, { id: 'email', status: 'up', message: null }]);
      expect((await process.request('GET', '/auth/providers/one/start')).body.code).toBe('auth.portal_down');
    }
    app.clock.moveTo(new Date(Date.now() + 3_601_000));
    expect((await providers()).channels[0].status).toBe('up');
    const { body: { items } } = await app.as(await signIn(app, await makeStaff(app, 'system_admin'))).get('/sign-in-ways');
    expect(items.map((w: { way: string; status: string }) => [w.way, w.status])).toEqual([['channels/sms', 'up'], ['channels/email', 'up'], ['portals/one', 'down'], ['portals/away', 'down']]);
    expect((await app.get(Db).query(`SELECT object_id FROM audit.events WHERE operation = 'identity.mark_way' AND actor_id IS NOT NULL ORDER BY object_id`))).toEqual([{ object_id: 'channels/sms' }, { object_id: 'portals/one' }]);
  });

  it('leave the challenge to what works, and are offered all the same when nothing else is left', async () => {
    const [both, one] = [await withCodes('sms', 'email'), await withCodes('sms')];
    expect(await challengeOf(both)).toMatchObject({ methods: ['sms', 'email'], down: [] });
    await mark('channels/sms', { down: true });
    const challenge = await challengeOf(both);
    expect(challenge).toMatchObject({ methods: ['email'], down: ['sms'] });
    expect((await app.anonymous.post(`/auth/challenges/${challenge.id}/send`, { method: 'sms' })).body).toMatchObject({ code: 'auth.method_not_offered', methods: ['email'] });
    expect((await app.anonymous.post(`/auth/challenges/${challenge.id}/send`, { method: 'email' })).status).toBe(200);
    const only = await challengeOf(one);
    expect(only).toMatchObject({ methods: ['sms'], down: ['sms'] });
    expect((await app.anonymous.post(`/auth/challenges/${only.id}/send`, { method: 'sms' })).body.code).toBe('codes.sms_down');
  });

  it('send no codes, known contact or not, and say so', async () => {
    const person = await makePerson(app, { birthDate: '1985-03-04' });
    await mark('channels/sms', { down: true });
    for (const contact of [person.phone, newPhone()]) expect((await app.anonymous.post('/auth/recovery', { contact, birthDate: '1985-03-04' })).body).toMatchObject({ status: 409, code: 'codes.sms_down' });
    expect(await codesTo(app, person.phone)).toEqual([]);
    expect((await app.anonymous.post('/auth/recovery', { contact: person.email, birthDate: '1985-03-04' })).status).toBe(202);
    // A code for a new password goes the other way by itself.
    expect((await app.as(await signIn(app, person)).post('/me/password/code')).body.sentTo).toContain('@');
  });

  it('of a portal that fails five times in a row go down by themselves for two minutes, in every process', async () => {
    portal.wrong = { token: portal.errors.overloaded };
    const visit = async () => {
      const start = await app.request('GET', '/auth/providers/one/start?returnTo=/diary');
      const there = await fetch(String(start.headers['location']), { redirect: 'manual' });
      const landed = await app.request('GET', `/auth/providers/one/callback${new URL(there.headers.get('location')!).search}`, undefined, { cookie: String(start.headers['set-cookie']).split(';')[0]! });
      return String(landed.headers['location']);
    };
    const fail = async () => expect(await visit()).toContain('auth.portal_temporary');
    for (let i = 0; i < 4; i++) await fail();
    // Somebody got through: the count begins anew.
    portal.wrong = {};
    expect(await visit()).toContain('portal=');
    portal.wrong = { token: portal.errors.overloaded };
    for (let i = 0; i < 5; i++) await fail();
    expect((await twin.request('GET', '/auth/providers/one/start')).body.code).toBe('auth.portal_down');
    expect((await admin.get('/sign-in-ways')).body.items[2]).toMatchObject({ way: 'portals/one', status: 'down', automatic: true, reason: null });
    app.clock.moveTo(new Date(Date.now() + 121_000));
    expect((await app.request('GET', '/auth/providers/one/start')).status).toBe(302);
  });

  it('are marked by one operator at a time, and only those there are', async () => {
    const both = await Promise.all([mark('channels/email', { down: true }), mark('channels/email', { down: false })]);
    expect(both.map((a) => a.status).sort()).toEqual([200, 412]);
    expect((await admin.put('/sign-in-ways/channels/email', { down: true, reason: 'проверка' })).status).toBe(428);
    expect((await mark('channels/pigeon', { down: true })).status).toBe(404);
    expect((await mark('portals/unheard-of', { down: true })).status).toBe(404);
    const wrong = await mark('channels/sms', { down: 'yes', until: 'soon', reason: '' });
    expect(wrong.body.errors.map((e: { pointer: string }) => e.pointer).sort()).toEqual(['/down', '/reason', '/until']);
    expect((await mark('channels/sms', { down: false, until: new Date(Date.now() + 60_000).toISOString() })).body.errors[0].code).toBe('identity.way_until');
    expect((await mark('channels/sms', { down: true, until: new Date(Date.now() - 60_000).toISOString() })).body.errors[0].code).toBe('identity.way_until');
  });
});
