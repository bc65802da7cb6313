import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/shared/ids.js';
import { lastCode } from '../../factories/codes.js';
import { GOOD_PASSWORD, makePerson, makeStaff, type MadePerson, totpCode } from '../../factories/identity.js';
import { type Answer, ApiProcess, soon, startTestApp, type TestApp } from '../../support/index.js';

type Api = Pick<TestApp, 'request'>;
interface Device { readonly name?: string; readonly trusted?: boolean; readonly token?: string }

let app: TestApp;
let twin: ApiProcess;
beforeAll(async () => {
  app = await startTestApp({ TRUST_PROXY: '127.0.0.1' });
  twin = await ApiProcess.beside(app);
});
// The other process has the machine's clock.
afterEach(() => app.clock.moveTo(new Date()));
afterAll(async () => { await twin.stop(); await app.stop(); });

let lastIp = 0;
const newIp = (): string => `203.0.113.${++lastIp}`;
const later = (minutes: number): void => app.clock.moveTo(new Date(app.clock.now().getTime() + minutes * 60_000));
const DAY = 24 * 60;
const enter = (person: MadePerson, password: string, device: Device | undefined, on: Api = app, ip = newIp()): Promise<Answer> =>
  on.request('POST', '/auth/sign-in', { identifier: person.login, password, ...(device === undefined ? {} : { device }) }, { 'x-forwarded-for': ip });
const trust = async (person: MadePerson): Promise<{ accessToken: string; refreshToken: string; token: string }> => {
  const { body } = await enter(person, GOOD_PASSWORD, { name: 'Дом', trusted: true });
  return { ...body, token: body.deviceToken };
};
/** Somebody elsewhere tries until the account is locked. */
const outsider = async (person: MadePerson): Promise<void> => {
  for (let i = 0; i < 5; i++) await enter(person, `guess ${i}`, undefined);
};
const refresh = (refreshToken: string): Promise<Answer> => app.anonymous.post('/auth/refresh', { refreshToken });
const as = (on: Api, token: string) => on.request('GET', '/me', undefined, { authorization: `Bearer ${token}` });

describe('a trusted device (ID-11)', () => {
  it('keeps its session for 30 days without use; another one for 30 minutes', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    const plain = (await enter(person, GOOD_PASSWORD, { name: 'Школа' })).body;
    expect(plain).toMatchObject({ refreshExpiresIn: 1800 });
    expect(plain.deviceToken).toBeUndefined();
    const home = (await enter(person, GOOD_PASSWORD, { name: 'Дом', trusted: true })).body;
    expect(home).toMatchObject({ refreshExpiresIn: 30 * 24 * 3600, deviceToken: expect.any(String) });

    later(31);
    expect((await refresh(plain.refreshToken)).status).toBe(401);
    const next = await refresh(home.refreshToken);
    expect(next).toMatchObject({ status: 200, body: { refreshExpiresIn: 30 * 24 * 3600 } });
    later(29 * DAY);
    const last = await refresh(next.body.refreshToken);
    expect(last.status).toBe(200);
    later(31 * DAY);
    expect((await refresh(last.body.refreshToken)).status).toBe(401);
  });

  it('is known again by its token, whatever the browser calls itself, and is listed once', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    const home = await trust(person);
    const again = await app.request('POST', '/auth/sign-in', { identifier: person.login, password: GOOD_PASSWORD, device: { token: home.token } }, { 'user-agent': 'Updated' });
    expect(again.body).toMatchObject({ refreshExpiresIn: 30 * 24 * 3600 });
    expect(again.body.deviceToken).toBeUndefined();
    const me = app.as(again.body.accessToken);
    const { body: { items } } = await me.get('/me/devices');
    expect(items).toMatchObject([{ name: 'Дом', userAgent: 'Updated', current: true }]);
    expect((await me.get('/me/sessions')).body.items.map((s: { deviceId: string }) => s.deviceId)).toEqual([items[0].id, items[0].id]);
    await app.drain();
    expect((await me.get('/notifications')).body.items).toEqual([]);
  });

  it('stops at the next request of both processes once it is removed, and is no longer known', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    const home = await trust(person);
    const other = (await enter(person, GOOD_PASSWORD, undefined)).body.accessToken;
    for (const api of [app, twin]) expect((await as(api, home.accessToken)).status).toBe(200);
    const { body: { items: [device] } } = await app.as(other).get('/me/devices');
    expect(device.current).toBe(false);
    const stranger = await makePerson(app, { password: GOOD_PASSWORD });
    const theirs = app.as((await enter(stranger, GOOD_PASSWORD, undefined)).body.accessToken);
    expect((await theirs.delete(`/me/devices/${device.id}`)).status).toBe(404);
    expect((await app.as(other).delete(`/me/devices/${device.id}`)).status).toBe(204);
    for (const api of [app, twin]) expect(await soon(async () => (await as(api, home.accessToken)).status, 401)).toBe(401);
    expect((await refresh(home.refreshToken)).status).toBe(401);
    expect((await enter(person, GOOD_PASSWORD, { token: home.token })).body.refreshExpiresIn).toBe(1800);
    expect((await app.as(other).get('/me/acts?kind=account')).body.items[0].operation).toBe('identity.remove_device');
  });

  it('loses its trust when the password is changed elsewhere', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    const home = await trust(person);
    const work = await trust(person);
    await app.as(work.accessToken).post('/me/password/code');
    const code = await lastCode(app, person.phone);
    const changed = await app.as(work.accessToken).put('/me/password', { currentPassword: GOOD_PASSWORD, newPassword: 'Zimniy5-veter', code });
    expect(changed.status).toBe(204);
    expect((await app.as(work.accessToken).get('/me/devices')).body.items).toMatchObject([{ current: true }]);
    expect((await enter(person, 'Zimniy5-veter', { token: home.token })).body.refreshExpiresIn).toBe(1800);
  });
});

