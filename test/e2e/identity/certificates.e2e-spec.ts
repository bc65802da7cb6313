import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Db } from '../../../src/platform/database/index.js';
import { newId } from '../../../src/shared/ids.js';
import { GOOD_PASSWORD, type MadePerson, makePerson, makeStaff, signIn } from '../../factories/identity.js';
import { TestAuthority, type TestCertificate } from '../../support/certificates.js';
import { startTestApp, type Answer, type Client, type TestApp } from '../../support/index.js';

const DAY_MS = 24 * 3600 * 1000;
let app: TestApp;
let dir: string;
let authority: TestAuthority;
const revoke = async (...revoked: TestCertificate[]): Promise<void> => writeFileSync(join(dir, 'list.crl'), await authority.revocationList(revoked));
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'school-cabinet-ca-'));
  authority = await TestAuthority.make('Тестовый удостоверяющий центр');
  writeFileSync(join(dir, 'ca.pem'), authority.pem);
  await revoke();
  app = await startTestApp({ CERTIFICATE_CA_FILE: join(dir, 'ca.pem'), CERTIFICATE_CRL_FILES: join(dir, 'list.crl') });
});
afterEach(async () => { app.clock.moveTo(new Date()); await revoke(); });
afterAll(async () => { await app.stop(); rmSync(dir, { recursive: true, force: true }); });

const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');
const enrol = async (client: Client, certificate: TestCertificate): Promise<Answer> => {
  const { body } = await client.post('/me/factors/certificate', {});
  return client.post(`/me/factors/certificate/${body.id}/confirm`, { signature: await certificate.sign(bytes(body.toSign)) });
};
const owner = async (certificate: TestCertificate): Promise<{ person: MadePerson; client: Client }> => {
  const person = await makePerson(app, { password: GOOD_PASSWORD });
  const confirmed = await enrol(app.as(await signIn(app, person)), certificate);
  expect(confirmed).toMatchObject({ status: 200 });
  return { person, client: app.as(confirmed.body.accessToken) };
};
const challenge = async (person: MadePerson): Promise<string> =>
  (await app.anonymous.post('/auth/sign-in', { identifier: person.login, password: GOOD_PASSWORD })).body.challenge.id;
const toSign = async (id: string): Promise<Buffer> => bytes((await app.anonymous.post(`/auth/challenges/${id}/send`, { method: 'certificate' })).body.toSign);
const verify = (id: string, signature: string): Promise<Answer> => app.anonymous.post(`/auth/challenges/${id}/verify`, { method: 'certificate', assertion: { signature } });
const fresh = async (): Promise<Client> => app.as(await signIn(app, await makePerson(app)));

