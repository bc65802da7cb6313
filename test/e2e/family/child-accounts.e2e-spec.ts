import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { Db } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/shared/ids.js';
import { lastCode, newPhone } from '../../factories/codes.js';
import { linkFamily } from '../../factories/family.js';
import { GOOD_PASSWORD, makeStaff, type MadePerson, signIn } from '../../factories/identity.js';
import { makePupil, makeSchool, type MadePupil } from '../../factories/schools.js';
import { type Answer, type Client, startTestApp, type TestApp } from '../../support/index.js';

let app: TestApp;
beforeAll(async () => { app = await startTestApp(); });
afterAll(() => app?.stop());

/** The birth date of somebody who turns 14 in so many days, by the school's calendar. */
const turning14In = (days: number): string => DateTime.now().setZone('Europe/Moscow').plus({ days }).minus({ years: 14 }).toISODate()!;
const inDays = (days: number): void => app.clock.moveTo(new Date(Date.now() + days * 24 * 3600 * 1000));
const CHILD_PASSWORD = 'Zimniy5-veter';
const OTHER_PASSWORD = 'Letniy7-dozhd';

interface Family { readonly pupil: MadePupil; readonly parent: MadePerson; readonly client: Client; readonly linkId: string }

async function makeFamily(birthDate = turning14In(3)): Promise<Family> {
  inDays(0);
  const school = await makeSchool(app.get(Db));
  const pupil = await makePupil(app.get(Db), school, { birthDate });
  const parent = await makeStaff(app, 'guardian');
  const { id: linkId } = await linkFamily(app, parent.id, pupil);
  return { pupil, parent, client: app.as(await signIn(app, parent)), linkId };
}
const newLogin = (): string => `child_${newId().slice(-12).replaceAll('-', '')}`;
const make = (client: Client, pupilId: string, body: object = {}): Promise<Answer> =>
  client.post(`/children/${pupilId}/account`, { login: newLogin(), password: CHILD_PASSWORD, ...body });
const enter = (identifier: string, password: string): Promise<Answer> => app.anonymous.post('/auth/sign-in', { identifier, password });
/** A client of the child, signed in anew: the clock may have moved. */
const child = async (login: string, password = CHILD_PASSWORD): Promise<Client> => app.as((await enter(login, password)).body.accessToken);

describe("a child's account made by a parent (ID-14)", () => {
  it('has a login and a password of its own and none of the contacts of the parent; the child sees themself as a pupil', async () => {
    const { pupil, parent, client } = await makeFamily();
    expect((await client.get(`/children/${pupil.id}/account`)).body).toEqual({ state: 'none', login: null, level: null });
    const made = await make(client, pupil.id, { login: 'Masha_2014' });
    expect(made).toMatchObject({ status: 201, body: { state: 'kept', login: 'masha_2014', level: { level: 'simplified', cannot: [], confirmedNeededFrom: expect.any(String) } } });
    const { body } = await enter('masha_2014', CHILD_PASSWORD);
    expect(body).toMatchObject({ roles: [{ role: 'pupil', schoolId: pupil.schoolId }], mustChange: [], person: { name: { family: pupil.name.family } } });
    expect((await app.as(body.accessToken).get('/me')).body).toMatchObject({ email: null, phone: null, birthDate: pupil.birthDate });
    for (const own of [parent.phone, parent.email, parent.login]) expect((await enter(own, CHILD_PASSWORD)).status).toBe(401);
    expect((await make(client, pupil.id)).body.code).toBe('family.account_exists');
    expect((await client.get('/me/acts?kind=children')).body.items[0]).toMatchObject({ operation: 'family.create_account', objectId: pupil.id });
  });

  it('names everything wrong with it at once, and refuses a login somebody has', async () => {
    const { pupil, parent, client } = await makeFamily();
    const wrong = await make(client, pupil.id, { login: '+7 916 123-45-67', password: 'коротко' });
    expect(wrong.status).toBe(422);
    expect([...new Set(wrong.body.errors.map((e: { pointer: string }) => e.pointer))].sort()).toEqual(['/login', '/password']);
    expect((await make(client, pupil.id, { login: parent.login })).body.code).toBe('identity.alias_taken');
    expect((await client.get(`/children/${pupil.id}/account`)).body.state).toBe('none');
  });

  it('is made once by two parents at once', async () => {
    const { pupil, client } = await makeFamily();
    const father = await makeStaff(app, 'guardian');
    await linkFamily(app, father.id, pupil, 'father');
    const answers = await Promise.all([make(client, pupil.id), make(app.as(await signIn(app, father)), pupil.id)]);
    expect(answers.map((a) => a.status).sort()).toEqual([201, 409]);
  });

  it('is nothing to a stranger, to a parent whose link has ended, and to one who may only view', async () => {
    const { pupil, client, linkId } = await makeFamily();
    const stranger = app.as(await signIn(app, await makeStaff(app, 'guardian')));
    const viewer = await makeStaff(app, 'guardian');
    const { id } = await linkFamily(app, viewer.id, pupil, 'other');
    await app.get(Db).query('UPDATE family.links SET can_act = false WHERE id = $1', [id]);
    const viewing = app.as(await signIn(app, viewer));
    expect([(await make(stranger, pupil.id)).status, (await make(viewing, pupil.id)).status]).toEqual([404, 403]);
    expect((await make(client, pupil.id)).status).toBe(201);
    await client.post(`/family-links/${linkId}/revoke`, {});
    const put = (c: Client) => c.put(`/children/${pupil.id}/account/password`, { newPassword: OTHER_PASSWORD });
    expect([(await put(client)).status, (await put(stranger)).status, (await put(viewing)).status]).toEqual([404, 404, 403]);
  });

  it('gets another password from the parent, and its sessions end', async () => {
    const { pupil, client } = await makeFamily();
    const { body: { login } } = await make(client, pupil.id);
    const { body: { accessToken } } = await enter(login, CHILD_PASSWORD);
    const put = (newPassword: string) => client.put(`/children/${pupil.id}/account/password`, { newPassword });
    expect((await put('weak')).body.errors[0].pointer).toBe('/newPassword');
    expect((await put(CHILD_PASSWORD)).body.errors).toMatchObject([{ pointer: '/newPassword', code: 'password.used_before' }]);
    expect((await put(OTHER_PASSWORD)).status).toBe(204);
    expect((await app.as(accessToken).get('/me')).status).toBe(401);
    expect([(await enter(login, CHILD_PASSWORD)).status, (await enter(login, OTHER_PASSWORD)).status]).toEqual([401, 200]);
  });

  it('is not made from the age of 14 on, nor kept by a parent when the school made it', async () => {
    const grown = await makeFamily(turning14In(-2));
    expect((await make(grown.client, grown.pupil.id)).body.code).toBe('family.old_enough');
    const younger = await makeFamily(turning14In(2));
    expect((await make(younger.client, younger.pupil.id)).status).toBe(201);

    const { pupil, parent } = await makeFamily();
    const account = await makeStaff(app, 'pupil', { schoolId: pupil.schoolId }, { password: GOOD_PASSWORD });
    await app.get(Db).query('UPDATE schools.pupils SET person_id = $2 WHERE id = $1', [pupil.id, account.id]);
    const client = app.as(await signIn(app, parent));
    expect((await client.get(`/children/${pupil.id}/account`)).body).toMatchObject({ state: 'own', login: null, level: expect.anything() });
    expect((await client.put(`/children/${pupil.id}/account/password`, { newPassword: OTHER_PASSWORD })).body.code).toBe('family.account_not_kept');
  });
});

