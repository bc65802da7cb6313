import { Injectable } from '@nestjs/common';
import { Certificate, CertificateChainValidationEngine, CertificateRevocationList } from 'pkijs';
import { type Authorities, CertificateRefused, type CertificateProblem } from './certificate-verifier.js';
import type { SignatureScheme } from './signature-scheme.js';
import { bytes, type SignedMessage } from './signed-message.js';
import { TrustStore } from './trust-store.js';

/** Result codes of the library's chain engine. */
const CHAIN_PROBLEMS: Readonly<Record<number, CertificateProblem>> = { 8: 'expired', 11: 'revocation_unknown', 12: 'revoked' };

/** RSA and ECDSA, by PKI.js on the runtime's own cryptography. */
@Injectable()
export class PkiSignatures implements SignatureScheme {
  constructor(private readonly trust: TrustStore) {}

  async verify({ signed, signer, others }: SignedMessage, data: Buffer, checkDate: Date, authorities: Authorities): Promise<void> {
    const verified = await signed.verify({ signer: 0, data: bytes(data), checkChain: false, extendedMode: true }).catch(() => null);
    if (verified?.signatureVerified !== true || verified.signerCertificate == null || !verified.signerCertificate.serialNumber.isEqual(signer.serialNumber)) throw new CertificateRefused('wrong_signature');
    const trustedCerts = (await this.trust.authorities(authorities)).map((der) => Certificate.fromBER(bytes(der)));
    const crls = (await this.trust.revocationLists()).map((der) => CertificateRevocationList.fromBER(bytes(der)));
    // Where revocation lists are configured, every certificate of the chain must be on none of its authority's.
    const engine = new CertificateChainValidationEngine({ trustedCerts, certs: [...others, signer], crls, checkDate });
    const { result, resultCode } = await engine.verify();
    if (!result) throw new CertificateRefused(CHAIN_PROBLEMS[resultCode] ?? 'untrusted');
  }
}
