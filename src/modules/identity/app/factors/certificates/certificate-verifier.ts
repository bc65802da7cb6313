/** What is wrong with a signature or the certificate that made it. */
export type CertificateProblem = 'expired' | 'not_yet_valid' | 'revoked' | 'untrusted' | 'not_for_signing' | 'wrong_signature' | 'revocation_unknown';

/** A certificate whose owner has just signed. */
export interface Signer {
  /** SHA-256 of the certificate, hex. */
  readonly fingerprint: string;
  /** Common name, or the whole subject. */
  readonly subject: string;
  /** The certificate's last instant. */
  readonly endsAt: Date;
}

export class CertificateRefused extends Error {
  constructor(readonly problem: CertificateProblem) {
    super(problem);
  }
}

/**
 * Verifies a detached CMS signature (RFC 5652) with the certificate in it: chain to the configured authorities, dates,
 * key usage, revocation. A port: another cryptography (GOST) is another implementation.
 */
export abstract class CertificateVerifier {
  /** Whether any authority is trusted at all. */
  abstract isOn(): boolean;

  /** @throws CertificateRefused */
  abstract verify(cms: Buffer, data: Buffer, at: Date): Promise<Signer>;
}