describe('taking it over at 14 (ID-14)', () => {
  const takeOver = (client: Client, more: object = {}) => client.post('/me/take-over', { currentPassword: CHILD_PASSWORD, newPassword: OTHER_PASSWORD, ...more });

  it('needs the age, a phone of one\'s own and the code sent to it; then the parent has no power over it', async () => {
    const { pupil, parent, client } = await makeFamily();
    const { body: { login } } = await make(client, pupil.id);
    expect((await takeOver(await child(login))).body.code).toBe('family.too_young');

    inDays(4);
    const me = await child(login);
    expect((await takeOver(me)).body.code).toBe('family.own_phone_needed');
    const phone = newPhone();
    const begun = await me.post('/me/contacts', { kind: 'phone', value: phone });
    expect((await me.post(`/me/contacts/changes/${begun.body.id}/confirm`, { code: await lastCode(app, phone) })).status).toBe(200);
    expect((await takeOver(me)).body.errors).toMatchObject([{ pointer: '/code' }]);
    // Wishes for a code are spaced out.
    inDays(5);
    const later = await child(login);
    expect((await later.post('/me/password/code')).status).toBe(200);
    expect((await takeOver(later, { code: await lastCode(app, phone) })).status).toBe(204);
    expect((await takeOver(await child(login, OTHER_PASSWORD))).body.code).toBe('family.nothing_to_take_over');

    const again = app.as(await signIn(app, parent));
    expect((await again.get(`/children/${pupil.id}/account`)).body).toMatchObject({ state: 'own', login: null, level: expect.anything() });
    expect((await again.put(`/children/${pupil.id}/account/password`, { newPassword: GOOD_PASSWORD })).body.code).toBe('family.account_not_kept');
    expect((await enter(login, OTHER_PASSWORD)).status).toBe(200);
  });

  it('does not count a phone of the parent', async () => {
    const { pupil, parent, client } = await makeFamily();
    const { body: { login } } = await make(client, pupil.id);
    const account = await app.get(Db).query<{ id: string }>('SELECT person_id AS id FROM schools.pupils WHERE id = $1', [pupil.id]);
    await app.get(Db).query(`INSERT INTO identity.contacts (person_id, kind, value, proved_at) VALUES ($1, 'phone', $2, now())`, [account[0]!.id, parent.phone]);
    inDays(4);
    expect((await takeOver(await child(login))).body.code).toBe('family.own_phone_needed');
  });

  it('is nothing to do for a pupil whose account no parent made', async () => {
    const pupil = await makeStaff(app, 'pupil', { schoolId: newId() });
    expect((await takeOver(app.as(await signIn(app, pupil)))).body.code).toBe('family.nothing_to_take_over');
  });
});
