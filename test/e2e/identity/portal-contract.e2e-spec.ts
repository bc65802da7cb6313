import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IdentityProvider, NormalizedIdentity, ProviderTransaction } from '../../../src/modules/identity/app/portal/identity-provider.js';
import { ProviderRegistry } from '../../../src/modules/identity/app/portal/provider-registry.js';
import { Config } from '../../../src/platform/config/index.js';
import { Log } from '../../../src/platform/logging/index.js';
import { OffsetClock } from '../../../src/shared/clock.js';
import type { PortalDouble, Told } from '../../support/portals/double.js';
import { EsiaDouble } from '../../support/portals/esia-double.js';
import { OidcDouble, SudirDouble } from '../../support/portals/oidc-double.js';

const REDIRECT = 'http://cabinet.test/api/v1/auth/providers/portal/callback';
const ANNA: Told = {
  subject: '1000300894', family: 'Соловьёва', given: 'Анна', patronymic: 'Игоревна', birthDate: '1985-03-04', snils: '11223344595', phone: '+79161234567', email: 'anna@example.ru',
  contactsProved: true, level: 'confirmed', amr: ['MFA'],
};

const dirs: string[] = [];
const newDir = (): string => {
  dirs.push(mkdtempSync(join(tmpdir(), 'portal-contract-')));
  return dirs.at(-1)!;
};
afterAll(() => { for (const dir of dirs) rmSync(dir, { recursive: true, force: true }); });

function adapterFor(settings: Record<string, unknown>, clock = new OffsetClock()): IdentityProvider {
  const config = Config.fromEnv({ NODE_ENV: 'test', LOG_LEVEL: 'silent', IDENTITY_PROVIDERS: JSON.stringify([settings]) });
  return new ProviderRegistry(config, clock, new Log(config)).all[0]!;
}

const dialects: readonly [string, () => Promise<PortalDouble>][] = [
  ['oidc', () => new OidcDouble().start()],
  ['sudir', () => new SudirDouble().start()],
  ['esia', () => EsiaDouble.in(newDir())],
];

