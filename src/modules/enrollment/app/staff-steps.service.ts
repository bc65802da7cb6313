import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, InvalidInput } from '../../../shared/domain-error.js';
import { displayName } from '../../../shared/identifiers/index.js';
import { IdentityFacade } from '../../identity/index.js';
import { EXTEND_REASONS, type ExtendReason, type RejectReason } from '../domain/reasons.js';
import type { ApprovalTarget, Asked, EnrollmentRequest } from '../enrollment.contracts.js';
import { Kinds } from '../kinds/kinds.js';
import { RequestRepository } from '../persistence/request.repository.js';
import { Steps } from './steps.service.js';

/** What the school does with a request (EN-5, EN-6, EN-9, EN-12). */
@Injectable()
export class StaffSteps {
  constructor(
    private readonly steps: Steps,
    private readonly requests: RequestRepository,
    private readonly kinds: Kinds,
    private readonly identity: IdentityFacade,
    private readonly clock: Clock,
  ) {}

  /** Takes it from the queue: whoever accepts it has it, unless somebody was named. */
  accept(actor: Actor, id: string): Promise<EnrollmentRequest> {
    return this.steps.take(actor, id, 'accept', ({ assigneeId }) => ({ change: { assigneeId: assigneeId ?? actor.personId } }));
  }

  startReview(actor: Actor, id: string): Promise<EnrollmentRequest> {
    return this.steps.take(actor, id, 'start-review', () => ({ change: {} }));
  }

  ask(actor: Actor, id: string, asked: Asked): Promise<EnrollmentRequest> {
    return this.steps.take(actor, id, 'ask-applicant', () => ({ change: { asked }, details: asked }));
  }

  /** @throws DomainError enrollment.director_only */
  extend(actor: Actor, id: string, reasonCode: ExtendReason, message: string | null): Promise<EnrollmentRequest> {
    return this.steps.take(actor, id, 'extend', () => {
      if (EXTEND_REASONS[reasonCode].director && actor.role !== 'director') throw new DomainError('enrollment.director_only');
      return { change: { extension: { reasonCode, message } }, details: { reasonCode, message } };
    });
  }

  reject(actor: Actor, id: string, reasonCode: RejectReason, message: string | null): Promise<EnrollmentRequest> {
    if (reasonCode === 'other' && message === null) throw new InvalidInput([{ pointer: '/message', code: 'enrollment.message_required' }]);
    return this.steps.take(actor, id, 'reject', () => ({
      change: { decision: { reasonCode, message, decidedBy: actor.personId, at: this.clock.now() } },
      details: { reasonCode, message },
    }));
  }

  /**
   * Does what was asked for, in the same transaction (EN-12).
   * @throws DomainError enrollment.duplicates with the candidates
   */
  approve(actor: Actor, id: string, target: ApprovalTarget): Promise<EnrollmentRequest> {
    return this.steps.take(actor, id, 'approve', async (request) => {
      const { schoolId, childKey } = request;
      if (schoolId === null || childKey === null) throw new Error(`Request ${id} is in review and was never sent`);
      await this.requests.lockChild(schoolId, childKey);
      const { pupilId } = await this.kinds.of(request.kind).carryOut({ actor, request, schoolId, target });
      return { change: { pupilId, decision: { reasonCode: null, message: null, decidedBy: actor.personId, at: this.clock.now() } } };
    });
  }

  /** Takes it, or hands it over to somebody who decides requests of this school. */
  assign(actor: Actor, id: string, personId: string): Promise<EnrollmentRequest> {
    return this.steps.take(actor, id, 'assign', async (request) => {
      const { deciders } = this.kinds.of(request.kind);
      const roles = await this.identity.rolesOf(personId);
      const now = this.clock.now();
      const decides = roles.some((role) => deciders.includes(role.role) && role.schoolId === request.schoolId && role.status === 'active'
        && role.validFrom <= now && (role.validUntil === null || role.validUntil > now));
      const person = decides && personId !== request.applicantId ? await this.identity.person(personId) : null;
      if (person === null) throw new InvalidInput([{ pointer: '/personId', code: 'enrollment.not_decider' }]);
      return { change: { assigneeId: personId }, details: { assigneeName: displayName(person.name) } };
    });
  }
}
