import { Injectable } from '@nestjs/common';
import { SchoolAccess } from '../../../platform/auth/index.js';
import { Transactional } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, InvalidInput } from '../../../shared/domain-error.js';
import { AuditFacade } from '../../audit/index.js';
import { type LikelyPupil, SchoolsFacade } from '../../schools/index.js';
import type { Claim, ClaimReason, Difference } from '../claims.contracts.js';
import { ClaimMoved } from '../family.events.js';
import { linkSchoolOf } from '../family.policy.js';
import { ClaimRepository } from '../persistence/claim.repository.js';
import { CheckClaim } from './check-claim.service.js';

/** Grounds the school declines on. */
export const DECLINE_REASONS = ['not_registered', 'data_differs', 'not_representative'] as const satisfies readonly ClaimReason[];
export type DeclineReason = (typeof DECLINE_REASONS)[number];

/** The school's word on a child that a parent entered and no match linked (FA-1). */
@Injectable()
export class ClaimDecisions {
  constructor(
    private readonly claims: ClaimRepository,
    private readonly checking: CheckClaim,
    private readonly schools: SchoolsFacade,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly access: SchoolAccess,
    private readonly clock: Clock,
  ) {}

  /** A confirmed one of the actor's school with pupils who may be the child; null for others. */
  async read(actor: Actor, id: string): Promise<{ claim: Claim; likely: LikelyPupil[] } | null> {
    const schoolId = await linkSchoolOf(this.access, actor);
    const claim = schoolId === null ? null : await this.claims.ofSchool(schoolId, id);
    if (claim === null) return null;
    await this.record(actor, 'family.view_entered_child', claim, null);
    return { claim, likely: await this.schools.findLikelyPupils(claim.schoolId, claim) };
  }

  /**
   * @param pupilId who it is, as the school has made sure
   * @returns id of the link; null when it is no such child of the actor's school
   * @throws InvalidInput for the pupil; DomainError `family.claim_answered`
   */
  @Transactional()
  async approve(actor: Actor, id: string, pupilId: string | undefined): Promise<string | null> {
    const claim = await this.ofSchool(actor, id);
    if (claim === null) return null;
    const pupil = pupilId === undefined ? null : await this.schools.pupil(claim.schoolId, pupilId);
    if (pupil === null) throw new InvalidInput([{ pointer: '/pupilId', code: pupilId === undefined ? 'input.required' : 'family.pupil_unknown' }]);
    this.needWaiting(claim);
    const linkId = await this.checking.link(actor, claim, pupil.id);
    await this.record(actor, 'family.approve_child', claim, pupil.id);
    return linkId;
  }

  /** @returns false when it is no such child of the actor's school. @throws InvalidInput without a ground; DomainError `family.claim_answered` */
  @Transactional()
  async decline(actor: Actor, id: string, reason: DeclineReason | undefined, differs: readonly Difference[]): Promise<boolean> {
    const claim = await this.ofSchool(actor, id);
    if (claim === null) return false;
    if (reason === undefined) throw new InvalidInput([{ pointer: '/reason', code: 'input.required' }]);
    if (reason === 'data_differs' && differs.length === 0) throw new InvalidInput([{ pointer: '/differs', code: 'input.required' }]);
    this.needWaiting(claim);
    await this.outbox.publish(ClaimMoved, { claimId: id, guardianId: claim.guardianId, schoolId: claim.schoolId, step: 'declined' }, { schoolId: claim.schoolId });
    await this.claims.move(claim, actor.personId, { status: 'declined', reason, differs: reason === 'data_differs' ? differs : [] }, this.clock.now());
    await this.record(actor, 'family.decline_child', claim, null);
    return true;
  }

  private needWaiting({ status }: Claim): void {
    if (status !== 'awaiting_confirmation') throw new DomainError('family.claim_answered');
  }

  private async ofSchool(actor: Actor, id: string): Promise<Claim | null> {
    const schoolId = await linkSchoolOf(this.access, actor);
    const claim = schoolId === null ? null : await this.claims.lock(schoolId, id);
    return claim === null || claim.confirmedAt === null || claim.status === 'linked' ? null : claim;
  }

  private record(actor: Actor, operation: string, { id, schoolId }: Claim, subjectId: string | null): Promise<void> {
    return this.audit.record(actor, { operation, objectType: 'family.link', objectId: id, schoolId, subjectId, outcome: 'success' });
  }
}
