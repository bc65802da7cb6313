import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/shared/ids.js';
import { giveRole, GOOD_PASSWORD, makePerson, makeStaff, type MadePerson, signIn } from '../../factories/identity.js';
import { type Client, startTestApp, type TestApp } from '../../support/index.js';

let app: TestApp;
const schoolId = newId();
let admin: MadePerson;
let client: Client;
beforeAll(async () => {
  app = await startTestApp();
  admin = await makeStaff(app, 'school_admin', { schoolId });
  client = app.as(await signIn(app, admin));
});
afterAll(() => app.stop());

describe('people in scope (ID-17)', () => {
  it('finds those of the own school by the beginning of the name, page by page', async () => {
    const family = `Ёлкин${newId().slice(-8)}`;
    const names = ['Анна', 'Борис', 'Вера'];
    for (const given of names) await makeStaff(app, 'pupil', { schoolId }, { name: { family, given } });
    await makeStaff(app, 'pupil', { schoolId: newId() }, { name: { family, given: 'Чужая' } });
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await client.get(`/people?limit=2&q=${encodeURIComponent(family.replace('Ё', 'е').toUpperCase())}${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...body.items.map((i: { name: { given: string } }) => i.name.given));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(names);
    expect((await client.get(`/people?q=${encodeURIComponent(`${family} бо`)}`)).body.items).toHaveLength(1);
    expect((await client.get('/people?q=%25')).body.items).toEqual([]);
  });

  it('ends the sessions of a blocked person at once, refuses sign-in, and lets them in again once unblocked', async () => {
    const teacher = await makeStaff(app, 'pupil', { schoolId }, { password: GOOD_PASSWORD });
    const token = await signIn(app, teacher);
    expect((await app.as(token).get('/me')).status).toBe(200);
    const blocked = await client.post(`/people/${teacher.id}/block`, { reason: 'потерян телефон' });
    expect(blocked).toMatchObject({ status: 200, body: { status: 'blocked' } });
    expect((await app.as(token).get('/me')).status).toBe(401);
    const enter = () => app.anonymous.post('/auth/sign-in', { identifier: teacher.login, password: GOOD_PASSWORD });
    expect((await enter()).body.code).toBe('auth.invalid_credentials');
    expect((await client.post(`/people/${teacher.id}/block`, { reason: 'ещё раз' })).body.code).toBe('identity.already_blocked');
    expect((await client.post(`/people/${teacher.id}/unblock`, { reason: 'нашёлся' })).body.status).toBe('active');
    expect((await app.as(token).get('/me')).status).toBe(401); // the old session stays ended
    expect((await enter()).status).toBe(200);
  });

  it('does not block oneself, a superior, or somebody who works elsewhere too', async () => {
    const director = await makeStaff(app, 'director', { schoolId });
    const both = await makeStaff(app, 'teacher', { schoolId });
    await giveRole(app, both.id, 'teacher', { schoolId: newId() });
    const block = async (id: string) => (await client.post(`/people/${id}/block`, { reason: 'проверка' })).body.code;
    expect(await block(admin.id)).toBe('identity.own_account');
    expect(await block(director.id)).toBe('identity.not_yours_to_block');
    expect(await block(both.id)).toBe('identity.not_yours_to_block');
  });
});

describe('roles (ID-13)', () => {
  it('are given, acted in, ended at once, and deleted', async () => {
    const teacher = await makeStaff(app, 'teacher', { schoolId });
    const token = await signIn(app, teacher);
    const created = await client.post('/role-assignments', { personId: teacher.id, role: 'methodist', schoolId });
    expect(created).toMatchObject({ status: 201, body: { role: 'methodist', status: 'active', version: 1 } });
    const acting = await app.as(token).post('/me/acting-role', { assignmentId: created.body.id });
    expect(acting.body.actingAssignmentId).toBe(created.body.id);
    expect(acting.body.refreshToken).toBeUndefined();
    const methodist = app.as(acting.body.accessToken);
    expect((await methodist.get('/me/roles')).body.actingAssignmentId).toBe(created.body.id);

    const remove = () => client.delete(`/role-assignments/${created.body.id}`);
    expect((await remove()).body.code).toBe('identity.not_terminated');
    expect((await client.post(`/role-assignments/${created.body.id}/terminate`, { reason: 'приказ' })).body.status).toBe('terminated');
    expect((await methodist.get('/me')).status).toBe(401); // the role it was acting in is over
    expect((await app.as(token).get('/me')).status).toBe(200);
    expect((await remove()).status).toBe(204);

    const [only] = teacher.roles;
    expect((await client.post(`/role-assignments/${only!.id}/terminate`, { reason: 'приказ' })).status).toBe(200);
    // Out of the school's scope with the last role, yet not to be deleted either.
    expect((await client.delete(`/role-assignments/${only!.id}`)).body.code).toBe('identity.last_role');
  });

  it('propose the one acted in last at the next sign-in', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    const [guardian, guest] = [await giveRole(app, person.id, 'guardian'), await giveRole(app, person.id, 'guest')];
    const enter = async () => (await app.anonymous.post('/auth/sign-in', { identifier: person.login, password: GOOD_PASSWORD })).body;
    const first = await enter();
    expect(first.actingAssignmentId).toBe(guardian.id);
    await app.as(first.accessToken).post('/me/acting-role', { assignmentId: guest.id });
    expect((await enter()).actingAssignmentId).toBe(guest.id);
    // A refresh keeps the role chosen.
    expect((await app.anonymous.post('/auth/refresh', { refreshToken: first.refreshToken })).body.actingAssignmentId).toBe(guest.id);
  });

  it('name what is wrong with their scope and dates', async () => {
    const teacher = await makeStaff(app, 'teacher', { schoolId });
    const give = (more: object) => client.post('/role-assignments', { personId: teacher.id, role: 'homeroom_teacher', schoolId, ...more });
    expect((await give({})).body.errors).toMatchObject([{ pointer: '/classId', code: 'identity.role_scope' }]);
    expect((await give({ classId: newId(), validFrom: '2026-11-22T00:00:00Z', validUntil: '2026-11-21T00:00:00Z' })).body.errors)
      .toMatchObject([{ pointer: '/validUntil', code: 'identity.role_validity' }]);
  });
});

describe('audit log (SE-1)', () => {
  it('shows a school its own acts, newest first, by person', async () => {
    const pupil = await makeStaff(app, 'pupil', { schoolId });
    await client.post(`/people/${pupil.id}/block`, { reason: 'проверка' });
    const director = app.as(await signIn(app, await makeStaff(app, 'director', { schoolId })));
    const { body } = await director.get(`/audit-events?subject=${pupil.id}`);
    expect(body.items.map((e: { operation: string }) => e.operation)).toEqual(['identity.block', 'identity.assign_role']);
    expect(body.items[0]).toMatchObject({ actorId: admin.id, role: 'school_admin', outcome: 'success', objectId: pupil.id });
    const elsewhere = app.as(await signIn(app, await makeStaff(app, 'director', { schoolId: newId() })));
    expect((await elsewhere.get(`/audit-events?subject=${pupil.id}`)).body.items).toEqual([]);
  });

  it('has every sign-in and failed try, with the address', async () => {
    const pupil = await makeStaff(app, 'pupil', { schoolId }, { password: GOOD_PASSWORD });
    for (const password of ['wrong', GOOD_PASSWORD]) await app.anonymous.post('/auth/sign-in', { identifier: pupil.login, password });
    const { body } = await client.get(`/audit-events?subject=${pupil.id}&operation=identity.sign_in`);
    expect(body.items).toMatchObject([{ actorId: pupil.id, role: 'pupil', ip: app.address, outcome: 'success', objectType: 'session' }]);
    const system = app.as(await signIn(app, await makeStaff(app, 'system_admin')));
    const all = await system.get(`/audit-events?subject=${pupil.id}&operation=identity.sign_in`);
    expect(all.body.items.map((e: { outcome: string; ip: string }) => [e.outcome, e.ip])).toEqual([['success', app.address], ['refused', app.address]]);
  });
});
