import { type X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compactVerify, decodeJwt, decodeProtectedHeader } from 'jose';
import type { EsiaSettings } from '../../../../../platform/config/index.js';
import type { Log } from '../../../../../platform/logging/index.js';
import type { Clock } from '../../../../../shared/clock.js';
import { ProviderFailure } from '../identity-provider.js';
import type { Claims } from './claims.js';
import { OpenSsl } from '../../openssl.js';
import { TrustedCertificates } from './trusted-certificates.js';

const GOST = 'GOST3410_2012_256';
const TOLERANCE_MS = 30_000;

/** Checks ЕСИА's ID tokens: by the list of certificates, never without one. */
export class EsiaTokens {
  private readonly trusted: TrustedCertificates;
  private readonly openssl: OpenSsl;
  private alarmed = false;

  constructor(private readonly settings: EsiaSettings, private readonly clock: Clock, private readonly log: Log) {
    this.trusted = new TrustedCertificates(settings.trustedCertificates);
    this.openssl = new OpenSsl(settings.signer.openssl, settings.signer.opensslConf);
  }

  /** Its claims. @throws ProviderFailure when anything about it is wrong */
  async verify(token: string): Promise<Claims> {
    const claims = await this.checkSignature(token);
    const now = this.clock.now().getTime();
    const { issuer, clientId } = this.settings;
    if (claims['iss'] !== issuer) throw new ProviderFailure('ours', 'token_issuer');
    if (![claims['aud']].flat().includes(clientId)) throw new ProviderFailure('ours', 'token_audience');
    const seconds = (name: string): number => (typeof claims[name] === 'number' ? claims[name] * 1000 : NaN);
    if (!(seconds('exp') > now - TOLERANCE_MS)) throw new ProviderFailure('ours', 'token_expired');
    if (seconds('iat') > now + TOLERANCE_MS || seconds('nbf') > now + TOLERANCE_MS) throw new ProviderFailure('ours', 'token_early');
    return claims;
  }

  private async checkSignature(token: string): Promise<Claims> {
    let alg: string | undefined;
    let claims: Claims;
    try {
      ({ alg } = decodeProtectedHeader(token));
      claims = decodeJwt(token);
    } catch (error) {
      throw new ProviderFailure('ours', 'token_malformed', { cause: error });
    }
    if (alg !== 'RS256' && alg !== GOST) throw new ProviderFailure('ours', 'token_algorithm');
    for (const certificate of this.trusted.at(this.clock.now())) {
      if (await (alg === GOST ? this.signedByGost(token, certificate) : signedByRsa(token, certificate))) return claims;
    }
    this.alarm();
    throw new ProviderFailure('ours', 'unknown_certificate');
  }

  /** The first one is an alarm: until the new certificate is on the list, nobody comes in through the portal. */
  private alarm(): void {
    if (this.alarmed) return;
    this.alarmed = true;
    this.log.failure('portal signs with a certificate that is not on the list', new Error('unknown certificate'), { provider: this.settings.id });
  }

  private async signedByGost(token: string, certificate: X509Certificate): Promise<boolean> {
    const [header, payload, signature] = token.split('.');
    const dir = await mkdtemp(join(tmpdir(), 'portal-'));
    try {
      const [key, sign] = [join(dir, 'key.pem'), join(dir, 'signature')];
      await writeFile(sign, Buffer.from(signature ?? '', 'base64url'));
      await writeFile(key, await this.openssl.run(['x509', '-engine', 'gost', '-pubkey', '-noout'], certificate.toString()));
      await this.openssl.run(['dgst', '-engine', 'gost', '-md_gost12_256', '-verify', key, '-signature', sign], `${header}.${payload}`);
      return true;
    } catch {
      return false; // not by this one, or not GOST at all
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  }
}

async function signedByRsa(token: string, certificate: X509Certificate): Promise<boolean> {
  try {
    if (certificate.publicKey.asymmetricKeyType !== 'rsa') return false;
    await compactVerify(token, certificate.publicKey, { algorithms: ['RS256'] });
    return true;
  } catch {
    return false; // not by this one
  }
}
