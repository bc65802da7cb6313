import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditFacade } from '../../../src/modules/audit/index.js';
import { Db } from '../../../src/platform/database/index.js';
import { linkFamily } from '../../factories/family.js';
import { GOOD_PASSWORD, makePerson, makeStaff, type MadePerson, signIn } from '../../factories/identity.js';
import { makePupil, makeSchool } from '../../factories/schools.js';
import { type Client, startTestApp, type TestApp } from '../../support/index.js';

let app: TestApp;
beforeAll(async () => { app = await startTestApp(); });
afterAll(() => app?.stop());

const enter = (person: MadePerson, password: string, userAgent = 'Browser A') =>
  app.request('POST', '/auth/sign-in', { identifier: person.login, password }, { 'user-agent': userAgent });
const titles = async (client: Client): Promise<string[]> => {
  await app.drain();
  return (await client.get('/notifications')).body.items.map((item: { title: string }) => item.title);
};

describe('notices of sign-ins (ID-12)', () => {
  it('come of a new device by default, of every sign-in and failed try when they are switched on', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    const { body: { accessToken } } = await enter(person, GOOD_PASSWORD);
    const me = app.as(accessToken);
    await enter(person, 'wrong');
    await enter(person, GOOD_PASSWORD);
    expect(await titles(me)).toEqual([]);
    await enter(person, GOOD_PASSWORD, 'Browser B');
    expect(await titles(me)).toEqual(['Вход с нового устройства']);

    const before = await me.get('/me/sign-in-notices');
    expect(before).toMatchObject({ status: 200, headers: { etag: '"0"' }, body: { newDevice: true, everySignIn: false, failedTries: false } });
    const chosen = await me.put('/me/sign-in-notices', { everySignIn: true, failedTries: true }, { 'if-match': '"0"' });
    expect(chosen).toMatchObject({ status: 200, body: { everySignIn: true, failedTries: true, version: 1 } });
    await enter(person, 'wrong');
    await enter(person, GOOD_PASSWORD);
    expect(await titles(me)).toEqual(expect.arrayContaining(['Вход с нового устройства', 'Неудачная попытка входа', 'Вход в вашу учётную запись']));
    const { body: { items } } = await me.get('/notifications');
    expect(items).toHaveLength(3);
    const failed = items.find((item: { type: string }) => item.type === 'identity.sign_in_failed');
    expect(failed.body).toContain(app.address);
    expect(failed.body).toContain('неверный пароль');
    expect(failed.body).toContain('Browser A');

    // A new device is told of once, not twice.
    await enter(person, GOOD_PASSWORD, 'Browser C');
    expect(await titles(me)).toHaveLength(4);
    expect((await me.put('/me/sign-in-notices', { everySignIn: false, failedTries: false }, { 'if-match': '"0"' })).status).toBe(412);
    await me.put('/me/sign-in-notices', { everySignIn: false, failedTries: false }, { 'if-match': '"1"' });
    await enter(person, 'wrong');
    await enter(person, GOOD_PASSWORD);
    expect(await titles(me)).toHaveLength(4);
  });

  it('name what is wrong with the choice', async () => {
    const me = app.as(await signIn(app, await makePerson(app)));
    const answer = await me.put('/me/sign-in-notices', { everySignIn: 'yes', newDevice: false }, { 'if-match': '"0"' });
    expect(answer.body.errors.map((e: { pointer: string }) => e.pointer).sort()).toEqual(['/everySignIn', '/failedTries', '/newDevice']);
  });
});

describe('own acts (ID-12)', () => {
  it('lists what the person did, in words, newest first, and nothing of others', async () => {
    const parent = await makeStaff(app, 'guardian');
    const school = await makeSchool(app.get(Db));
    const pupil = await makePupil(app.get(Db), school);
    const link = await linkFamily(app, parent.id, pupil);
    const me = app.as(await signIn(app, parent));
    app.clock.moveTo(new Date(app.clock.now().getTime() + 1000));
    const consent = await me.post('/me/consents', { subjectId: pupil.id, purpose: 'child_data', version: 1 });
    expect(consent.status).toBe(201);
    app.clock.moveTo(new Date(app.clock.now().getTime() + 1000));
    await me.delete('/me/sessions');
    app.clock.moveTo(new Date(app.clock.now().getTime() + 1000));
    await me.post(`/family-links/${link.id}/revoke`, {});
    await app.get(AuditFacade).record({ personId: parent.id }, { operation: 'enrollment.view', objectType: 'x', outcome: 'success' });

    const acts = await me.get('/me/acts?limit=2');
    expect(acts.body.items).toMatchObject([
      { kind: 'children', operation: 'family.revoke', text: 'Прекращён доступ к дневнику ребёнка', role: 'guardian', ip: app.address, objectId: link.id },
      { kind: 'account', operation: 'identity.end_other_sessions' },
    ]);
    const rest = await me.get(`/me/acts?limit=2&cursor=${acts.body.nextCursor}`);
    expect(rest.body).toMatchObject({ items: [{ kind: 'consents', operation: 'consents.give' }], nextCursor: null });
    const english = await me.get('/me/acts?kind=children', { 'accept-language': 'en' });
    expect(english.body.items.map((i: { text: string }) => i.text)).toEqual(["Ended access to a child's diary"]);
    expect((await me.get('/me/acts?kind=marks')).status).toBe(422);
    const other = app.as(await signIn(app, await makeStaff(app, 'guardian')));
    expect((await other.get('/me/acts')).body).toEqual({ items: [], nextCursor: null });
  });
});
