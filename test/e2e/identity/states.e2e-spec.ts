import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountStates } from '../../../src/modules/identity/app/states/account-states.js';
import { IdentityFacade } from '../../../src/modules/identity/index.js';
import { Db } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/shared/ids.js';
import { giveRole, GOOD_PASSWORD, makePerson, makeStaff, type MadePerson, signIn } from '../../factories/identity.js';
import { makeClass, makeSchool } from '../../factories/schools.js';
import { type Answer, ApiProcess, type Client, soon, startTestApp, type TestApp } from '../../support/index.js';

type Api = Pick<TestApp, 'request'>;

let app: TestApp;
let twin: ApiProcess;
const schoolId = newId();
let admin: Client;
beforeAll(async () => {
  app = await startTestApp();
  twin = await ApiProcess.beside(app);
  admin = app.as(await signIn(app, await makeStaff(app, 'school_admin', { schoolId })));
});
afterAll(async () => { await twin?.stop(); await app?.stop(); });

const me = async (api: Api, token: string): Promise<number> => (await api.request('GET', '/me', undefined, { authorization: `Bearer ${token}` })).status;
/** This process at once, the other one as soon as it has heard. */
const everywhere = async (token: string, wanted: number): Promise<number[]> => [await me(app, token), await soon(() => me(twin, token), wanted)];
const enter = (person: MadePerson, device?: object): Promise<Answer> =>
  app.anonymous.post('/auth/sign-in', { identifier: person.login, password: GOOD_PASSWORD, ...(device === undefined ? {} : { device }) });

describe('blocking and closing by staff (ID-17)', () => {
  it('ends every session at the next request of both processes, tells the owner why, and is kept with its reason', async () => {
    const pupil = await makeStaff(app, 'pupil', { schoolId }, { password: GOOD_PASSWORD });
    const { body: { accessToken, deviceToken } } = await enter(pupil, { trusted: true });
    expect(await everywhere(accessToken, 200)).toEqual([200, 200]);
    expect((await admin.post(`/people/${pupil.id}/block`, { reason: 'передал пароль' })).body.status).toBe('blocked');
    expect(await everywhere(accessToken, 401)).toEqual([401, 401]);
    expect((await enter(pupil, { token: deviceToken })).status).toBe(401);
    expect(await app.get(AccountStates).thaw(pupil.id, 'recovery', { ip: '127.0.0.1', userAgent: null, requestId: null })).toBe(false);

    expect((await admin.post(`/people/${pupil.id}/unblock`, { reason: 'разобрались' })).body.status).toBe('active');
    const back = await enter(pupil, { token: deviceToken });
    expect(back).toMatchObject({ status: 200, body: { refreshExpiresIn: 1800 } }); // the trust did not come back
    await app.drain();
    const { body: { items } } = await app.as(back.body.accessToken).get('/notifications');
    expect(items.map((i: { title: string }) => i.title).sort()).toEqual(['Учётная запись заблокирована', 'Учётная запись снова открыта']);
    expect(items.find((i: { title: string }) => i.title.includes('заблокирована')).body).toContain('передал пароль');
    const { body: changes } = await admin.get(`/people/${pupil.id}/status-changes`);
    expect(changes.items).toMatchObject([
      { from: 'blocked', to: 'active', ground: 'staff', reason: 'разобрались' }, { from: 'active', to: 'blocked', ground: 'staff', reason: 'передал пароль' },
    ]);
  });

  it('closes for good: roles end, identifiers are free, the history stays, the last role may be deleted', async () => {
    const teacher = await makeStaff(app, 'teacher', { schoolId }, { password: GOOD_PASSWORD });
    const token = await signIn(app, teacher);
    expect((await admin.post(`/people/${teacher.id}/close`, { reason: 'уволился' })).status).toBe(204);
    expect(await everywhere(token, 401)).toEqual([401, 401]);
    expect((await enter(teacher)).status).toBe(401);
    expect((await app.get(IdentityFacade).rolesOf(teacher.id)).map((r) => r.status)).toEqual(['terminated']);
    const system = app.as(await signIn(app, await makeStaff(app, 'system_admin')));
    expect((await system.get(`/people/${teacher.id}`)).body.status).toBe('closed');
    expect((await system.post(`/people/${teacher.id}/close`, { reason: 'ещё раз' })).body.code).toBe('identity.already_closed');
    expect((await system.post(`/people/${teacher.id}/unblock`, { reason: 'вернулся' })).body.code).toBe('identity.not_blocked');
    expect((await system.delete(`/role-assignments/${teacher.roles[0]!.id}`)).status).toBe(204);
    await makePerson(app, { login: teacher.login });
  });
});

