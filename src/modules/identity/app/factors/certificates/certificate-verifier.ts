import type { CertificateOwner } from './certificate-owner.js';

/** What is wrong with a signature or the certificate that made it. */
export type CertificateProblem = 'expired' | 'not_yet_valid' | 'revoked' | 'untrusted' | 'not_for_signing' | 'wrong_signature' | 'revocation_unknown' | 'unsupported';

/** A certificate whose owner has just signed. */
export interface Signer {
  /** SHA-256 of the certificate, hex. */
  readonly fingerprint: string;
  readonly owner: CertificateOwner;
  /** The certificate's last instant. */
  readonly endsAt: Date;
}

/** Whose certificates count: `factor` for a second factor; `qualified` are accredited ones, who have seen a passport (63-FZ). */
export type Authorities = 'factor' | 'qualified';

export class CertificateRefused extends Error {
  constructor(readonly problem: CertificateProblem) {
    super(problem);
  }
}

/**
 * Verifies a detached CMS signature (RFC 5652) with the certificate in it: chain to the configured authorities, dates,
 * key usage, revocation. A port: another service that verifies is another implementation; another cryptography is a `SignatureScheme`.
 */
export abstract class CertificateVerifier {
  /** Whether any authority of the kind is trusted at all. */
  abstract isOn(authorities?: Authorities): boolean;

  /** @throws CertificateRefused */
  abstract verify(cms: Buffer, data: Buffer, at: Date, authorities?: Authorities): Promise<Signer>;
}
