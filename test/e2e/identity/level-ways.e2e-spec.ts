import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { snilsCheck } from '../../../src/shared/identifiers/index.js';
import { type MadePerson, makePerson, signIn } from '../../factories/identity.js';
import { TestAuthority, type TestCertificate } from '../../support/certificates.js';
import { type Answer, type Client, startTestApp, type TestApp } from '../../support/index.js';
import { OidcDouble } from '../../support/portals/oidc-double.js';
import { comeBack, cookieOf, type Landed, newTold } from '../../support/portals/visits.js';

const NAME = { family: 'Тестова', given: 'Анна', patronymic: 'Игоревна' };
const SURNAME = '2.5.4.4';
const GIVEN = '2.5.4.42';
const SNILS = '1.2.643.100.3';

let app: TestApp;
let bank: OidcDouble;
let portal: OidcDouble;
let dir: string;
let accredited: TestAuthority;
let ordinary: TestAuthority;
beforeAll(async () => {
  [bank, portal] = [await new OidcDouble().start(), await new OidcDouble().start()];
  dir = mkdtempSync(join(tmpdir(), 'school-cabinet-qualified-'));
  [accredited, ordinary] = [await TestAuthority.make('Аккредитованный центр'), await TestAuthority.make('Центр школы')];
  writeFileSync(join(dir, 'qualified.pem'), accredited.pem);
  writeFileSync(join(dir, 'ca.pem'), ordinary.pem);
  app = await startTestApp({
    PUBLIC_URL: 'http://cabinet.test', QUALIFIED_CA_FILE: join(dir, 'qualified.pem'), CERTIFICATE_CA_FILE: join(dir, 'ca.pem'),
    IDENTITY_PROVIDERS: JSON.stringify([portal.settings('portal'), { ...bank.settings('bank'), purpose: 'confirm', title: { ru: 'Примерный банк', en: 'Example bank' } }]),
  });
});
beforeEach(() => { for (const double of [bank, portal]) Object.assign(double, { wrong: {}, person: newTold() }); });
afterEach(() => app.clock.moveTo(new Date()));
afterAll(async () => {
  await app.stop();
  await bank.stop();
  await portal.stop();
  rmSync(dir, { recursive: true, force: true });
});

const newSnils = (): string => { const n = String(600_000_000 + Math.floor(Math.random() * 99_999_999)); return n + snilsCheck(n); };
async function newPerson(more: object = {}): Promise<{ person: MadePerson; client: Client; token: string; snils: string }> {
  const snils = newSnils();
  const person = await makePerson(app, { name: NAME, birthDate: '1985-03-04', snils, confirmed: false, ...more });
  const token = await signIn(app, person);
  return { person, token, client: app.as(token), snils };
}
const level = async (client: Client): Promise<string> => (await client.get('/me')).body.level.level;

describe('a qualified electronic signature (ID-8)', () => {
  const issue = (snils: string, subject: object = {}, by = accredited): Promise<TestCertificate> =>
    by.issue('Тестова Анна Игоревна', { subject: { [SURNAME]: 'Тестова', [GIVEN]: 'Анна Игоревна', [SNILS]: snils, ...subject } });
  const line = async (client: Client): Promise<Buffer> => Buffer.from((await client.post('/me/level/signature', {})).body.toSign, 'base64');
  const answer = (client: Client, signature: string): Promise<Answer> => client.post('/me/level/signature/confirm', { signature });
  const sign = async (client: Client, certificate: TestCertificate): Promise<Answer> => answer(client, await certificate.sign(await line(client)));

  it('confirms whom it is made out to, and keeps the certificate as evidence', async () => {
    const { client, snils } = await newPerson();
    expect((await client.get('/me')).body.level.ways.map((w: { method: string; provider: string | null }) => `${w.method} ${w.provider}`)).toEqual(
      ['portal portal', 'signature null', 'bank bank', 'post null', 'school null', 'mfc null', 'scan null', 'video null']);
    expect(await sign(client, await issue(snils))).toMatchObject({ status: 200, body: { method: 'signature', confirmedBy: null, documentKind: null } });
    expect(await level(client)).toBe('confirmed');
    expect((await client.get('/me/acts')).body.items.map((act: { text: string }) => act.text)).toContain('Подтверждена учётная запись');
  });

  it('reads the name from the common name where there is no other, and ё as е', async () => {
    const { client, snils } = await newPerson({ name: { family: 'Ёлкина', given: 'Анна-Мария' } });
    expect((await sign(client, await accredited.issue('ЕЛКИНА Анна Мария', { subject: { [SNILS]: snils } }))).status).toBe(200);
  });

  it('of another name or SNILS, of an authority that is not accredited, expired, or without SNILS does not, and says why', async () => {
    const { client, snils } = await newPerson();
    expect((await sign(client, await issue(newSnils()))).body).toMatchObject({ status: 409, code: 'level.data_differ', fields: ['snils'] });
    const other = await sign(client, await issue(snils, { [GIVEN]: 'Марина Игоревна' }));
    expect(other.body).toMatchObject({ code: 'level.data_differ', fields: ['name'] });
    expect(other.body.detail).not.toContain('Анна');
    expect((await sign(client, await issue(snils, {}, ordinary))).body.code).toBe('auth.certificate_untrusted');
    const expired = await accredited.issue('Тестова Анна Игоревна', { until: new Date(Date.now() - 1000), subject: { [SNILS]: snils } });
    expect((await sign(client, expired)).body.code).toBe('auth.certificate_expired');
    expect((await sign(client, await accredited.issue('Тестова Анна Игоревна'))).body.code).toBe('level.certificate_not_qualified');
    expect(await level(client)).not.toBe('confirmed');
    const { client: without } = await newPerson({ snils: null });
    expect((await sign(without, await issue(snils))).body.code).toBe('level.profile_incomplete');
  });

  it('is of this very line, made for confirming, once and in its time, and of this person', async () => {
    const [one, two] = [await newPerson(), await newPerson()];
    const certificate = await issue(one.snils);
    const signature = await certificate.sign(await line(one.client));
    await line(two.client);
    expect((await answer(two.client, signature)).body.code).toBe('auth.certificate_wrong_signature');
    expect((await answer(two.client, signature)).body.code).toBe('level.signature_over'); // used up by the first answer
    const enrolment = await two.client.post('/me/factors/certificate', {});
    await line(one.client);
    expect((await answer(one.client, await certificate.sign(Buffer.from(enrolment.body.toSign, 'base64')))).body.code).toBe('auth.certificate_wrong_signature');
    const late = await certificate.sign(await line(one.client));
    app.clock.moveTo(new Date(Date.now() + 11 * 60_000));
    expect((await app.as(await signIn(app, one.person)).post('/me/level/signature/confirm', { signature: late })).body.code).toBe('level.signature_over');
    app.clock.moveTo(new Date());
    const right = await certificate.sign(await line(one.client));
    const both = await Promise.all([answer(one.client, right), answer(one.client, right), answer(one.client, right)]);
    expect(both.map((b) => b.status).sort()).toEqual([200, 409, 409]);
  });
});

