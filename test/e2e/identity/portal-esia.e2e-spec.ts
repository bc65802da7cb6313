import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EsiaTokens } from '../../../src/modules/identity/app/portal/providers/esia-tokens.js';
import { esiaSigner } from '../../../src/modules/identity/app/portal/providers/esia-signers.js';
import type { IdentityProvider, ProviderTransaction } from '../../../src/modules/identity/app/portal/identity-provider.js';
import { ProviderRegistry } from '../../../src/modules/identity/app/portal/provider-registry.js';
import { Config, type EsiaSettings } from '../../../src/platform/config/index.js';
import { Log } from '../../../src/platform/logging/index.js';
import { OffsetClock } from '../../../src/shared/clock.js';
import { gostEngine } from '../../support/gost.js';
import { EsiaDouble } from '../../support/portals/esia-double.js';

const REDIRECT = 'http://cabinet.test/api/v1/auth/providers/esia/callback';
let dir: string;
let double: EsiaDouble;
let provider: IdentityProvider;
const clock = new OffsetClock();
const configOf = (settings: Record<string, unknown>): Config => Config.fromEnv({ NODE_ENV: 'test', LOG_LEVEL: 'silent', IDENTITY_PROVIDERS: JSON.stringify([settings]) });

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'portal-esia-'));
  double = await EsiaDouble.in(dir);
  const config = configOf(double.settings('esia'));
  provider = new ProviderRegistry(config, clock, new Log(config)).all[0]!;
});
afterAll(async () => {
  await double.stop();
  rmSync(dir, { recursive: true, force: true });
});
beforeEach(() => {
  clock.moveTo(new Date());
  double.wrong = {};
  double.person = { subject: '1000300894', family: 'Соловьёва', given: 'Анна', birthDate: '1985-03-04', snils: '11223344595', phone: '+79161234567', email: 'a@example.ru', contactsProved: true, level: 'confirmed', amr: ['DS'] };
});

async function go(): Promise<{ back: URLSearchParams; transaction: ProviderTransaction }> {
  const { url, transaction } = await provider.begin({ redirectUri: REDIRECT, purpose: 'sign_in' });
  const answer = await fetch(url, { redirect: 'manual' });
  return { back: new URL(answer.headers.get('location')!).searchParams, transaction };
}
const signIn = async () => {
  const { back, transaction } = await go();
  return provider.complete(back, transaction);
};

describe("the dialect of ЕСИА (ID-6)", () => {
  it('needs a right clock: at the request and at the exchange', async () => {
    const { back, transaction } = await go();
    clock.moveTo(new Date(Date.now() - 5 * 60_000));
    await expect(provider.complete(back, transaction)).rejects.toMatchObject({ kind: 'ours', detail: 'esia_007015' });
    const { url } = await provider.begin({ redirectUri: REDIRECT, purpose: 'sign_in' });
    expect(url).toContain('%2B0000');
    expect(await (await fetch(url, { redirect: 'manual' })).text()).toContain('007015');
  });

  it('sends an account that is not confirmed to be confirmed', async () => {
    double.wrong = { callback: { error: 'access_denied', error_description: 'ESIA-007055: not confirmed' } };
    await expect(signIn()).rejects.toMatchObject({ kind: 'unconfirmed' });
  });

  it('tells a child by the level, and takes a signature for strong', async () => {
    double.person = { ...double.person, level: 'child' };
    const child = await signIn();
    expect([child.assurance, provider.isStrong(child), provider.isStrong({ ...child, amr: ['PWD'] })]).toEqual(['child', true, false]);
  });

  it('takes a new certificate from the list without a restart, refuses it before, and one withdrawn', async () => {
    const file = await double.signWithNew(false);
    await expect(signIn()).rejects.toMatchObject({ kind: 'ours', detail: 'unknown_certificate' });
    double.announce(file);
    expect((await signIn()).subject).toBe('1000300894');
    double.withdraw(file);
    await expect(signIn()).rejects.toMatchObject({ detail: 'unknown_certificate' });
    await double.rotate();
    expect((await signIn()).subject).toBe('1000300894');
  });

  it('logs out by its own address', async () => {
    const url = new URL((await provider.logoutUrl('http://cabinet.test/'))!);
    expect([url.pathname, url.searchParams.get('client_id'), url.searchParams.get('redirect_url')]).toEqual(['/idp/ext/Logout', 'SCHOOL_CABINET', 'http://cabinet.test/']);
  });
});

