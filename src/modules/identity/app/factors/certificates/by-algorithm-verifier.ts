import { Injectable } from '@nestjs/common';
import { type Authorities, CertificateVerifier, type Signer } from './certificate-verifier.js';
import { GostSignatures } from './gost-signatures.js';
import { PkiSignatures } from './pki-signatures.js';
import { readSignedMessage, requireUsable, signerOf } from './signed-message.js';
import { TrustStore } from './trust-store.js';

/** Keys of GOST R 34.10: the arc of the standard's own numbers, and the older one. */
const GOST_KEYS = /^1\.2\.643\.(7\.1\.1\.1|2\.2)\./;

/** Reads the message, and leaves its mathematics to whoever knows the certificate's kind of key. */
@Injectable()
export class ByAlgorithmVerifier extends CertificateVerifier {
  constructor(private readonly trust: TrustStore, private readonly pki: PkiSignatures, private readonly gost: GostSignatures) {
    super();
  }

  isOn(authorities: Authorities = 'factor'): boolean {
    return this.trust.caFiles[authorities] !== null;
  }

  async verify(cms: Buffer, data: Buffer, at: Date, authorities: Authorities = 'factor'): Promise<Signer> {
    const message = readSignedMessage(cms);
    const { signer } = message;
    requireUsable(signer, at);
    await (GOST_KEYS.test(signer.subjectPublicKeyInfo.algorithm.algorithmId) ? this.gost : this.pki).verify(message, data, at, authorities);
    return signerOf(signer);
  }
}