describe('an outsider who locks the account (ID-9)', () => {
  it('does not keep its owner out of a trusted device, and gains nothing by their coming', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    const home = await trust(person);
    await outsider(person);
    expect((await enter(person, GOOD_PASSWORD, undefined)).status).toBe(429);
    for (const api of [app, twin]) expect((await enter(person, GOOD_PASSWORD, { token: home.token }, api)).status).toBe(200);
    expect((await enter(person, 'guess again', undefined)).status).toBe(429);
  });

  it('does not keep out somebody with a second factor either', async () => {
    const teacher = await makeStaff(app, 'teacher', { schoolId: newId() }, { password: GOOD_PASSWORD });
    const due = await enter(teacher, GOOD_PASSWORD, { name: 'Дом', trusted: true });
    const verify = (answer: Answer, code: string) =>
      app.anonymous.post(`/auth/challenges/${answer.body.challenge.id}/verify`, { method: 'totp', code });
    const { body: { deviceToken } } = await verify(due, totpCode(app, teacher.totpSecret!));
    expect(deviceToken).toEqual(expect.any(String));
    await outsider(teacher);
    const again = await enter(teacher, GOOD_PASSWORD, { token: deviceToken });
    expect(await verify(again, totpCode(app, teacher.totpSecret!, 1))).toMatchObject({ status: 200, body: { person: { id: teacher.id } } });
  });

  it('cannot use a token that is forged or of another account', async () => {
    const [person, other] = [await makePerson(app, { password: GOOD_PASSWORD }), await makePerson(app, { password: GOOD_PASSWORD })];
    const foreign = (await trust(other)).token;
    await outsider(person);
    for (const token of [foreign, 'A'.repeat(43), '']) expect((await enter(person, GOOD_PASSWORD, { token })).status).toBe(token === '' ? 422 : 429);
  });

  it('with the device in hand has five tries, however many at once and over how many processes; then 423', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    const { token } = await trust(person);
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => enter(person, `guess ${i}`, { token }, i % 2 === 0 ? app : twin)));
    expect(answers.filter((a) => a.body.code === 'auth.invalid_credentials')).toHaveLength(5);
    const locked = answers.filter((a) => a.status === 423);
    expect(locked).toHaveLength(35);
    expect(locked[0]).toMatchObject({ body: { code: 'auth.locked' } });
    expect(Number(locked[0]!.headers['retry-after'])).toBeGreaterThan(1700);
    expect((await enter(person, GOOD_PASSWORD, { token })).status).toBe(423);
    // The account itself is not locked by it.
    expect((await enter(person, GOOD_PASSWORD, undefined)).status).toBe(200);
    later(31);
    expect((await enter(person, GOOD_PASSWORD, { token })).status).toBe(200);
  });
});
