import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { OldAccountsService } from '../../../src/modules/identity/app/old-accounts.service.js';
import { IdentityFacade } from '../../../src/modules/identity/index.js';
import { AccountGrewOld, ContactChanged } from '../../../src/modules/identity/identity.events.js';
import { Db } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/shared/ids.js';
import { lastCode, messagesTo, newPhone } from '../../factories/codes.js';
import { GOOD_PASSWORD, makePerson, signIn } from '../../factories/identity.js';
import { type Answer, type Client, startTestApp, type TestApp } from '../../support/index.js';

let app: TestApp;
beforeAll(async () => { app = await startTestApp(); });
afterEach(() => app.clock.moveTo(new Date()));
afterAll(() => app.stop());

const newEmail = (): string => `${newId().slice(-12)}@example.ru`;
const codesOf = (a: Answer): string[] => a.body.errors.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`);
const begin = (client: Client, kind: 'email' | 'phone', value: string, more: object = {}) => client.post('/me/contacts', { kind, value, ...more });
const confirm = (client: Client, id: string, body: object) => client.post(`/me/contacts/changes/${id}/confirm`, body);
const events = (name: string, personId: string) => app.get(Db).query(`SELECT 1 FROM platform.outbox WHERE name = $1 AND payload->>'personId' = $2`, [name, personId]);

describe('own contacts (ID-15)', () => {
  it('change with a code to the new and one to the former; the former is told, and does not sign in any more', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    const client = app.as(await signIn(app, person));
    const phone = newPhone();
    const { status, body } = await begin(client, 'phone', phone.replace('+7', '8'));
    expect(status).toBe(201);
    expect(body.proofCodeSentTo).toContain(person.phone.slice(-2));
    const code = await lastCode(app, phone);

    expect(codesOf(await confirm(client, body.id, { code }))).toEqual(['/proofCode contacts.code_missing']);
    expect(codesOf(await confirm(client, body.id, { proofCode: 'x' }))).toEqual(['/proofCode codes.wrong']);
    const done = await confirm(client, body.id, { proofCode: await lastCode(app, person.phone) });
    expect(done.status).toBe(200);
    expect(done.body.items.find((c: { kind: string }) => c.kind === 'phone')).toMatchObject({ value: phone, stale: false });
    expect((await confirm(client, body.id, { code })).status).toBe(404);

    expect(await messagesTo(app, person.phone)).toContainEqual(expect.stringContaining('больше не привязан'));
    expect(await events(ContactChanged.name, person.id)).toHaveLength(1);
    const tryIn = async (identifier: string) => (await app.anonymous.post('/auth/sign-in', { identifier, password: GOOD_PASSWORD })).status;
    expect([await tryIn(person.phone), await tryIn(phone)]).toEqual([401, 200]);
  });

  it('change by the other proved contact when the former is lost; a change is nobody else’s to confirm', async () => {
    const person = await makePerson(app);
    const client = app.as(await signIn(app, person));
    const phone = newPhone();
    const { body } = await begin(client, 'phone', phone, { formerLost: true });
    const stranger = app.as(await signIn(app, await makePerson(app)));
    const codes = { code: await lastCode(app, phone), proofCode: await lastCode(app, person.email) };
    expect((await confirm(stranger, body.id, codes)).status).toBe(404);
    expect((await confirm(client, body.id, codes)).status).toBe(200);

    const alone = await makePerson(app, { email: 'shared@example.ru' });
    await app.get(Db).query(`DELETE FROM identity.contacts WHERE person_id = $1 AND kind = 'email'`, [alone.id]);
    expect((await begin(app.as(await signIn(app, alone)), 'phone', newPhone(), { formerLost: true })).body.code).toBe('contacts.no_other_proof');
  });

  it('name a value that is no contact, and a number codes do not go to', async () => {
    const client = app.as(await signIn(app, await makePerson(app)));
    expect(codesOf(await begin(client, 'email', 'nobody'))).toEqual(['/value identity.email']);
    expect(codesOf(await begin(client, 'phone', '+375 29 123-45-67'))).toEqual(['/value codes.number_not_served']);
  });

  it('stay with who signs in by them first: proving a number of somebody else’s account enters nothing', async () => {
    const first = await makePerson(app, { password: GOOD_PASSWORD });
    const second = await makePerson(app);
    const client = app.as(await signIn(app, second));
    const { body } = await begin(client, 'phone', first.phone);
    expect((await confirm(client, body.id, { code: await lastCode(app, first.phone), proofCode: await lastCode(app, second.phone) })).status).toBe(200);
    const { body: signedIn } = await app.anonymous.post('/auth/sign-in', { identifier: first.phone, password: GOOD_PASSWORD });
    expect(signedIn.person.id).toBe(first.id);
  });

  it('lock the account after five wrong codes, over all its changes', async () => {
    const person = await makePerson(app);
    const client = app.as(await signIn(app, person));
    const [one, two] = [(await begin(client, 'email', newEmail())).body.id, (await begin(client, 'phone', newPhone())).body.id];
    const statuses = [];
    for (let i = 0; i < 6; i++) statuses.push((await confirm(client, i % 2 === 0 ? one : two, { code: 'x' })).status);
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
  });

  it('are flagged after a year and their owner reminded once; proved anew by one code', async () => {
    const person = await makePerson(app);
    await app.get(Db).query(`UPDATE identity.contacts SET proved_at = proved_at - interval '366 days' WHERE person_id = $1`, [person.id]);
    const client = app.as(await signIn(app, person));
    expect((await client.get('/me/contacts')).body.items.map((c: { stale: boolean }) => c.stale)).toEqual([true, true]);
    await app.get(OldAccountsService).run();
    await app.get(OldAccountsService).run();
    expect(await events(AccountGrewOld.name, person.id)).toHaveLength(1);
    const { body } = await begin(client, 'email', person.email);
    expect(body.proofCodeSentTo).toBeNull();
    const { body: { items } } = await confirm(client, body.id, { code: await lastCode(app, person.email) });
    expect(items.map((c: { kind: string; stale: boolean }) => [c.kind, c.stale])).toEqual([['email', false], ['phone', true]]);
  });
});

describe('a transit password (ID-4)', () => {
  it('lets its holder do nothing but set a password of their own, and prove an e-mail and a phone', async () => {
    const login = `u_${newId().slice(-12)}`;
    await app.get(IdentityFacade).createAccount(null, { name: { family: 'Речкин', given: 'Марк' }, login, password: 'school-1', transit: true });
    const { body } = await app.anonymous.post('/auth/sign-in', { identifier: login, password: 'school-1' });
    expect(body.mustChange).toEqual(['password', 'email', 'phone']);
    const client = app.as(body.accessToken);
    const held = async (): Promise<string[]> => {
      const { status, body: refusal } = await client.get('/notifications');
      if (status === 200) return [];
      expect(refusal).toMatchObject({ status: 403, code: 'auth.setup_required' });
      return refusal.mustChange as string[];
    };
    expect(await held()).toEqual(['password', 'email', 'phone']);
    expect((await client.put('/me/password', { currentPassword: 'school-1', newPassword: GOOD_PASSWORD })).status).toBe(204);
    expect(await held()).toEqual(['email', 'phone']);
    for (const [kind, value] of [['phone', newPhone()], ['email', newEmail()]] as const) {
      const { body: { id } } = await begin(client, kind, value);
      expect((await confirm(client, id, { code: await lastCode(app, value) })).status).toBe(200);
    }
    expect(await held()).toEqual([]);
    expect((await client.get('/me')).body.mustChange).toEqual([]);
  });
});

describe('passwords given out by the program (ID-3)', () => {
  it('keep the policy unless they are transit ones', async () => {
    const account = { name: { family: 'Речкин', given: 'Марк' }, password: 'weak' };
    await expect(app.get(IdentityFacade).createAccount(null, account)).rejects.toMatchObject({ code: 'input.invalid', errors: expect.arrayContaining([expect.objectContaining({ pointer: '/password', code: 'password.too_short' })]) });
    await expect(app.get(IdentityFacade).createAccount(null, { ...account, transit: true })).resolves.toBeDefined();
  });

  it('grown 180 days old are reminded of once', async () => {
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    await app.get(Db).query(`UPDATE identity.accounts SET password_set_at = password_set_at - interval '181 days' WHERE person_id = $1`, [person.id]);
    await app.get(OldAccountsService).run();
    await app.get(OldAccountsService).run();
    expect(await events(AccountGrewOld.name, person.id)).toHaveLength(1);
    expect((await app.as(await signIn(app, person)).get('/me')).body.mustChange).toEqual([]);
  });
});
