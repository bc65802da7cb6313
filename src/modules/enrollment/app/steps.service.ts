import { Injectable } from '@nestjs/common';
import { SchoolAccess } from '../../../platform/auth/index.js';
import { Transactional } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, notFound } from '../../../shared/domain-error.js';
import { displayName } from '../../../shared/identifiers/index.js';
import { AuditFacade } from '../../audit/index.js';
import { IdentityFacade } from '../../identity/index.js';
import { ACTS, isAllowed, isAllowedForApplicant, owesPaper, progressOf, statusAfter, WORKFLOW, type Act, type Progressing } from '../domain/workflow.js';
import type { EnrollmentRequest, HistoryDetails, Standing } from '../enrollment.contracts.js';
import { RequestStatusChanged } from '../enrollment.events.js';
import { standingOf, viewerOf } from '../enrollment.policy.js';
import { declarationOf } from '../kinds/kinds.js';
import { HistoryRepository, type Signature } from '../persistence/history.repository.js';
import type { RequestChange } from '../persistence/request-change.js';
import { RequestRepository } from '../persistence/request.repository.js';
import { sentOf, Terms, type Sent } from './terms.service.js';

/** What an act changes besides the status and the term, which the workflow decides. */
export interface Step {
  readonly change: RequestChange;
  readonly details?: HistoryDetails;
}

/**
 * Takes one step of the workflow in one transaction: the row is locked, the table asked, the step written with its
 * history, its due rows and its event. Of two people who decide at once the second finds the step no longer allowed.
 */
@Injectable()
export class Steps {
  constructor(
    private readonly requests: RequestRepository,
    private readonly history: HistoryRepository,
    private readonly terms: Terms,
    private readonly identity: IdentityFacade,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly access: SchoolAccess,
    private readonly clock: Clock,
  ) {}

  /**
   * @param prepare what the act changes, given the locked request
   * @throws DomainError object.not_found, enrollment.transition_not_allowed with the allowed acts, enrollment.too_late_to_ask
   */
  @Transactional()
  async take(actor: Actor, id: string, act: Act, prepare: (request: EnrollmentRequest) => Promise<Step> | Step): Promise<EnrollmentRequest> {
    const viewer = await viewerOf(this.access, actor);
    const request = await this.requests.lockVisible(viewer, id, this.clock.now());
    if (request === null) throw notFound();
    const standing = standingOf(viewer, request, declarationOf(request.kind).deciders);
    const now = this.clock.now();
    if (!mayDo(act, standing, request, now)) throw notAllowed(request, standing, now);
    const step = await prepare(request);
    const forApplicant: HistoryDetails = standing === 'staff' && WORKFLOW[act].who === 'applicant' ? { onPaper: true } : {};
    const after = await this.write(request, act, { ...step, details: { ...step.details, ...forApplicant } }, await this.signature(actor, standing));
    await this.audit.record(actor, {
      operation: `enrollment.${act.replaceAll('-', '_')}`, objectType: 'enrollment.request', objectId: id, schoolId: after.schoolId,
      subjectId: after.applicantId, outcome: 'success', details: { from: request.status, to: after.status },
    });
    return after;
  }

  /** The request as this actor may see it. @throws DomainError object.not_found */
  async visible(actor: Actor, id: string): Promise<EnrollmentRequest> {
    const request = await this.requests.visible(await viewerOf(this.access, actor), id, this.clock.now());
    if (request === null) throw notFound();
    return request;
  }

  /**
   * The request, for an act that needs long work before its transaction; `take` asks again.
   * @throws DomainError object.not_found, enrollment.transition_not_allowed
   */
  async mayTake(actor: Actor, id: string, act: Act): Promise<EnrollmentRequest> {
    const viewer = await viewerOf(this.access, actor);
    const now = this.clock.now();
    const request = await this.requests.visible(viewer, id, now);
    if (request === null) throw notFound();
    const standing = standingOf(viewer, request, declarationOf(request.kind).deciders);
    if (!mayDo(act, standing, request, now)) throw notAllowed(request, standing, now);
    return request;
  }