describe('freezing one\'s own account (ID-17)', () => {
  it('ends sessions, trusted devices and push on both processes; the password does not open it', async () => {
    const person = await makeStaff(app, 'guardian', {}, { password: GOOD_PASSWORD });
    const phone = (await enter(person, { trusted: true })).body;
    const home = (await enter(person)).body;
    await app.get(Db).query(
      `INSERT INTO identity.factors (id, person_id, kind, label, sealed, created_at, confirmed_at) VALUES ($1, $2, 'push', 'Телефон', 'x', now(), now())`, [newId(), person.id]);
    expect(await everywhere(phone.accessToken, 200)).toEqual([200, 200]);
    expect((await app.as(home.accessToken).post('/me/freeze')).status).toBe(204);
    for (const token of [phone.accessToken, home.accessToken]) expect(await everywhere(token, 401)).toEqual([401, 401]);
    expect((await app.anonymous.post('/auth/refresh', { refreshToken: phone.refreshToken })).status).toBe(401);
    for (const device of [undefined, { token: phone.deviceToken }]) expect((await enter(person, device)).body.code).toBe('auth.invalid_credentials');
    expect(await app.get(Db).query(`SELECT 1 FROM identity.factors WHERE person_id = $1 AND kind = 'push'`, [person.id])).toEqual([]);

    // Another proof of who they are opens it, once.
    const origin = { ip: '127.0.0.1', userAgent: null, requestId: null };
    expect([await app.get(AccountStates).thaw(person.id, 'recovery', origin), await app.get(AccountStates).thaw(person.id, 'recovery', origin)]).toEqual([true, false]);
    const back = await enter(person);
    expect(back.status).toBe(200);
    const { body: { items } } = await app.as(back.body.accessToken).get('/me/sign-in-history');
    expect(items.filter((i: { reason: string }) => i.reason === 'frozen')).toHaveLength(2);
  });

  it('is opened by staff who have made sure who asks', async () => {
    const pupil = await makeStaff(app, 'pupil', { schoolId }, { password: GOOD_PASSWORD });
    await app.as(await signIn(app, pupil)).post('/me/freeze');
    expect((await admin.get(`/people/${pupil.id}`)).body.status).toBe('frozen');
    expect((await admin.post(`/people/${pupil.id}/unblock`, { reason: 'паспорт предъявлен' })).body.status).toBe('active');
    expect((await enter(pupil)).status).toBe(200);
  });
});

describe('a role gained while signed in (ID-13)', () => {
  it('works at the next request of both processes, without another sign-in', async () => {
    const person = await makePerson(app);
    const token = await signIn(app, person);
    // A parent's alone; of nobody's child they learn nothing.
    const account = async (api: Api): Promise<number> => (await api.request('GET', `/children/${newId()}/account`, undefined, { authorization: `Bearer ${token}` })).status;
    expect([await account(app), await soon(() => account(twin), 403)]).toEqual([403, 403]);
    const assignment = await giveRole(app, person.id, 'guardian');
    expect([await account(app), await soon(() => account(twin), 404)]).toEqual([404, 404]);
    expect((await app.as(token).get('/me/roles')).body.actingAssignmentId).toBe(assignment.id);
    await app.get(IdentityFacade).terminateRole(null, assignment.id);
    expect([await account(app), await soon(() => account(twin), 403)]).toEqual([403, 403]);
  });

  it('is given and ended with the class of a homeroom teacher', async () => {
    const school = await makeSchool(app.get(Db));
    const made = await makeClass(app.get(Db), school);
    const [first, second] = [await makeStaff(app, 'teacher', { schoolId: school.id }), await makeStaff(app, 'teacher', { schoolId: school.id })];
    const client = app.as(await signIn(app, await makeStaff(app, 'school_admin', { schoolId: school.id })));
    const appoint = async (personId: string | null): Promise<void> => {
      const { body } = await client.get(`/classes/${made.id}`);
      expect((await client.patch(`/classes/${made.id}`, { homeroomPersonId: personId }, { 'if-match': `"${body.version}"` })).status).toBe(200);
    };
    const held = async (person: MadePerson) => (await app.get(IdentityFacade).rolesOf(person.id)).filter((r) => r.role === 'homeroom_teacher').map((r) => [r.classId, r.status]);
    await appoint(first.id);
    expect(await held(first)).toEqual([[made.id, 'active']]);
    await appoint(second.id);
    expect([await held(first), await held(second)]).toEqual([[[made.id, 'terminated']], [[made.id, 'active']]]);
    await appoint(null);
    expect(await held(second)).toEqual([[made.id, 'terminated']]);
  });
});
