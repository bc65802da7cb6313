import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { GostSignatures } from '../../../src/modules/identity/app/factors/certificates/gost-signatures.js';
import { readSignedMessage, signerOf } from '../../../src/modules/identity/app/factors/certificates/signed-message.js';
import { TrustStore } from '../../../src/modules/identity/app/factors/certificates/trust-store.js';
import { Config } from '../../../src/platform/config/index.js';
import { Log } from '../../../src/platform/logging/index.js';
import { GOOD_PASSWORD, makePerson, signIn } from '../../factories/identity.js';
import { GostAuthority, type GostCertificate, gostEngine } from '../../support/gost.js';
import { type Answer, type Client, startTestApp, type TestApp } from '../../support/index.js';

const DAY_MS = 24 * 3600 * 1000;

describe('GOST certificates where the engine is missing (ID-5)', () => {
  /** A detached signature of somebody's token, GOST R 34.10-2012, over the line «hello». */
  const MESSAGE = Buffer.from([
    'MIIDUQYJKoZIhvcNAQcCoIIDQjCCAz4CAQExDjAMBggqhQMHAQECAgUAMAsGCSqGSIb3DQEHAaCCAYQwggGAMIIBK6ADAgECAgEBMAwGCCqFAwcBAQMCBQAwDzENMAsGA1UEAwwER09TVDAeFw0yNj',
    'ExMjkwODM3NTNaFw0yNjEyMjkwODM3NTNaMCYxJDAiBgNVBAMMG9Ch0L7Qu9C+0LLRjNGR0LLQsCDQkNC90L3QsDBmMB8GCCqFAwcBAQEBMBMGByqFAwICIwEGCCqFAwcBAQICA0MABECCleCoLuvN',
    '++digsVSPsw+sfkjKTIt4cV8ndqSZmpE0rMHBuJvtov/vKFhItiibMDU15OnL+ijByLtMH3n9K9oo1IwUDAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0OBBYEFJPRgCkSmL8gkVLcNoIAb78mJEGNMB8GA1',
    'UdIwQYMBaAFLyEBbBYij6LoB4Cfxz4IC366aQVMAwGCCqFAwcBAQMCBQADQQDg0A0dkwoyMiGvOUoTZxO3HE3VXEGP/n0bUzL/6RMwrBPUC7xgKnbt89tMXASsIPz3uIkJYrt+dlxvwcF8t4Z9MYIB',
    'kjCCAY4CAQEwFDAPMQ0wCwYDVQQDDARHT1NUAgEBMAwGCCqFAwcBAQICBQCgggETMBgGCSqGSIb3DQEJAzELBgkqhkiG9w0BBwEwHAYJKoZIhvcNAQkFMQ8XDTI2MTEyOTA4Mzc1M1owLwYJKoZIhv',
    'cNAQkEMSIEIGykjUZJ6ZC52UBKNDHbwJRbvU2YRjGmzULTZx8V2mskMIGnBgkqhkiG9w0BCQ8xgZkwgZYwCwYJYIZIAWUDBAEqMAoGCCqFAwcBAQICMAoGCCqFAwcBAQIDMAgGBiqFAwICCTAIBgYq',
    'hQMCAhUwCwYJYIZIAWUDBAEWMAsGCWCGSAFlAwQBAjAKBggqhkiG9w0DBzAOBggqhkiG9w0DAgICAIAwDQYIKoZIhvcNAwICAUAwBwYFKw4DAgcwDQYIKoZIhvcNAwICASgwDAYIKoUDBwEBAQEFAA',
    'RAnXSkJzI+SFzFSAXaRslnP6+fz9F+zOFuzS/QzEZpi4RkKWQpOJp5cDZNgsA0DDkCCdWv9EKst8Ts5bB8HnXT4Q==',
  ].join(''), 'base64');

  it('are read, and refused with words of their own: never taken as they are', async () => {
    const config = Config.fromEnv({ NODE_ENV: 'test', LOG_LEVEL: 'silent', CERTIFICATE_OPENSSL: '/no/such/program' });
    const message = readSignedMessage(MESSAGE);
    expect(signerOf(message.signer)).toMatchObject({ owner: { subject: 'Соловьёва Анна' }, fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const gost = new GostSignatures(new TrustStore(config), new Log(config), config);
    await expect(gost.verify(message, Buffer.from('hello\n'), new Date(), 'factor')).rejects.toMatchObject({ problem: 'unsupported' });
  });
});

// The engine is a package of the system's; CI installs it and says that it must be there.
if (gostEngine()) describe('GOST certificates (ID-5)', () => {
  let app: TestApp;
  let authority: GostAuthority;
  const list = (...revoked: GostCertificate[]): void => writeFileSync(join(authority.dir, 'lists.crl'), authority.revocationList(...revoked));
  beforeAll(async () => {
    authority = new GostAuthority();
    list();
    app = await startTestApp({ CERTIFICATE_CA_FILE: join(authority.dir, 'ca.pem'), CERTIFICATE_CRL_FILES: join(authority.dir, 'lists.crl') });
  });
  afterEach(() => app.clock.moveTo(new Date()));
  afterAll(async () => { await app.stop(); authority.remove(); });

  const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');
  const enrol = async (client: Client, certificate: GostCertificate): Promise<Answer> => {
    const { body } = await client.post('/me/factors/certificate', {});
    return client.post(`/me/factors/certificate/${body.id}/confirm`, { signature: certificate.sign(bytes(body.toSign)) });
  };
  const fresh = async (): Promise<Client> => app.as(await signIn(app, await makePerson(app)));

  it('let their owner in by a signed challenge, and by no other signature', async () => {
    const [mine, other] = [authority.issue('Соловьёва Анна'), authority.issue('Другая')];
    const person = await makePerson(app, { password: GOOD_PASSWORD });
    expect(await enrol(app.as(await signIn(app, person)), mine)).toMatchObject({ status: 200 });
    const { body: { challenge } } = await app.anonymous.post('/auth/sign-in', { identifier: person.login, password: GOOD_PASSWORD });
    const toSign = async (): Promise<Buffer> => bytes((await app.anonymous.post(`/auth/challenges/${challenge.id}/send`, { method: 'certificate' })).body.toSign);
    const answer = (signature: string) => app.anonymous.post(`/auth/challenges/${challenge.id}/verify`, { method: 'certificate', assertion: { signature } });
    await toSign();
    expect((await answer(mine.sign(Buffer.from('something else')))).body.code).toBe('auth.certificate_wrong_signature');
    expect((await answer(other.sign(await toSign()))).body.code).toBe('auth.invalid_code');
    expect((await answer(mine.sign(await toSign()))).body.person.id).toBe(person.id);
  });

  it('of another authority, revoked and expired ones are refused, each in its own words', async () => {
    const rogue = new GostAuthority();
    expect((await enrol(await fresh(), rogue.issue('Соловьёва Анна'))).body.code).toBe('auth.certificate_untrusted');
    rogue.remove();
    const [revoked, short] = [authority.issue('Отозван'), authority.issue('Кончается', 2)];
    list(revoked);
    expect((await enrol(await fresh(), revoked)).body.code).toBe('auth.certificate_revoked');
    app.clock.moveTo(new Date(Date.now() + 3 * DAY_MS));
    expect((await enrol(await fresh(), short)).body.code).toBe('auth.certificate_expired');
    app.clock.moveTo(new Date(Date.now() + 6 * DAY_MS));
    // The list itself is too old by then.
    expect((await enrol(await fresh(), authority.issue('Надолго'))).body.code).toBe('auth.certificate_revocation_unknown');
  });
});
