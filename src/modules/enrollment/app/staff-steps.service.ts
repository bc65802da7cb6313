import { Injectable } from '@nestjs/common';
import { SchoolAccess } from '../../../platform/auth/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, InvalidInput } from '../../../shared/domain-error.js';
import { displayName } from '../../../shared/identifiers/index.js';
import { IdentityFacade } from '../../identity/index.js';
import { EXTEND_REASONS, type ExtendReason } from '../domain/reasons.js';
import type { Asked, EnrollmentRequest } from '../enrollment.contracts.js';
import { RequestHandedOver } from '../enrollment.events.js';
import type { Effect } from '../kinds/kind.js';
import { declarationOf, Kinds } from '../kinds/kinds.js';
import { RequestRepository } from '../persistence/request.repository.js';
import { StaffQuery } from '../persistence/staff.query.js';
import { mayDecide } from './deciders.js';
import { Steps } from './steps.service.js';

/** What the school does with a request (EN-5, EN-6, EN-9, EN-12). */
@Injectable()
export class StaffSteps {
  constructor(
    private readonly steps: Steps,
    private readonly requests: RequestRepository,
    private readonly kinds: Kinds,
    private readonly identity: IdentityFacade,
    private readonly staff: StaffQuery,
    private readonly access: SchoolAccess,
    private readonly outbox: Outbox,
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

  /** @throws InvalidInput for a ground this kind does not know, and for `other` without words */
  reject(actor: Actor, id: string, reasonCode: string, message: string | null): Promise<EnrollmentRequest> {
    if (reasonCode === 'other' && message === null) throw new InvalidInput([{ pointer: '/message', code: 'enrollment.message_required' }]);
    return this.steps.take(actor, id, 'reject', ({ kind }) => {
      const allowed = declarationOf(kind).rejectReasons;
      if (!allowed.includes(reasonCode)) throw new InvalidInput([{ pointer: '/reasonCode', code: 'enrollment.choice', params: { allowed } }]);
      return { change: { decision: { reasonCode, message, decidedBy: actor.personId, at: this.clock.now() } }, details: { reasonCode, message } };
    });
  }

  /** Passes it on to the next who answers; nobody has it then. */
  endorse(actor: Actor, id: string, message: string | null): Promise<EnrollmentRequest> {
    return this.steps.take(actor, id, 'endorse', ({ route, scope }) => {
      const next = route?.[route.indexOf(scope!) + 1];
      if (next === undefined) throw new Error(`Request ${id} has nobody after ${scope}`);
      return { change: { scope: next, assigneeId: null }, details: { message } };
    });
  }

  /**
   * Does what was asked for, in the same transaction (EN-12).
   * @param target as the kind's approval is shaped
   * @throws DomainError whatever the kind refuses, as enrollment.duplicates with the candidates
   */
  approve(actor: Actor, id: string, target: object): Promise<EnrollmentRequest> {
    return this.steps.take(actor, id, 'approve', async (request) => {
      const { message = null, ...effect } = await this.carryOut(actor, request, target);
      return { change: { ...effect, decision: { reasonCode: null, message, decidedBy: actor.personId, at: this.clock.now() } } };
    });
  }

  /** A place for the first of the waiting list (EN-13); the decision stays. @throws DomainError enrollment.no_places, enrollment.not_first */
  givePlace(actor: Actor, id: string, target: object): Promise<EnrollmentRequest> {
    return this.steps.take(actor, id, 'give-place', async (request) => {
      const { message: _, ...effect } = await this.carryOut(actor, request, target);
      return { change: effect };
    });
  }

  /** Takes a place or a turn on the list back: the family told the school, or does not come. */
  release(actor: Actor, id: string, message: string): Promise<EnrollmentRequest> {
    return this.steps.take(actor, id, 'release', async (request) => {
      await this.kinds.of(request.kind).release(request, actor);
      return { change: { outcome: 'released' }, details: { message } };
    });
  }

  /** The receipt or the answer was handed over to an applicant who came on paper (EN-14). */
  handOver(actor: Actor, id: string, message: string | null): Promise<EnrollmentRequest> {
    return this.steps.take(actor, id, 'hand-over', () => ({ change: { owedSince: null }, details: { message } }));
  }

  /** One approval of a subject at a time. */
  private async carryOut(actor: Actor, request: EnrollmentRequest, target: object): Promise<Effect> {
    const { schoolId, subjectKey } = request;
    if (subjectKey === null) throw new Error(`Request ${request.id} is in review and was never sent`);
    await this.requests.lockSubject(schoolId, subjectKey);
    return this.kinds.of(request.kind).carryOut({ actor, request, target });
  }

  /** Takes it, or hands it over to somebody whose turn it is as well, who is told. */
  assign(actor: Actor, id: string, personId: string): Promise<EnrollmentRequest> {
    return this.steps.take(actor, id, 'assign', async (request) => {
      const now = this.clock.now();
      const groups = request.schoolId === null ? [] : await this.staff.groupsOf(request.schoolId, now);
      const decides = await mayDecide(this.access, await this.identity.rolesOf(personId), request, groups, now);
      const person = decides && personId !== request.applicantId ? await this.identity.person(personId) : null;
      if (person === null) throw new InvalidInput([{ pointer: '/personId', code: 'enrollment.not_decider' }]);
      if (personId !== actor.personId && personId !== request.assigneeId) {
        const { version, schoolId } = request;
        await this.outbox.publish(RequestHandedOver, { requestId: id, toId: personId, version }, { schoolId });
      }
      return { change: { assigneeId: personId }, details: { assigneeName: displayName(person.name) } };
    });
  }
}