/** What every adapter promises, whatever its dialect (ID-6). */
describe.each(dialects)('the adapter %s', (kind, make) => {
  let double: PortalDouble;
  let provider: IdentityProvider;
  beforeAll(async () => {
    double = await make();
    provider = adapterFor(double.settings('portal'));
  });
  afterAll(() => double.stop());
  beforeEach(() => {
    double.wrong = {};
    double.person = ANNA;
  });

  /** Through the portal and back, as a browser goes. */
  async function go(by = provider): Promise<{ back: URLSearchParams; transaction: ProviderTransaction }> {
    const { url, transaction } = await by.begin({ redirectUri: REDIRECT, purpose: 'sign_in' });
    const answer = await fetch(url, { redirect: 'manual' });
    expect([answer.status, answer.status === 302 ? '' : await answer.text()]).toEqual([302, '']);
    return { back: new URL(answer.headers.get('location')!).searchParams, transaction };
  }
  async function signIn(): Promise<NormalizedIdentity> {
    const { back, transaction } = await go();
    return provider.complete(back, transaction);
  }
  const failure = (): Promise<string> => signIn().then(() => 'none', (e: { kind?: string }) => e.kind ?? String(e));

  it('says the same of a person', async () => {
    const { authTime, ...rest } = await signIn();
    expect(rest).toEqual({
      provider: 'portal', subject: '1000300894', assurance: 'confirmed', amr: ['MFA'], name: { family: 'Соловьёва', given: 'Анна', patronymic: 'Игоревна' },
      birthDate: '1985-03-04', snils: '11223344595', phone: '+79161234567', email: 'anna@example.ru',
    });
    expect(authTime).toBeInstanceOf(Date);
  });

  it('takes a missing patronymic for normal, and contacts nobody proved for none', async () => {
    const { patronymic: _, ...person } = ANNA;
    double.person = { ...person, contactsProved: false };
    expect(await signIn()).toMatchObject({ name: { family: 'Соловьёва', given: 'Анна', patronymic: null }, phone: null, email: null });
  });

  it('never takes an absent level for confirmed', async () => {
    double.person = { ...ANNA, level: 'absent' };
    expect((await signIn()).assurance).toBe('simplified_or_standard');
  });

  it('asks with a state, PKCE and our address; a new one each time', async () => {
    const [one, two] = [await provider.begin({ redirectUri: REDIRECT, purpose: 'sign_in' }), await provider.begin({ redirectUri: REDIRECT, purpose: 'sign_in' })];
    const query = new URL(one.url).searchParams;
    expect([query.get('state'), query.get('redirect_uri'), query.get('code_challenge_method')]).toEqual([one.transaction.state, REDIRECT, 'S256']);
    expect(query.get('code_challenge')).not.toBe(one.transaction.verifier);
    expect(one.transaction.state).not.toBe(two.transaction.state);
    expect(one.transaction.verifier).not.toBe(two.transaction.verifier);
  });

  it('tells what the portal meant: cancelled, our fault, or later', async () => {
    double.wrong = { callback: double.errors.declined };
    expect(await failure()).toBe('cancelled');
    double.wrong = { token: double.errors.overloaded };
    expect(await failure()).toBe('temporary');
    double.wrong = { token: double.errors.misconfigured };
    expect(await failure()).toBe('ours');
    double.wrong = { token: { status: 502, body: null } };
    expect(await failure()).toBe('temporary');
    double.wrong = { token: { status: 200, body: {} } };
    expect(await failure()).toBe('ours');
  });

  it('waits for a slow portal no longer than configured', async () => {
    double.wrong = { silent: true };
    const impatient = adapterFor({ ...double.settings('portal'), timeoutMs: 1000 });
    const { back, transaction } = await go(impatient);
    await expect(impatient.complete(back, transaction)).rejects.toMatchObject({ kind: 'temporary' });
  });

  it.each<[string, PortalDouble['wrong']]>([
    ['unsigned', { signature: 'none' }],
    ['signed with HS256 by the public key', { signature: 'hs256' }],
    ['signed by a key nobody knows', { signature: 'unknown' }],
    ['of another issuer', { claims: (c) => ({ ...c, iss: 'https://esia.evil.example/' }) }],
    ['of the issuer with another spelling', { claims: (c) => ({ ...c, iss: `${String(c['iss'])}/x` }) }],
    ['for another audience', { claims: (c) => ({ ...c, aud: 'somebody-else' }) }],
    ['for nobody', { claims: ({ aud: _, ...c }) => c }],
    ['expired', { claims: (c) => ({ ...c, iat: 1_700_000_000, exp: 1_700_000_300 }) }],
    ['that never expires', { claims: ({ exp: _, ...c }) => c }],
    ['about nobody', { claims: ({ sub: _, 'urn:esia:sbj': __, ...c }) => c }],
  ])('refuses a token %s', async (_, wrong) => {
    double.wrong = wrong;
    expect(await failure()).toBe('ours');
  });

  it('refuses a code with the verifier of another attempt, and one used before', async () => {
    const { back, transaction } = await go();
    const other = await provider.begin({ redirectUri: REDIRECT, purpose: 'sign_in' });
    await expect(provider.complete(back, { ...transaction, verifier: other.transaction.verifier })).rejects.toMatchObject({ kind: 'ours' });
    await expect(provider.complete(back, transaction)).rejects.toMatchObject({ kind: 'ours' });
  });

  it('goes on when the portal changes its key, without being made anew', async () => {
    await signIn();
    await double.rotate();
    expect((await signIn()).subject).toBe('1000300894');
    await double.rotate();
    expect((await signIn()).subject).toBe('1000300894');
  });

  it('says where to end the session there, and whether the portal answers', async () => {
    expect(await provider.health()).toBe(true);
    const url = await provider.logoutUrl('http://cabinet.test/');
    if (kind !== 'sudir') expect(url).toContain(encodeURIComponent('http://cabinet.test/'));
  });

  it('calls a portal that is gone temporary', async () => {
    const gone = await make();
    gone.person = ANNA;
    const left = adapterFor(gone.settings('portal'));
    const { back, transaction } = await go(left);
    await gone.stop();
    await expect(left.complete(back, transaction)).rejects.toMatchObject({ kind: 'temporary' });
    expect(await left.health()).toBe(false);
  });
});

describe('OpenID Connect', () => {
  it('refuses a token made for another attempt', async () => {
    const double = await new OidcDouble().start();
    double.person = ANNA;
    double.wrong = { claims: (c) => ({ ...c, nonce: 'of another attempt' }) };
    const provider = adapterFor(double.settings('portal'));
    const { url, transaction } = await provider.begin({ redirectUri: REDIRECT, purpose: 'sign_in' });
    const answer = await fetch(url, { redirect: 'manual' });
    await expect(provider.complete(new URL(answer.headers.get('location')!).searchParams, transaction)).rejects.toMatchObject({ kind: 'ours' });
    await double.stop();
  });
});
