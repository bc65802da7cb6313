import { Injectable } from '@nestjs/common';
import type { Certificate } from 'pkijs';
import type { SignatureCheck, SignatureSigner } from '../../../identity.contracts.js';
import { commonNameOf } from './certificate-owner.js';
import { type Authorities, CertificateRefused, CertificateVerifier, type CertificateProblem } from './certificate-verifier.js';
import { readSignedMessage, signerOf, type SignedMessage } from './signed-message.js';

/** The better kind of authority first. */
const KINDS: readonly Authorities[] = ['qualified', 'factor'];

/** What can be said of a detached signature somebody brings (EN-15): a bad one is an answer here, not a refusal. */
@Injectable()
export class SignatureChecks {
  constructor(private readonly verifier: CertificateVerifier) {}

  async of(cms: Buffer, data: Buffer, at: Date): Promise<SignatureCheck> {
    const message = readMessage(cms);
    if (message === null) return { outcome: 'wrong', qualified: false, problem: 'wrong_signature', signer: null, signedAt: null };
    const made = { signer: toSigner(message.signer), signedAt: message.signedAt };
    let problem: CertificateProblem = 'untrusted';
    for (const authorities of KINDS) {
      try {
        await this.verifier.verify(cms, data, at, authorities);
        return { outcome: 'verified', qualified: authorities === 'qualified', problem: null, ...made };
      } catch (error) {
        if (!(error instanceof CertificateRefused)) throw error;
        if (error.problem === 'wrong_signature') return { outcome: 'wrong', qualified: false, problem: error.problem, ...made };
        // "Untrusted" of one kind of authority says least: what the other kind found wrong is more.
        if (problem === 'untrusted') ({ problem } = error);
      }
    }
    return { outcome: 'not_verified', qualified: false, problem, ...made };
  }
}

function readMessage(cms: Buffer): SignedMessage | null {
  try {
    return readSignedMessage(cms);
  } catch (error) {
    if (error instanceof CertificateRefused) return null;
    throw error;
  }
}

function toSigner(certificate: Certificate): SignatureSigner {
  const { fingerprint, owner: { subject, fullName, snils }, endsAt } = signerOf(certificate);
  return {
    name: fullName ?? subject, snils, fingerprint, issuer: commonNameOf(certificate.issuer), validFrom: certificate.notBefore.value, validUntil: endsAt,
    serial: Buffer.from(certificate.serialNumber.valueBlock.valueHexView).toString('hex'), algorithm: certificate.subjectPublicKeyInfo.algorithm.algorithmId,
  };
}
