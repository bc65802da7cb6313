import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ConsentsFacade } from '../../../src/modules/consents/index.js';
import { Db } from '../../../src/platform/database/index.js';
import { formatSnils, snilsCheck } from '../../../src/shared/identifiers/index.js';
import { newId } from '../../../src/shared/ids.js';
import { lastCode, messagesTo, newPhone } from '../../factories/codes.js';
import { GOOD_PASSWORD, makePerson, signIn } from '../../factories/identity.js';
import { type Answer, startTestApp, type TestApp } from '../../support/index.js';
import { OidcDouble } from '../../support/portals/oidc-double.js';
import { newTold, visit } from '../../support/portals/visits.js';

let app: TestApp;
let portal: OidcDouble;
let consents: { terms: number; personalData: number };
beforeAll(async () => {
  portal = await new OidcDouble().start();
  app = await startTestApp({ PUBLIC_URL: 'http://cabinet.test', TRUST_PROXY: '127.0.0.1', IDENTITY_PROVIDERS: JSON.stringify([portal.settings('one')]) });
  const version = (purpose: 'terms' | 'personal_data') => app.get(ConsentsFacade).currentVersion(purpose);
  consents = { terms: await version('terms'), personalData: await version('personal_data') };
});
afterAll(async () => { await app.stop(); await portal.stop(); });

let lastIp = 0;
const newIp = (): string => `198.51.${60 + (++lastIp >> 8)}.${lastIp & 255}`;
const newEmail = (): string => `${newId().slice(-12)}@example.ru`;
const newSnils = (): string => { const n = String(500_000_000 + Math.floor(Math.random() * 99_999_999)); return n + snilsCheck(n); };
const confirmedThere = (more: object = {}) => newTold({ snils: formatSnils(newSnils()), phone: newPhone(), email: newEmail(), contactsProved: true, ...more });
beforeEach(() => { Object.assign(portal, { wrong: {}, person: confirmedThere() }); });

const post = (path: string, body: unknown, cookie?: string): Promise<Answer> =>
  app.request('POST', path, body, { 'x-forwarded-for': newIp(), ...(cookie === undefined ? {} : { cookie }) });
