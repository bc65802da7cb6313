import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput, type FieldError } from '../../../../shared/domain-error.js';
import { nameKey } from '../../../../shared/identifiers/index.js';
import { FilesFacade } from '../../../files/index.js';
import { IdentityFacade, type SignatureSigner } from '../../../identity/index.js';
import { signingPayload } from '../../domain/signing-payload.js';
import { isAllowed, progressOf } from '../../domain/workflow.js';
import type { EnrollmentRequest } from '../../enrollment.contracts.js';
import { Kinds } from '../../kinds/kinds.js';
import { SignatureRepository } from '../../persistence/signature.repository.js';
import type { RequestSignature, SignatureState } from '../../signatures.contracts.js';
import { notAllowed, Steps } from '../steps.service.js';
import { shownSigner } from './shown-signer.js';

/** A request as it is signed by its applicant (EN-15): a detached CMS over the whole form and its files. */
@Injectable()
export class RequestSignatures {
  constructor(
    private readonly steps: Steps,
    private readonly kinds: Kinds,
    private readonly rows: SignatureRepository,
    private readonly identity: IdentityFacade,
    private readonly files: FilesFacade,
    private readonly clock: Clock,
  ) {}

  /** What is to be signed, as the request stands. @throws DomainError object.not_found */
  async payload(actor: Actor, id: string): Promise<Buffer> {
    return this.payloadOf(await this.steps.visible(actor, id));
  }

  /** @throws DomainError object.not_found */
  async read(actor: Actor, id: string): Promise<{ state: SignatureState; signature: RequestSignature | null }> {
    const request = await this.steps.visible(actor, id);
    const signature = await this.rows.of(id);
    return { state: await this.stateOf(request, signature), signature };
  }

  /**
   * One that cannot be verified is kept and says so; one of other bytes is not.
   * @throws InvalidInput enrollment.signature_wrong; DomainError object.not_found, enrollment.transition_not_allowed, object.stale
   */
  async attach(actor: Actor, id: string, cms: Buffer): Promise<void> {
    const request = await this.steps.visible(actor, id);
    const standing = request.applicantId === actor.personId ? 'applicant' : 'observer';
    const now = this.clock.now();
    if (standing !== 'applicant' || !isAllowed('patch', progressOf(request, now), standing)) throw notAllowed(request, standing, now);
    const payload = await this.payloadOf(request);
    // Before the transaction: it may ask another program.
    const { outcome, qualified, problem, signer } = await this.identity.checkSignature(cms, payload);
    if (outcome === 'wrong' || signer === null) throw new InvalidInput([{ pointer: '/signature', code: 'enrollment.signature_wrong' }]);
    await this.keep(actor, request, cms, {
      payloadSha256: sha256(payload), outcome, qualified, problem, isApplicants: await this.isApplicants(request.applicantId, signer), checkedAt: this.clock.now(),
      signer: shownSigner(signer),
    });
  }

  /** What is wrong with the signature at sending: only where the school requires one (EN-15). */
  async problems(request: EnrollmentRequest, schoolId: string | null): Promise<FieldError[]> {
    if (schoolId === null || !(await this.rows.isRequired(schoolId, request.kind))) return [];
    const signature = await this.rows.of(request.id);
    const error = (code: string): FieldError[] => [{ pointer: '/signature', code }];
    if (signature === null) return error('enrollment.signature_required');
    if (signature.payloadSha256 !== sha256(await this.payloadOf(request))) return error('enrollment.signature_outdated');
    if (signature.outcome !== 'verified') return error('enrollment.signature_not_verified');
    return signature.isApplicants ? [] : error('enrollment.signature_not_yours');
  }

  /** In the transaction of the sending: a signature of what is sent stays with that round. */
  async sent(request: EnrollmentRequest, round: number): Promise<void> {
    const signature = await this.rows.of(request.id);
    if (signature !== null && signature.payloadSha256 === sha256(await this.payloadOf(request))) await this.rows.sent(request.id, round);
  }

  @Transactional()
  protected async keep(actor: Actor, { id, version }: EnrollmentRequest, cms: Buffer, signature: Omit<RequestSignature, 'sentRound'>): Promise<void> {
    await this.steps.take(actor, id, 'patch', (request) => {
      if (request.version !== version) throw new DomainError('object.stale');
      return { change: {} };
    });
    await this.rows.put(id, cms, signature);
  }

  private async stateOf(request: EnrollmentRequest, signature: RequestSignature | null): Promise<SignatureState> {
    if (signature === null) return 'none';
    // What a kind writes into a form at sending is not the applicant's word: the round tells.
    if (request.status !== 'draft' && signature.sentRound === request.round) return 'current';
    return signature.payloadSha256 === sha256(await this.payloadOf(request)) ? 'current' : 'outdated';
  }

  private async payloadOf({ id, kind, applicantId, form }: EnrollmentRequest): Promise<Buffer> {
    const described = await this.files.describe([...this.kinds.of(kind).fileIds(form)]);
    return signingPayload({ id, kind, applicantId, form, files: Object.fromEntries(described.map((file) => [file.id, file.sha256])) });
  }

  private async isApplicants(personId: string, { name, snils }: SignatureSigner): Promise<boolean> {
    const [person, own] = [await this.identity.person(personId), await this.identity.snils(personId)];
    if (person === null) return false;
    const { family, given, patronymic } = person.name;
    return nameKey([family, given, patronymic ?? ''].join(' ')) === nameKey(name) && (snils === null || own === null || own === snils);
  }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
