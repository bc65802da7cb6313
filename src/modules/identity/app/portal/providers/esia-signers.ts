import { readFileSync } from 'node:fs';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { fromBER } from 'asn1js';
import * as pki from 'pkijs';
import type { EsiaSignerSettings } from '../../../../../platform/config/index.js';
import { OpenSsl } from '../../openssl.js';

/** What of a request is signed. */
export interface SignedParts {
  readonly clientId: string;
  readonly scope: string;
  readonly timestamp: string;
  readonly state: string;
  readonly redirectUri: string;
  /** At the exchange. */
  readonly code?: string;
}

/** Signs requests to ЕСИА: the client has no shared secret (ID-6, pluggable signer). */
export interface EsiaSigner {
  /** `client_secret` of a request and what goes beside it. */
  sign(parts: SignedParts): Promise<Readonly<Record<string, string>>>;
}

/** @throws Error at boot when a file cannot be read */
export function esiaSigner(settings: EsiaSignerSettings): EsiaSigner {
  return settings.kind === 'gost' ? new GostSigner(settings) : new RsaCmsSigner(settings);
}

/** The new form: a raw GOST R 34.10-2012 signature, and the hash of the certificate. */
class GostSigner implements EsiaSigner {
  private readonly openssl: OpenSsl;
  private readonly certificate: Buffer;
  private hash: string | null = null;

  constructor(private readonly settings: EsiaSignerSettings) {
    this.openssl = new OpenSsl(settings.openssl, settings.opensslConf);
    this.certificate = new X509Certificate(readFileSync(settings.certificate)).raw;
    readFileSync(settings.key);
  }

  async sign({ clientId, scope, timestamp, state, redirectUri, code = '' }: SignedParts): Promise<Record<string, string>> {
    // scope_org is empty: we ask for people only.
    const signature = await this.openssl.run(
      ['dgst', '-engine', 'gost', '-md_gost12_256', '-sign', this.settings.key], `${clientId}${scope}${timestamp}${state}${redirectUri}${code}`);
    this.hash ??= (await this.openssl.run(['dgst', '-engine', 'gost', '-md_gost12_256', '-r'], this.certificate)).toString('latin1').slice(0, 64);
    return { client_secret: signature.toString('base64url'), client_certificate_hash: this.hash };
  }
}

/** The old form: a detached CMS (PKCS #7). With an RSA key it serves stands only. */
class RsaCmsSigner implements EsiaSigner {
  private readonly certificate: pki.Certificate;
  private readonly key: Buffer;

  constructor(settings: EsiaSignerSettings) {
    this.certificate = pki.Certificate.fromBER(new X509Certificate(readFileSync(settings.certificate)).raw);
    this.key = createPrivateKey(readFileSync(settings.key)).export({ type: 'pkcs8', format: 'der' });
  }

  async sign({ clientId, scope, timestamp, state }: SignedParts): Promise<Record<string, string>> {
    const key = await crypto.subtle.importKey('pkcs8', new Uint8Array(this.key), { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, false, ['sign']);
    const { issuer, serialNumber } = this.certificate;
    const cms = new pki.SignedData({
      version: 1, encapContentInfo: new pki.EncapsulatedContentInfo({ eContentType: pki.ContentInfo.DATA }),
      signerInfos: [new pki.SignerInfo({ version: 1, sid: new pki.IssuerAndSerialNumber({ issuer, serialNumber }) })], certificates: [this.certificate],
    });
    const text = new TextEncoder().encode(`${scope}${timestamp}${clientId}${state}`);
    await cms.sign(key, 0, 'SHA-256', text.buffer as ArrayBuffer);
    const content = new pki.ContentInfo({ contentType: pki.ContentInfo.SIGNED_DATA, content: cms.toSchema(true) });
    return { client_secret: Buffer.from(content.toSchema().toBER()).toString('base64url') };
  }
}

/** Of a detached signature, for whoever checks one. @throws Error when it is not a CMS */
export function readCms(der: Uint8Array): pki.SignedData {
  const { result, offset } = fromBER(new Uint8Array(der).buffer);
  if (offset === -1) throw new Error('Not a CMS');
  return new pki.SignedData({ schema: new pki.ContentInfo({ schema: result }).content });
}