describe('GOST signatures', () => {
  const openssl = (...args: string[]): Buffer => execFileSync('openssl', args, { cwd: dir, stdio: ['ignore', 'pipe', 'ignore'] });
  const parts = { clientId: 'CLIENT', scope: 'openid', timestamp: '2026.11.22 17:47:23 +0000', state: 's', redirectUri: 'r' };

  // Where the engine is missing, the signer must say so instead of going on without.
  if (gostEngine()) {
    it('are raw, 64 bytes, over the concatenation; the certificate goes as its hash; a token of the kind is verified', async () => {
      openssl('genpkey', '-engine', 'gost', '-algorithm', 'gost2012_256', '-pkeyopt', 'paramset:A', '-out', 'gost.key');
      openssl('req', '-x509', '-new', '-engine', 'gost', '-key', 'gost.key', '-md_gost12_256', '-days', '30', '-subj', '/CN=gost', '-out', 'gost.pem');
      const settings = { kind: 'gost' as const, certificate: join(dir, 'gost.pem'), key: join(dir, 'gost.key'), openssl: 'openssl', opensslConf: null };
      const { client_secret: secret, client_certificate_hash: hash } = await esiaSigner(settings).sign({ ...parts, code: 'c' });
      const signature = Buffer.from(secret!, 'base64url');
      expect([signature.length, /^[0-9a-f]{64}$/.test(hash!)]).toEqual([64, true]);
      openssl('x509', '-engine', 'gost', '-in', 'gost.pem', '-pubkey', '-noout', '-out', 'gost.pub');
      writeFileSync(join(dir, 'text'), 'CLIENTopenid2026.11.22 17:47:23 +0000src');
      writeFileSync(join(dir, 'signature'), signature);
      expect(openssl('dgst', '-engine', 'gost', '-md_gost12_256', '-verify', 'gost.pub', '-signature', 'signature', 'text').toString()).toContain('Verified OK');

      const now = Math.floor(Date.now() / 1000);
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      const text = `${part({ alg: 'GOST3410_2012_256' })}.${part({ iss: 'http://esia.gosuslugi.ru/', aud: 'SCHOOL_CABINET', sub: 1, iat: now, exp: now + 60 })}`;
      writeFileSync(join(dir, 'token'), text);
      openssl('dgst', '-engine', 'gost', '-md_gost12_256', '-sign', 'gost.key', '-out', 'token.sig', 'token');
      const [esia] = configOf({ ...double.settings('esia'), trustedCertificates: [join(dir, 'gost.pem')] }).settings.IDENTITY_PROVIDERS as [EsiaSettings];
      const tokens = new EsiaTokens(esia, clock, new Log(configOf(double.settings('esia'))));
      const sign = readFileSync(join(dir, 'token.sig')).toString('base64url');
      expect((await tokens.verify(`${text}.${sign}`))['sub']).toBe(1);
      await expect(tokens.verify(`${text.replace(/.$/, (c) => (c === 'A' ? 'B' : 'A'))}.${sign}`)).rejects.toMatchObject({ kind: 'ours' });
    });
  } else {
    it('are not made without the engine: the attempt fails as our fault', async () => {
      const settings = { kind: 'gost' as const, certificate: join(dir, 'client.pem'), key: join(dir, 'client.key'), openssl: 'openssl', opensslConf: null };
      await expect(esiaSigner(settings).sign(parts)).rejects.toThrow(/openssl/);
    });
  }
});
