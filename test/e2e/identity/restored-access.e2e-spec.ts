import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LinkedAccountsRepository } from '../../../src/modules/identity/persistence/portal/linked-accounts.repository.js';
import { IdentityFacade } from '../../../src/modules/identity/index.js';
import { Db } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/shared/ids.js';
import { messagesTo } from '../../factories/codes.js';
import { linkFamily } from '../../factories/family.js';
import { GOOD_PASSWORD, giveRole, makePerson, makeStaff, signIn, totpCode } from '../../factories/identity.js';
import { makePupil, makeSchool } from '../../factories/schools.js';
import { ApiProcess, type Client, soon, startTestApp, type TestApp } from '../../support/index.js';

let app: TestApp;
let twin: ApiProcess;
beforeAll(async () => {
  app = await startTestApp();
  twin = await ApiProcess.beside(app);
});
afterEach(() => app.clock.moveTo(new Date()));
afterAll(async () => { await twin.stop(); await app.stop(); });

const checked = (over: object = {}) => ({ documentKind: 'passport', documentNumber: '4510 123456', reason: 'Потерян телефон', ...over });
const staffOf = async (schoolId: string, role: 'director' | 'school_admin' = 'director'): Promise<Client> => app.as(await signIn(app, await makeStaff(app, role, { schoolId })));

describe('second factors taken away by staff (ID-5, ID-10)', () => {
  it('end every session on every process; the person sets one up before anything else, and is told past their choices', async () => {
    const schoolId = newId();
    const teacher = await makeStaff(app, 'teacher', { schoolId }, { password: GOOD_PASSWORD });
    const token = await signIn(app, teacher);
    const bearer = { authorization: `Bearer ${token}` };
    expect((await twin.request('GET', '/me', undefined, bearer)).status).toBe(200);
    const director = await staffOf(schoolId);
    expect((await director.post(`/people/${teacher.id}/factors/reset`, checked({ documentKind: 'library card', extra: 1 }))).body.errors.map((e: { pointer: string }) => e.pointer).sort()).toEqual(['/documentKind', '/extra']);
    expect((await director.post(`/people/${teacher.id}/factors/reset`, checked())).status).toBe(204);
    expect((await app.as(token).get('/me')).status).toBe(401);
    expect(await soon(async () => (await twin.request('GET', '/me', undefined, bearer)).status, 401)).toBe(401);

    const entered = await app.anonymous.post('/auth/sign-in', { identifier: teacher.login, password: GOOD_PASSWORD });
    expect(entered).toMatchObject({ status: 200, body: { mustChange: ['factor'] } });
    const now = app.as(entered.body.accessToken);
    expect((await now.get('/people')).body.code).toBe('auth.setup_required');
    const { body: { id, secret } } = await now.post('/me/factors/totp', {});
    expect((await now.post(`/me/factors/totp/${id}/confirm`, { code: totpCode(app, secret) })).status).toBe(200);

    for (const contact of [teacher.phone, teacher.email]) expect((await messagesTo(app, contact)).filter((text) => text.includes('сброшен по документу'))).toHaveLength(1);
    const rows = await app.get(Db).query<Record<string, unknown>>(`SELECT act, document_kind, document_sealed FROM identity.staff_checks WHERE person_id = $1`, [teacher.id]);
    expect(rows).toMatchObject([{ act: 'reset_factors', document_kind: 'passport' }]);
    expect(String(rows[0]!['document_sealed'])).not.toContain('123456');
    await expect(app.get(Db).query('DELETE FROM identity.staff_checks WHERE person_id = $1', [teacher.id])).rejects.toThrow();
  });

  it('are for those above, in scope, somebody who has any, and not for oneself; two at once take them once', async () => {
    const schoolId = newId();
    const [teacher, chief] = [await makeStaff(app, 'teacher', { schoolId }), await makeStaff(app, 'director', { schoolId })];
    const [director, admin, foreign] = [app.as(await signIn(app, chief)), await staffOf(schoolId, 'school_admin'), await staffOf(newId())];
    const reset = (client: Client, id: string) => client.post(`/people/${id}/factors/reset`, checked());
    expect((await reset(foreign, teacher.id)).status).toBe(404);
    expect((await reset(admin, chief.id)).body.code).toBe('recovery.not_yours_to_recover');
    expect((await reset(director, chief.id)).body.code).toBe('identity.own_account');
    const twice = await Promise.all([reset(director, teacher.id), reset(admin, teacher.id)]);
    expect(twice.map((a) => a.status).sort()).toEqual([204, 409]);
    await giveRole(app, teacher.id, 'teacher', { schoolId: newId() });
    expect((await reset(director, teacher.id)).body.code).toBe('recovery.not_yours_to_recover');
  });

  it('and transit passwords are given to parents whose children are all in the school', async () => {
    const db = app.get(Db);
    const [school, other] = [await makeSchool(db), await makeSchool(db)];
    const director = await staffOf(school.id);
    const parent = await makePerson(app, { password: GOOD_PASSWORD });
    await giveRole(app, parent.id, 'guardian');
    const issue = () => director.post(`/people/${parent.id}/transit-password`, checked());
    expect((await issue()).status).toBe(404);
    await linkFamily(app, parent.id, await makePupil(db, school));
    const issued = await issue();
    expect(issued.status).toBe(201);
    expect((await app.anonymous.post('/auth/sign-in', { identifier: parent.login, password: issued.body.password })).body.mustChange).toContain('password');
    // Blocking and closing are for the school's own people only.
    expect((await director.post(`/people/${parent.id}/block`, { reason: 'проверка' })).status).toBe(404);
    await linkFamily(app, parent.id, await makePupil(db, other));
    expect((await issue()).status).toBe(404);
  });
});