  /** The system's own step; null when it is not allowed any more. */
  @Transactional()
  async takeAsSystem(id: string, act: Act, prepare: (request: EnrollmentRequest) => Promise<Step | null> | Step | null): Promise<EnrollmentRequest | null> {
    const request = await this.requests.lock(id);
    if (request === null || !isAllowed(act, progressOf(request, this.clock.now()), 'system')) return null;
    const step = await prepare(request);
    return step === null ? null : this.write(request, act, step, { actorId: null, actorName: null, actorPosition: 'system' });
  }

  private async write(request: EnrollmentRequest, act: Act, { change, details = {} }: Step, by: Signature): Promise<EnrollmentRequest> {
    const at = this.clock.now();
    const { clock } = WORKFLOW[act];
    const term = change.term ?? (await this.terms.after(clock, request, beginning(change) ?? sentOf(request)));
    if (clock === 'extend' && term !== null && term.deadline.instant <= at) throw new DomainError('enrollment.too_late_to_ask');

    const status = statusAfter(act, request.status);
    const after = await this.requests.change(request, { ...change, ...(owesPaper(act, request) ? { owedSince: request.owedSince ?? at } : {}), status, term }, declarationOf(request.kind).sensitive, at);
    const newDueDate = after.dueOn !== request.dueOn && after.dueOn !== null ? { dueOn: after.dueOn } : {};
    // What somebody does to a draft is nobody's business yet.
    if (request.status !== 'draft' || status !== 'draft') await this.history.add(after, { at, act, from: request.status, details: { ...details, ...newDueDate } }, by);
    await this.terms.keepRows(request, after);
    if (after.status !== request.status || TOLD_ACTS.includes(act) || (act === 'recount' && after.dueOn !== request.dueOn)) {
      await this.outbox.publish(RequestStatusChanged, {
        requestId: after.id, schoolId: after.schoolId, applicantId: after.applicantId, kind: after.kind, act,
        from: request.status, to: after.status, round: after.round, version: after.version,
      }, { schoolId: after.schoolId });
    }
    return after;
  }

  private async signature(actor: Actor, standing: Standing): Promise<Signature> {
    const person = await this.identity.person(actor.personId);
    return {
      actorId: actor.personId,
      actorName: person === null ? null : displayName(person.name),
      actorPosition: standing === 'applicant' ? 'applicant' : actor.role ?? 'staff',
    };
  }
}

/** Acts that leave the status, and people are told of. */
const TOLD_ACTS: readonly Act[] = ['extend', 'endorse', 'deliver', 'give-place', 'release', 'give-up', 'ask-support'];

/** The round a sending begins; null for other steps. */
function beginning({ sent }: RequestChange): Sent | null {
  if (sent?.days === undefined) return null;
  const { about: { schoolId, zone, regionCode }, submittedAt, days } = sent;
  return { where: schoolId ?? { zone, regionCode }, submittedAt, days };
}

/** Staff act for themselves, and for the applicant of a request on paper (EN-14). */
function mayDo(act: Act, standing: Standing, request: Progressing, now: Date): boolean {
  if (standing !== 'applicant' && standing !== 'staff') return false;
  const progress = progressOf(request, now);
  return isAllowed(act, progress, standing) || (standing === 'staff' && request.paper !== null && isAllowedForApplicant(act, progress));
}

/** What somebody who stands so may do now. */
export function allowedTo(standing: Standing, request: Progressing, now: Date): Act[] {
  return ACTS.filter((act) => mayDo(act, standing, request, now));
}

/** The refusal that names what may be done instead (EN-5). */
export function notAllowed(request: EnrollmentRequest, standing: Standing, now: Date): DomainError {
  const allowedActions = allowedTo(standing, request, now);
  return new DomainError('enrollment.transition_not_allowed', {}, { currentStatus: request.status, allowedActions });
}
