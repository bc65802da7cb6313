import type { SignatureSigner } from '../../../identity/index.js';
import type { RequestSignature } from '../../signatures.contracts.js';

/** What is kept of a signer and shown to people: without SNILS. */
export function shownSigner({ name, issuer, serial, fingerprint, algorithm, validFrom, validUntil }: SignatureSigner): RequestSignature['signer'] {
  return { name, issuer, serial, fingerprint, algorithm, validFrom: validFrom.toISOString(), validUntil: validUntil.toISOString() };
}
