import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../../../platform/config/index.js';
import { Log } from '../../../../../platform/logging/index.js';
import { OpenSsl, OpenSslRefused } from '../../openssl.js';
import { type Authorities, CertificateRefused, type CertificateProblem } from './certificate-verifier.js';
import type { SignatureScheme } from './signature-scheme.js';
import { derOf, type SignedMessage } from './signed-message.js';
import { TrustStore } from './trust-store.js';

const ENGINE = ['-engine', 'gost'];
/** Codes of X509_STORE_CTX_get_error(3). */
const CHAIN_PROBLEMS: Readonly<Record<string, CertificateProblem>> = { 9: 'not_yet_valid', 10: 'expired', 23: 'revoked', 3: 'revocation_unknown', 11: 'revocation_unknown', 12: 'revocation_unknown' };

/** GOST R 34.10-2012, by the openssl program with its GOST engine (Debian: libengine-gost-openssl). */
@Injectable()
export class GostSignatures implements SignatureScheme {
  private readonly openssl: OpenSsl;

  constructor(private readonly trust: TrustStore, private readonly log: Log, { settings }: Config) {
    this.openssl = new OpenSsl(settings.CERTIFICATE_OPENSSL, settings.CERTIFICATE_OPENSSL_CONF);
  }

  async verify({ cms, signer, others }: SignedMessage, data: Buffer, at: Date, authorities: Authorities): Promise<void> {
    const dir = await mkdtemp(join(tmpdir(), 'gost-'));
    try {
      const put = async (name: string, content: Buffer | string): Promise<string> => {
        await writeFile(join(dir, name), content);
        return join(dir, name);
      };
      const own = await put('signer.pem', pem('CERTIFICATE', derOf(signer)));
      // The certificate we have looked at, and no other one that came with it.
      await this.ask('wrong_signature', ['cms', '-verify', ...ENGINE, '-inform', 'DER', '-in', await put('message', cms), '-content', await put('data', data), '-binary',
        '-noverify', '-nointern', '-certfile', own, '-out', join(dir, 'out')]);
      const lists = await this.trust.revocationLists();
      await this.ask('untrusted', ['verify', ...ENGINE, '-attime', String(Math.floor(at.getTime() / 1000)), '-no-CApath', '-no-CAstore',
        '-CAfile', await put('ca.pem', (await this.trust.authorities(authorities)).map((der) => pem('CERTIFICATE', der)).join('')),
        ...(others.length === 0 ? [] : ['-untrusted', await put('others.pem', others.map((certificate) => pem('CERTIFICATE', derOf(certificate))).join(''))]),
        ...(lists.length === 0 ? [] : ['-crl_check_all', '-CRLfile', await put('lists.pem', lists.map((der) => pem('X509 CRL', der)).join(''))]),
        own]);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  }

  /** @param refusal what a refusal means that names no problem of the chain */
  private async ask(refusal: CertificateProblem, args: readonly string[]): Promise<void> {
    try {
      await this.openssl.run(args);
    } catch (error) {
      if (!(error instanceof OpenSslRefused) || /no such engine|could not load the shared library|invalid engine/i.test(error.said)) {
        this.log.failure('certificate.gost_engine_missing', error);
        throw new CertificateRefused('unsupported');
      }
      const [, code = ''] = /error (\d+) at \d+ depth lookup/.exec(error.said) ?? [];
      throw new CertificateRefused(CHAIN_PROBLEMS[code] ?? refusal);
    }
  }
}

function pem(kind: 'CERTIFICATE' | 'X509 CRL', der: Buffer): string {
  return `-----BEGIN ${kind}-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${kind}-----\n`;
}