const register = (ticket: string, cookie: string | undefined, more: object = {}): Promise<Answer> => post('/auth/providers/register', { ticket, consents, ...more }, cookie);
const codesOf = (a: Answer): string[] => a.body.errors.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`);
const shape = ({ status, body, headers }: Answer) => ({ status, body: Object.keys(body), headers: Object.keys(headers) });

/** A new account out of the portal's, up to its tokens. */
async function registered(more: object = {}, phone = portal.person.phone): Promise<Answer> {
  const { body: { unlinked }, cookie } = await visit(app, 'one');
  const begun = await register(unlinked.ticket, cookie, more);
  expect(begun.status).toBe(202);
  return post('/auth/register/verify-phone', { registrationId: begun.body.registrationId, code: await lastCode(app, phone) });
}

describe('registration through a portal (ID-2, ID-6)', () => {
  it('makes an account of the portal\'s data with its level, still proving the phone, and comes straight in from then on', async () => {
    const first = await visit(app, 'one');
    expect(first.body.unlinked).toMatchObject({ accountFound: false, known: { name: { family: 'Тестова', given: 'Анна', patronymic: 'Игоревна' }, birthDate: '1985-03-04', phone: portal.person.phone } });
    const begun = await register(first.body.unlinked.ticket, first.cookie);
    expect(begun.status).toBe(202);
    const dump = JSON.stringify(await app.get(Db).query('SELECT row_to_json(r) AS row FROM identity.registrations r'));
    for (const text of ['Тестова', portal.person.phone, portal.person.subject]) expect(dump).not.toContain(text);

    const answer = await post('/auth/register/verify-phone', { registrationId: begun.body.registrationId, code: await lastCode(app, portal.person.phone) });
    expect(answer.status).toBe(200);
    const personId = answer.body.person.id as string;
    const me = (await app.as(answer.body.accessToken).get('/me')).body;
    expect(me).toMatchObject({
      name: { family: 'Тестова' }, birthDate: '1985-03-04', snils: portal.person.snils, phone: portal.person.phone, email: null, login: null, level: { level: 'confirmed', cannot: [] },
    });
    expect((await app.as(answer.body.accessToken).get('/me/level')).body.confirmations).toMatchObject([{ method: 'portal', provider: 'one', confirmedBy: null }]);
    for (const purpose of ['terms', 'personal_data'] as const) expect(await app.get(ConsentsFacade).isGiven(personId, purpose)).toBe(true);
    expect(await visit(app, 'one')).toMatchObject({ status: 200, body: { person: { id: personId } } });
    // The ticket is still in its time, and of no use: the portal's account is somebody's now.
    const phone = newPhone();
    const again = await register(first.body.unlinked.ticket, first.cookie, { phone });
    const late = await post('/auth/register/verify-phone', { registrationId: again.body.registrationId, code: await lastCode(app, phone) });
    expect(late).toMatchObject({ status: 409, body: { code: 'identity.portal_taken' } });
  });

  it('asks for what the portal does not say, and takes nothing typed over what it does', async () => {
    portal.person = newTold({ phone: '', email: '', snils: '' });
    const { body: { unlinked }, cookie } = await visit(app, 'one');
    expect(unlinked.known).toMatchObject({ phone: null, email: null });
    expect(codesOf(await register(unlinked.ticket, cookie, { name: { family: 'Другая', given: 'Анна' }, password: 'weak' })).sort()).toEqual(expect.arrayContaining([
      '/email identity.email', '/name registration.portal_says', '/password password.too_short', '/phone identity.phone']));
    expect(codesOf(await register(unlinked.ticket, cookie, { birthDate: '1990-01-01', phone: newPhone(), email: newEmail() }))).toEqual(['/birthDate registration.portal_says']);
    expect((await register(unlinked.ticket, cookie, { assurance: 'confirmed' })).status).toBe(422);
    const [phone, password] = [newPhone(), GOOD_PASSWORD];
    const done = await registered({ phone, email: newEmail(), password, snils: formatSnils(newSnils()) }, phone);
    expect(done.status).toBe(200);
    expect((await post('/auth/sign-in', { identifier: phone, password })).body.person.id).toBe(done.body.person.id);
  });

  it('without the portal\'s flag leaves the account unconfirmed, and under 14 makes none', async () => {
    portal.person = confirmedThere({ level: 'absent' });
    const { body } = await registered();
    expect((await app.as(body.accessToken).get('/me')).body.level).toMatchObject({ level: 'simplified', cannot: [{ code: 'diary' }] });
    portal.person = confirmedThere({ level: 'child', birthDate: `${new Date().getUTCFullYear() - 10}-01-02` });
    const { body: { unlinked }, cookie } = await visit(app, 'one');
    expect(codesOf(await register(unlinked.ticket, cookie))).toEqual(['/birthDate registration.too_young']);
  });

  it('never becomes somebody\'s account by coincidence of phone, e-mail and SNILS, and answers as for nobody\'s', async () => {
    const snils = newSnils();
    const owner = await makePerson(app, { snils, birthDate: '1985-03-04', password: GOOD_PASSWORD });
    const spared = confirmedThere();
    portal.person = confirmedThere({ snils: formatSnils(snils), phone: owner.phone, email: owner.email });
    const { body: { unlinked }, cookie } = await visit(app, 'one');
    const known = await register(unlinked.ticket, cookie);
    const taken = portal.person;
    portal.person = spared;
    const other = await visit(app, 'one');
    expect(shape(known)).toEqual(shape(await register(other.body.unlinked.ticket, other.cookie)));
    expect((await messagesTo(app, owner.phone)).at(-1)).toContain('уже есть учётная запись');
    expect(codesOf(await post('/auth/register/verify-phone', { registrationId: known.body.registrationId, code: '000000' }))).toEqual(['/code codes.wrong']);

    // With a phone of their own they get an account of their own: nothing of the owner's is in it.
    portal.person = taken;
    const [phone, email] = [newPhone(), newEmail()];
    const made = await registered({ phone, email }, phone);
    expect(made.body.person.id).not.toBe(owner.id);
    expect((await app.as(made.body.accessToken).get('/me')).body).toMatchObject({ snils: null, phone });
    for (const identifier of [snils, owner.email, owner.phone]) {
      expect((await post('/auth/sign-in', { identifier, password: GOOD_PASSWORD })).body.person.id).toBe(owner.id);
    }
    expect((await app.as(await signIn(app, owner)).get('/me/linked-accounts')).body.items).toEqual([]);
  });

  it('takes a ticket in the browser that began only, not one made to link, and of two registrations at once makes one account', async () => {
    const { body: { unlinked }, cookie } = await visit(app, 'one');
    const other = await visit(app, 'one');
    for (const [ticket, c] of [[unlinked.ticket, undefined], [unlinked.ticket, `portal_browser=${'x'.repeat(43)}`], ['unknown', cookie]] as const) {
      expect(await register(ticket, c)).toMatchObject({ status: 401, body: { code: 'auth.portal_over' } });
    }
    const phones = [newPhone(), newPhone()];
    const begun = [await register(unlinked.ticket, cookie, { phone: phones[0] }), await register(other.body.unlinked.ticket, other.cookie, { phone: phones[1], email: newEmail() })];
    const codes = [await lastCode(app, phones[0]!), await lastCode(app, phones[1]!)];
    const both = await Promise.all(begun.map(({ body }, i) => post('/auth/register/verify-phone', { registrationId: body.registrationId, code: codes[i] })));
    expect(both.map((b) => b.status).sort()).toEqual([200, 409]);
    const people = await app.get(Db).query('SELECT person_id FROM identity.contacts WHERE value = ANY($1)', [phones]);
    expect(people).toHaveLength(1); // of the other nothing is left
  });
});

describe('a portal\'s trust flag (ID-8)', () => {
  it('confirms at the link and at each sign-in; its silence ends what it has confirmed, and nothing else', async () => {
    const { body } = await registered();
    const personId = body.person.id as string;
    const level = async (token: string): Promise<string> => (await app.as(token).get('/me')).body.level.level;
    expect(await level(body.accessToken)).toBe('confirmed');

    portal.person = { ...portal.person, level: 'absent' };
    const silent = await visit(app, 'one');
    expect([silent.status, await level(silent.body.accessToken)]).toEqual([200, 'simplified']);
    expect(await level(body.accessToken)).toBe('simplified'); // on the session before, too
    expect((await app.as(body.accessToken).get('/me/level')).body.confirmations[0]).toMatchObject({ method: 'portal', endGround: 'portal_silent' });
    await app.drain();
    expect((await app.as(body.accessToken).get('/notifications?category=security')).body.items[0].title).toContain('больше не подтверждает');

    portal.person = { ...portal.person, level: 'confirmed' };
    expect(await level((await visit(app, 'one')).body.accessToken)).toBe('confirmed');
    const standing = await app.get(Db).query('SELECT id FROM identity.level_confirmations WHERE person_id = $1 AND ended_at IS NULL', [personId]);
    expect(standing).toHaveLength(1);
  });

  it('leaves a confirmation by the school alone, and confirms nobody whose data differ', async () => {
    const person = await makePerson(app, { name: { family: 'Тестова', given: 'Анна', patronymic: 'Игоревна' }, birthDate: '1985-03-04', password: GOOD_PASSWORD });
    portal.person = confirmedThere({ level: 'absent' });
    const { body: { unlinked }, cookie } = await visit(app, 'one');
    const token = await signIn(app, person);
    expect((await app.request('POST', '/me/linked-accounts', { ticket: unlinked.ticket }, { cookie, authorization: `Bearer ${token}` })).status).toBe(204);
    const { body } = await visit(app, 'one');
    expect((await app.as(body.accessToken).get('/me')).body.level.level).toBe('confirmed');

    const nobody = await makePerson(app, { name: { family: 'Тестова', given: 'Анна', patronymic: 'Игоревна' }, birthDate: '1985-03-04', password: GOOD_PASSWORD, confirmed: false });
    portal.person = confirmedThere({ snils: '' });
    const second = await visit(app, 'one');
    expect((await app.request('POST', '/me/linked-accounts', { ticket: second.body.unlinked.ticket }, { cookie: second.cookie, authorization: `Bearer ${await signIn(app, nobody)}` })).status).toBe(204);
    expect((await app.as(await signIn(app, nobody)).get('/me')).body.level.level).toBe('confirmed');
    // Linked without the flag, then told otherwise of whom it is.
    const third = await makePerson(app, { name: { family: 'Тестова', given: 'Анна', patronymic: 'Игоревна' }, birthDate: '1985-03-04', confirmed: false });
    portal.person = confirmedThere({ level: 'absent' });
    const linked = await visit(app, 'one');
    expect((await app.request('POST', '/me/linked-accounts', { ticket: linked.body.unlinked.ticket }, { cookie: linked.cookie, authorization: `Bearer ${await signIn(app, third)}` })).status).toBe(204);
    portal.person = { ...portal.person, level: 'confirmed', given: 'Марина' };
    expect((await app.as((await visit(app, 'one')).body.accessToken).get('/me')).body.level.level).not.toBe('confirmed');
  });
});
