import { Injectable } from '@nestjs/common';
import { SchoolAccess } from '../../../platform/auth/index.js';
import { Transactional } from '../../../platform/database/index.js';
import { Due } from '../../../platform/due/index.js';
import { Limits } from '../../../platform/limits/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../shared/domain-error.js';
import { displayName, type PersonName } from '../../../shared/identifiers/index.js';
import { newId } from '../../../shared/ids.js';
import { AuditFacade } from '../../audit/index.js';
import { ConsentsFacade } from '../../consents/index.js';
import { IdentityFacade } from '../../identity/index.js';
import { SchoolsFacade } from '../../schools/index.js';
import type { LinkKind } from '../family.contracts.js';
import { FamilyInvited } from '../family.events.js';
import { linkSchoolOf } from '../family.policy.js';
import { type Invitation, InvitationRepository } from '../persistence/invitation.repository.js';
import { Addressees } from './addressees.service.js';
import { ChangeLink } from './change-link.service.js';
import { consentErrors, type GivenConsent } from './child-consent.js';
import { LinkChild } from './link-child.service.js';

/** The kind of due row for an invitation nobody answered. */
export const INVITATION_ENDS = 'family.invitation_ends';

const DAY_MS = 24 * 3600 * 1000;
const VALID_MS = 30 * DAY_MS;
const PER_PERSON = { operation: 'family.invite', most: 300, windowMs: DAY_MS };
const PER_CHILD = { operation: 'family.invite_child', most: 20, windowMs: DAY_MS };

export interface InvitationOrder {
  readonly pupilId: string;
  readonly identifier: string;
  readonly name: PersonName;
  readonly kind: LinkKind;
  readonly canAct: boolean;
}

/** Linking by invitation (FA-3): the school names a person for a pupil, the person accepts or declines. */
@Injectable()
export class Invitations {
  constructor(
    private readonly rows: InvitationRepository,
    private readonly addressees: Addressees,
    private readonly linkChild: LinkChild,
    private readonly changeLink: ChangeLink,
    private readonly schools: SchoolsFacade,
    private readonly identity: IdentityFacade,
    private readonly consents: ConsentsFacade,
    private readonly limits: Limits,
    private readonly outbox: Outbox,
    private readonly due: Due,
    private readonly audit: AuditFacade,
    private readonly access: SchoolAccess,
    private readonly clock: Clock,
  ) {}

  /**
   * The same happens whether there is such an account or not; it is found when it is looked for. Said again, it is the same one;
   * with another name or right, it takes the place of the first.
   * @throws DomainError not found for a pupil of another school; `limits.too_many`. InvalidInput for the identifier
   */
  @Transactional()
  async invite(actor: Actor, { pupilId, identifier, name, kind, canAct }: InvitationOrder): Promise<string> {
    const schoolId = actor.schoolId;
    if (schoolId === null || (await this.schools.pupil(schoolId, pupilId)) === null) throw notFound();
    const { aliasKey } = this.addressees.read(identifier, name);
    await this.limits.spend(PER_PERSON, actor.personId);
    await this.limits.spend(PER_CHILD, pupilId);
    const at = this.clock.now();
    const before = await this.rows.waitingOf(schoolId, pupilId, aliasKey);
    if (before !== null && before.kind === kind && before.canAct === canAct && displayName(before.name) === displayName(name)) return before.id;
    if (before !== null) await this.close(actor, 'family.withdraw_invitation', before, 'revoked');
    const [id, expiresAt] = [newId(at), new Date(at.getTime() + VALID_MS)];
    if (!(await this.rows.insert({ id, schoolId, pupilId, kind, canAct, aliasKey, name, madeBy: actor.personId, createdAt: at, expiresAt }))) throw new DomainError('family.invited_already');
    await this.due.plan({ kind: INVITATION_ENDS, key: id, at: expiresAt, schoolId });
    await this.outbox.publish(FamilyInvited, { invitationId: id, pupilId, schoolId }, { schoolId });
    await this.record(actor, 'family.invite', { id, schoolId, pupilId });
    return id;
  }