describe('acts that ask for a second factor shown lately (ID-5)', () => {
  it('are done for ten minutes after it was shown, refused to a session that has not shown it, and done after a step-up', async () => {
    const db = app.get(Db);
    const school = await makeSchool(db);
    const chief = await makeStaff(app, 'director', { schoolId: school.id });
    const teacher = await makeStaff(app, 'teacher', { schoolId: school.id });
    const director = app.as(await signIn(app, chief));
    app.clock.moveTo(new Date(Date.now() + 9.9 * 60_000));
    expect((await director.post(`/people/${teacher.id}/block`, { reason: 'проверка' })).status).toBe(200);
    const weak = app.as(await weakToken(chief));
    const acts = [
      () => weak.post(`/people/${teacher.id}/unblock`, { reason: 'проверка' }), () => weak.post(`/people/${teacher.id}/close`, { reason: 'проверка' }),
      () => weak.post(`/people/${teacher.id}/transit-password`, checked()), () => weak.post(`/people/${teacher.id}/transit-password/delivery`),
      () => weak.post(`/people/${teacher.id}/factors/reset`, checked()), () => weak.post(`/people/${teacher.id}/portal-links`, { number: '000-000-0000', ...checked() }),
      () => weak.post('/role-assignments', { personId: teacher.id, role: 'methodist', schoolId: school.id }),
      () => weak.post(`/role-assignments/${teacher.roles[0]!.id}/terminate`, { reason: 'проверка' }),
      () => weak.post(`/schools/${school.id}/staff`, { personId: teacher.id, role: 'methodist', title: 'Методист', orderNumber: '1' }),
    ];
    for (const act of acts) expect((await act()).body).toMatchObject({ code: 'auth.step_up_needed', acrValues: 'second_factor', maxAge: 600 });

    const { body: { challenge } } = await weak.post('/auth/step-up');
    const strong = await app.anonymous.post(`/auth/challenges/${challenge.id}/verify`, { method: 'totp', code: totpCode(app, chief.totpSecret!) });
    expect((await app.as(strong.body.accessToken).post(`/people/${teacher.id}/unblock`, { reason: 'проверка' })).status).toBe(200);
  });

  it('are exports with personal data, and not those without', async () => {
    const school = await makeSchool(app.get(Db));
    const chief = await makeStaff(app, 'director', { schoolId: school.id });
    const weak = app.as(await weakToken(chief));
    expect((await weak.get(`/schools/${school.id}/exports/pupils`)).body.code).toBe('auth.step_up_needed');
    expect((await weak.get(`/schools/${school.id}/exports/subjects`)).status).toBe(200);
    expect((await app.as(await signIn(app, chief)).get(`/schools/${school.id}/exports/pupils`)).status).toBe(200);
  });

  /** Of a session that was opened without a second factor, as if it had been shown long ago. */
  function weakToken({ id }: { id: string }): Promise<string> {
    return signIn(app, { id, totpSecret: null });
  }
});

describe('the last administrator of a school (SC-5)', () => {
  it('cannot be ended as a role, nor closed with the account, whichever two try at once', async () => {
    const school = await makeSchool(app.get(Db));
    const [one, two] = [await makeStaff(app, 'school_admin', { schoolId: school.id }), await makeStaff(app, 'school_admin', { schoolId: school.id })];
    const director = await staffOf(school.id);
    const terminate = (id: string) => director.post(`/role-assignments/${id}/terminate`, { reason: 'проверка' });
    const both = await Promise.all([one, two].map(({ roles }) => terminate(roles[0]!.id)));
    expect(both.map((a) => [a.status, a.body.code]).sort()).toEqual([[200, undefined], [409, 'schools.last_administrator']]);
    const last = both[0]!.status === 409 ? one : two;
    expect((await director.post(`/people/${last.id}/close`, { reason: 'проверка' })).body.code).toBe('schools.last_administrator');
    expect((await app.get(IdentityFacade).holders({ role: 'school_admin', schoolId: school.id }))).toEqual([last.id]);
    await makeStaff(app, 'school_admin', { schoolId: school.id });
    expect((await director.post(`/people/${last.id}/close`, { reason: 'проверка' })).status).toBe(204);
  });
});

describe('a closed account (ID-17)', () => {
  it('keeps nothing its owner could be known by to the program, who may come again with the same SNILS and portal', async () => {
    const snils = '08765430300';
    const operator = app.as(await signIn(app, await makeStaff(app, 'system_admin')));
    const person = await makePerson(app, { snils });
    await app.get(IdentityFacade).provisionTotp(person.id, 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP');
    expect(await app.get(LinkedAccountsRepository).insert(person.id, 'esia', '10003', person.id, app.clock.now())).toBe(true);
    expect((await operator.post(`/people/${person.id}/close`, { reason: 'заявление' })).status).toBe(204);
    expect(await app.get(Db).one('SELECT snils_sealed, snils_index FROM identity.people WHERE id = $1', [person.id])).toEqual({ snils_sealed: null, snils_index: null });
    for (const table of ['aliases', 'linked_accounts', 'totp_factors', 'factors', 'recovery_codes', 'person_documents']) {
      expect(await app.get(Db).query(`SELECT 1 FROM identity.${table} WHERE person_id = $1`, [person.id])).toEqual([]);
    }
    const again = await makePerson(app, { snils });
    expect(await app.get(LinkedAccountsRepository).insert(again.id, 'esia', '10003', again.id, app.clock.now())).toBe(true);
  });
});
