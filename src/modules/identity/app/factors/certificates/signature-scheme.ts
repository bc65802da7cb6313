import type { Authorities } from './certificate-verifier.js';
import type { SignedMessage } from './signed-message.js';

/** The mathematics of one family of algorithms: signature, chain to the configured authorities, revocation. */
export interface SignatureScheme {
  /** @throws CertificateRefused */
  verify(message: SignedMessage, data: Buffer, at: Date, authorities: Authorities): Promise<void>;
}