describe('digital certificates (ID-5)', () => {
  it.each(['RSA', 'ECDSA'] as const)('let their owner in by a signed challenge: %s', async (algorithm) => {
    const certificate = await authority.issue('Соловьёва Анна', { algorithm });
    const { person, client } = await owner(certificate);
    expect((await client.get('/me/factors')).body.items).toMatchObject([{ kind: 'certificate', label: 'Соловьёва Анна', endsAt: expect.any(String) }]);
    const id = await challenge(person);
    expect((await verify(id, await certificate.sign(await toSign(id)))).status).toBe(200);
  });

  it('take a signature once, of this very challenge, made for signing in', async () => {
    const certificate = await authority.issue('Одноразовая');
    const { person, client } = await owner(certificate);
    const [first, second] = [await challenge(person), await challenge(person)];
    const signature = await certificate.sign(await toSign(first));
    await toSign(second);
    expect((await verify(second, signature)).body.code).toBe('auth.certificate_wrong_signature');
    // The answer used up what was to be signed there.
    expect((await verify(second, signature)).body.code).toBe('auth.invalid_code');
    const enrolment = (await client.post('/me/factors/certificate', {})).body;
    await toSign(first);
    expect((await verify(first, await certificate.sign(bytes(enrolment.toSign)))).body.code).toBe('auth.certificate_wrong_signature');
    // A signature that brings its own content is not one of ours.
    expect((await verify(first, await certificate.sign(await toSign(first), true))).body.code).toBe('auth.certificate_wrong_signature');
  });

  it('of somebody else, of another authority and nonsense are refused', async () => {
    const [mine, theirs] = [await authority.issue('Моя'), await authority.issue('Чужая')];
    const [{ person }, stranger] = [await owner(mine), await owner(theirs)];
    const id = await challenge(person);
    expect((await verify(id, await theirs.sign(await toSign(id)))).body.code).toBe('auth.invalid_code');
    await toSign(id);
    expect((await verify(id, 'bm9uc2Vuc2U=')).body.code).toBe('auth.certificate_wrong_signature');
    const rogue = await (await TestAuthority.make('Тестовый удостоверяющий центр')).issue('Моя');
    expect((await verify(id, await rogue.sign(await toSign(id)))).body.code).toBe('auth.certificate_untrusted');
    expect((await enrol(stranger.client, mine)).body.code).toBe('identity.factor_taken');
    expect((await enrol(await fresh(), rogue)).body.code).toBe('auth.certificate_untrusted');
  });

  it('are not taken before their day, nor when they are not for signing', async () => {
    const tomorrow = await authority.issue('Завтра', { from: new Date(Date.now() + DAY_MS) });
    expect((await enrol(await fresh(), tomorrow)).body.code).toBe('auth.certificate_not_yet_valid');
    const forTransport = await authority.issue('Шифрование', { usage: 0x20 });
    expect((await enrol(await fresh(), forTransport)).body.code).toBe('auth.certificate_not_for_signing');
  });

  it('that expire or are revoked have errors of their own; a new list counts at once', async () => {
    const certificate = await authority.issue('Скоро конец', { until: new Date(Date.now() + DAY_MS) });
    const { person } = await owner(certificate);
    const id = await challenge(person);
    await revoke(certificate);
    expect((await verify(id, await certificate.sign(await toSign(id)))).body.code).toBe('auth.certificate_revoked');
    await revoke();
    app.clock.moveTo(new Date(Date.now() + 2 * DAY_MS));
    const late = await challenge(person);
    expect((await verify(late, await certificate.sign(await toSign(late)))).body.code).toBe('auth.certificate_expired');
    const [row] = await app.get(Db).query('SELECT reason FROM identity.sign_ins WHERE person_id = $1 ORDER BY created_at DESC LIMIT 1', [person.id]);
    expect(row).toEqual({ reason: 'certificate_refused' });
  });

  it('warn their owner 30 and 7 days before they end, while they are set up', async () => {
    const ends = new Date(Date.now() + 40 * DAY_MS);
    const [{ person, client }, gone] = [await owner(await authority.issue('Кончается', { until: ends })), await owner(await authority.issue('Удалён', { until: ends }))];
    const [{ id }] = (await gone.client.get('/me/factors')).body.items;
    expect((await gone.client.delete(`/me/factors/certificate/${id}`)).status).toBe(204);
    expect((await client.get('/me')).status).toBe(200);
    const warnings = async (whose: MadePerson): Promise<number> => {
      await app.drain();
      const { body } = await app.as(await signIn(app, whose)).get('/notifications');
      return body.items.filter((n: { title: string }) => n.title.startsWith('Сертификат для входа')).length;
    };
    expect(await warnings(person)).toBe(0);
    app.clock.moveTo(new Date(ends.getTime() - 30 * DAY_MS + 1000));
    expect(await warnings(person)).toBe(1);
    app.clock.moveTo(new Date(ends.getTime() - 7 * DAY_MS + 1000));
    expect(await warnings(person)).toBe(2);
    expect(await warnings(gone.person)).toBe(0);
  });

  it('are enough for staff', async () => {
    const person = await makeStaff(app, 'teacher', { schoolId: newId() });
    const client = app.as((await enrol(app.as(await signIn(app, person)), await authority.issue('Учитель'))).body.accessToken);
    const { id } = (await client.get('/me/factors')).body.items.find((f: { kind: string }) => f.kind === 'totp');
    expect((await client.delete(`/me/factors/totp/${id}`)).status).toBe(204);
  });
});