  /** An invitation of this person that has not become a link; null for others. */
  async addressed(actor: Actor, id: string): Promise<Invitation | null> {
    const invitation = await this.rows.read(id);
    if (invitation === null || invitation.status === 'linked') return null;
    return (await this.addressees.ofPerson(actor.personId, [invitation]))[0] ?? null;
  }

  /** Link, role and consent come together. @returns id of the link: one that stands already stays. @throws DomainError `family.invitation_over`, `family.school_not_open`, `family.court_bar`; InvalidInput for the consent */
  @Transactional()
  async accept(actor: Actor, invitation: Invitation, consent: GivenConsent | undefined): Promise<string> {
    const { id, schoolId, pupilId, kind, canAct, madeBy, createdAt } = await this.waiting(invitation);
    if ((await this.schools.school(schoolId))?.status !== 'active') throw new DomainError('family.school_not_open');
    InvalidInput.throwIfAny(consentErrors(consent, await this.consents.currentVersion('child_data')));
    const link = await this.linkChild.run(actor, { guardianId: actor.personId, pupilId, schoolId, kind, canAct, source: 'invitation', asked: { id, by: madeBy, at: createdAt } });
    // FA-7: from 18 on access waits for the pupil's word, an invitation or not.
    if ((await this.changeLink.majority(schoolId, pupilId)) <= this.clock.now()) await this.changeLink.pupilCameOfAge(schoolId, link.id);
    await this.consents.give(actor, { subjectId: pupilId, purpose: 'child_data', version: consent!.version, source: { type: 'family.link', id } });
    await this.identity.assignRole(actor, { personId: actor.personId, role: 'guardian' });
    await this.close(actor, 'family.accept_invitation', invitation, 'linked');
    return link.id;
  }

  /** @throws DomainError `family.invitation_over` */
  @Transactional()
  async decline(actor: Actor, invitation: Invitation): Promise<void> {
    await this.waiting(invitation);
    await this.close(actor, 'family.decline_invitation', invitation, 'declined');
  }

  /** The school takes it back. @returns false when the school has no such invitation */
  @Transactional()
  async withdraw(actor: Actor, id: string): Promise<boolean> {
    const schoolId = await linkSchoolOf(this.access, actor);
    const invitation = schoolId === null ? null : await this.rows.lock(schoolId, id);
    if (invitation === null || invitation.status === 'linked') return false;
    await this.waiting(invitation);
    await this.close(actor, 'family.withdraw_invitation', invitation, 'revoked');
    return true;
  }

  /** @returns false when it was answered */
  @Transactional()
  async expire(schoolId: string, id: string): Promise<boolean> {
    const invitation = await this.rows.lock(schoolId, id);
    if (invitation?.status !== 'awaiting_confirmation') return false;
    await this.rows.settle(invitation, 'expired', 'not_answered', null, this.clock.now());
    return true;
  }

  /** The row as it is under the lock: of two answers one is the first. */
  private async waiting({ schoolId, id }: Pick<Invitation, 'schoolId' | 'id'>): Promise<Invitation> {
    const invitation = await this.rows.lock(schoolId, id);
    if (invitation?.status !== 'awaiting_confirmation' || invitation.expiresAt <= this.clock.now()) throw new DomainError('family.invitation_over');
    return invitation;
  }

  private async close(actor: Actor, operation: string, invitation: Invitation, status: 'linked' | 'declined' | 'revoked'): Promise<void> {
    const reason = { linked: null, declined: 'by_guardian', revoked: 'by_school' } as const;
    await this.rows.settle(invitation, status, reason[status], status === 'revoked' ? null : actor.personId, this.clock.now());
    await this.due.cancel(INVITATION_ENDS, invitation.id);
    await this.record(actor, operation, invitation);
  }

  private record(actor: Actor, operation: string, { id, schoolId, pupilId }: Pick<Invitation, 'id' | 'schoolId' | 'pupilId'>): Promise<void> {
    return this.audit.record(actor, { operation, objectType: 'family.link', objectId: id, schoolId, subjectId: pupilId, outcome: 'success' });
  }
}