describe('a bank (ID-8)', () => {
  const begin = async (token: string, provider = 'bank', returnTo = '/profile'): Promise<Answer> =>
    app.request('POST', `/me/level/bank/${provider}/start`, { returnTo }, { authorization: `Bearer ${token}` });
  const go = async (token: string): Promise<Landed> => {
    const started = await begin(token);
    expect(started.status).toBe(200);
    return comeBack(app, 'bank', started.body.url, cookieOf(started));
  };
  const confirm = (token: string, { portal: ticket, cookie }: Landed): Promise<Answer> =>
    app.request('POST', '/me/level/bank/confirm', { ticket }, { authorization: `Bearer ${token}`, cookie });

  it('confirms whose name and birth date it tells, and is no way to come in', async () => {
    const { token, client } = await newPerson();
    const landed = await go(token);
    expect((await app.request('POST', '/auth/providers/exchange', { code: landed.portal }, { cookie: landed.cookie })).status).toBe(401);
    expect((await app.request('POST', '/me/linked-accounts', { ticket: landed.portal }, { cookie: landed.cookie, authorization: `Bearer ${token}` })).body.code).toBe('auth.portal_over');
    expect(await confirm(token, landed)).toMatchObject({ status: 200, body: { method: 'bank', provider: 'bank' } });
    expect(await level(client)).toBe('confirmed');
    expect((await confirm(token, landed)).body.code).toBe('auth.portal_over');
    const offered = (await app.anonymous.get('/auth/providers')).body;
    expect([offered.items.map((p: { id: string }) => p.id), offered.ways]).toEqual([['portal'], ['password', 'portal']]);
    expect((await app.anonymous.get('/auth/providers/bank/start')).status).toBe(404);
    expect((await app.request('POST', '/me/linked-accounts/bank/start', { returnTo: '/' }, { authorization: `Bearer ${token}` })).status).toBe(404);
    expect((await begin(token, 'portal')).body.code).toBe('level.method_off');
    expect((await begin(token, 'unheard-of')).status).toBe(404);
    expect((await begin(token, 'bank', '//evil.example')).status).toBe(422);
  });

  it('that tells of somebody else, of nobody, or has not identified them confirms nobody', async () => {
    const { token, client } = await newPerson();
    bank.person = newTold({ given: 'Марина', birthDate: '1985-03-05' });
    const differs = await confirm(token, await go(token));
    expect(differs.body).toMatchObject({ status: 409, code: 'level.data_differ', fields: ['given', 'birthDate'] });
    expect(differs.body.detail).toContain('имя, дата рождения');
    expect(differs.body.detail).not.toMatch(/Анна|1985/);
    bank.person = newTold({ level: 'absent' });
    expect((await confirm(token, await go(token))).body.code).toBe('level.told_too_little');
    bank.person = newTold({ family: '' });
    expect((await confirm(token, await go(token))).body.code).toBe('level.told_too_little');
    const { token: unknown } = await newPerson({ birthDate: null });
    bank.person = newTold();
    expect((await confirm(unknown, await go(unknown))).body.code).toBe('level.profile_incomplete');
    expect(await level(client)).not.toBe('confirmed');
  });

  it('takes a ticket of this session and browser only, and one client of the bank confirms one account', async () => {
    const [one, two] = [await newPerson(), await newPerson()];
    const landed = await go(one.token);
    expect((await confirm(two.token, landed)).body.code).toBe('auth.portal_over');
    expect((await confirm(one.token, { ...landed, cookie: `portal_browser=${'y'.repeat(43)}` })).body.code).toBe('auth.portal_over');
    expect((await confirm(await signIn(app, one.person), landed)).body.code).toBe('auth.portal_over');
    const twice = await Promise.all([confirm(one.token, landed), confirm(one.token, landed)]);
    expect(twice.map((t) => t.status).sort()).toEqual([200, 401]);
    // The same client of the bank, at a namesake born on the same day.
    expect((await confirm(two.token, await go(two.token))).body.code).toBe('level.evidence_taken');
    expect(await level(two.client)).not.toBe('confirmed');
  });
});
