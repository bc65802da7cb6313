import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, notFound } from '../../../../shared/domain-error.js';
import type { SignedIn } from '../../identity.contracts.js';
import { ChallengeStepsRepository } from '../../persistence/factors/challenge-steps.repository.js';
import { FactorRowsRepository } from '../../persistence/factors/factor-rows.repository.js';
import { CertificateWarnings } from './certificate-warnings.js';
import './certificates/certificate.errors.js';
import { CertificateRefused, CertificateVerifier, type Signer } from './certificates/certificate-verifier.js';
import { FactorChanges } from './factor-changes.js';
import type { Attempt, Begun, FactorAnswer, FactorMethod, Refusal } from './factor-method.js';

const ENROLMENT_MS = 10 * 60 * 1000;

interface Asked {
  readonly nonce: string;
}

interface KeptCertificate {
  readonly fingerprint: string;
  readonly subject: string;
}

/** A digital certificate: its owner signs a challenge. */
@Injectable()
export class CertificateFactor implements FactorMethod {
  readonly kind = 'certificate';
  readonly wants = 'assertion';

  constructor(
    private readonly rows: FactorRowsRepository,
    private readonly steps: ChallengeStepsRepository,
    private readonly verifier: CertificateVerifier,
    private readonly changes: FactorChanges,
    private readonly warnings: CertificateWarnings,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `identity.certificates_off` where no authority is configured */
  @Transactional()
  async enrol(actor: Actor, label: string | undefined): Promise<{ id: string; toSign: string }> {
    await this.changes.allow(actor);
    if (!this.verifier.isOn()) throw new DomainError('identity.certificates_off');
    const nonce = newNonce();
    const id = await this.rows.putPending(actor.personId, this.kind, label ?? '', { nonce } satisfies Asked, this.clock.now());
    return { id, toSign: toSign('enrol', nonce).toString('base64') };
  }

  /** @throws DomainError `auth.certificate_…` saying what is wrong with it, `identity.factor_taken` */
  @Transactional()
  async confirm(actor: Actor, id: string, signature: string): Promise<SignedIn> {
    await this.changes.allow(actor);
    const at = this.clock.now();
    const pending = await this.rows.pending<Asked>(actor.personId, this.kind, id, new Date(at.getTime() - ENROLMENT_MS));
    if (pending === null) throw notFound();
    const signer = await this.signer(signature, toSign('enrol', pending.secret.nonce)).catch(refused);
    if (signer instanceof DomainError) throw signer;
    const { fingerprint, owner: { subject }, endsAt } = signer;
    if (await this.rows.isTaken(this.kind, fingerprint)) throw new DomainError('identity.factor_taken');
    await this.rows.confirm(pending, { fingerprint, subject } satisfies KeptCertificate, at, { unique: fingerprint, endsAt, label: pending.label === '' ? subject : undefined });
    await this.warnings.plan(id, endsAt);
    return this.changes.enrolled(actor, this.kind, id);
  }

  async begin({ challengeId, expiresAt }: Attempt): Promise<Begun> {
    const nonce = newNonce();
    await this.steps.put(challengeId, this.kind, nonce, this.clock.now());
    return { expiresAt, toSign: toSign('sign-in', nonce).toString('base64') };
  }

  /** What was to be signed is used up by the first answer, right or wrong. */
  async verify({ challengeId, personId }: Attempt, { assertion = {} }: FactorAnswer): Promise<Refusal | null> {
    const nonce = await this.steps.take(challengeId, this.kind);
    if (nonce === null) return { reason: 'wrong_code' };
    const signer = await this.signer(String(assertion['signature'] ?? ''), toSign('sign-in', nonce)).catch(refused);
    if (signer instanceof DomainError) return { reason: 'certificate_refused', error: signer };
    const row = await this.rows.find<KeptCertificate>(personId, this.kind, signer.fingerprint);
    return row !== null && await this.rows.use(row.id, 0, this.clock.now()) ? null : { reason: 'wrong_code' };
  }

  private signer(signature: string, data: Buffer): Promise<Signer> {
    return this.verifier.verify(Buffer.from(signature, 'base64'), data, this.clock.now());
  }
}

function newNonce(): string {
  return randomBytes(32).toString('base64url');
}

/** Says what it is for: nobody can be made to sign something else by it, nor the other way round. */
function toSign(purpose: 'enrol' | 'sign-in', nonce: string): Buffer {
  return Buffer.from(`school-cabinet ${purpose} ${nonce}`);
}

function refused(error: unknown): DomainError {
  if (error instanceof CertificateRefused) return new DomainError(`auth.certificate_${error.problem}`);
  throw error;
}
