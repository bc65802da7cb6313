import { Injectable } from '@nestjs/common';
import { SchoolAccess } from '../../../platform/auth/index.js';
import { Transactional } from '../../../platform/database/index.js';
import { Due } from '../../../platform/due/index.js';
import { Limits } from '../../../platform/limits/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../shared/domain-error.js';
import type { PersonName } from '../../../shared/identifiers/index.js';
import { newId } from '../../../shared/ids.js';
import { AuditFacade } from '../../audit/index.js';
import { IdentityFacade } from '../../identity/index.js';
import { LINK_STAFF } from '../family.permissions.js';
import { linkSchoolOf } from '../family.policy.js';
import type { GuestAccess, GuestReason, GuestRelation } from '../guests.contracts.js';
import { GuestRepository } from '../persistence/guest.repository.js';
import { LinkRepository } from '../persistence/link.repository.js';
import { Addressees } from './addressees.service.js';
import { ChangeLink } from './change-link.service.js';
import { GUEST_ENDS, MoveGuest } from './move-guest.service.js';

const DAY_MS = 24 * 3600 * 1000;
const LONGEST_MS = 366 * DAY_MS;
const PER_PERSON = { operation: 'family.guest', most: 20, windowMs: DAY_MS };

export interface GuestOrder {
  readonly pupilId: string;
  readonly identifier: string;
  readonly name: PersonName;
  readonly relation: GuestRelation;
  readonly validUntil: Date;
}

/** View for a time, given to a third person by a representative who may act (FA-10). */
@Injectable()
export class GuestAccesses {
  constructor(
    private readonly rows: GuestRepository,
    private readonly moving: MoveGuest,
    private readonly links: LinkRepository,
    private readonly addressees: Addressees,
    private readonly changeLink: ChangeLink,
    private readonly identity: IdentityFacade,
    private readonly limits: Limits,
    private readonly due: Due,
    private readonly audit: AuditFacade,
    private readonly access: SchoolAccess,
    private readonly clock: Clock,
  ) {}

  /**
   * The same happens whether the guest has an account or not.
   * @throws DomainError not found; `family.may_only_view`, `family.guest_exists`, `limits.too_many`. InvalidInput for the identifier or the time
   */
  @Transactional()
  async give(actor: Actor, { pupilId, identifier, name, relation, validUntil }: GuestOrder): Promise<string> {
    const at = this.clock.now();
    const scope = await this.links.viewScope(actor.personId, pupilId, at);
    if (scope?.as !== 'guardian') throw notFound();
    if (!scope.canAct) throw new DomainError('family.may_only_view');
    if (validUntil <= at || validUntil.getTime() > at.getTime() + LONGEST_MS) throw new InvalidInput([{ pointer: '/validUntil', code: 'family.guest_until' }]);
    const { aliasKey } = this.addressees.read(identifier, name);
    await this.limits.spend(PER_PERSON, actor.personId);
    const access = { id: newId(at), schoolId: scope.schoolId, pupilId, givenBy: actor.personId, relation, aliasKey, name, createdAt: at, validUntil };
    if (!(await this.rows.insert(access))) throw new DomainError('family.guest_exists');
    await this.due.plan({ kind: GUEST_ENDS, key: access.id, at: validUntil, schoolId: access.schoolId });
    await this.moving.tell(access, 'invited');
    await this.record(actor, 'family.give_guest_access', access);
    return access.id;
  }

  /** @throws DomainError not found; `family.guest_over`, `family.guest_already` */
  @Transactional()
  async accept(actor: Actor, id: string): Promise<void> {
    const access = await this.addressed(actor, id);
    if (await this.links.viewScope(actor.personId, access.pupilId, this.clock.now()) !== null) throw new DomainError('family.guest_already');
    await this.moving.move(access, 'active', null, actor.personId);
    await this.identity.assignRole(actor, { personId: actor.personId, role: 'guest' });
    await this.record(actor, 'family.accept_guest_access', access);
  }

  /** @throws DomainError not found; `family.guest_over` */
  @Transactional()
  async decline(actor: Actor, id: string): Promise<void> {
    const access = await this.addressed(actor, id);
    await this.moving.move(access, 'declined', 'by_guest', actor.personId);
    await this.record(actor, 'family.decline_guest_access', access);
  }

  /** By the guest, a representative who may act, the school, or the pupil of age. @throws DomainError not found; `family.guest_over`, `family.not_yours_to_end` */
  @Transactional()
  async end(actor: Actor, { schoolId, id }: Pick<GuestAccess, 'schoolId' | 'id'>): Promise<void> {
    const access = await this.rows.lock(schoolId, id);
    if (access === null) throw notFound();
    const ground = await this.groundFor(actor, access);
    if (ground === null) throw new DomainError('family.not_yours_to_end');
    if (access.status !== 'active' && access.status !== 'awaiting_confirmation') throw new DomainError('family.guest_over');
    await this.moving.move(access, 'ended', ground);
    await this.record(actor, 'family.end_guest_access', access);
  }

  /** The time is over. @returns false when it had ended before */
  @Transactional()
  async timeOver(schoolId: string, id: string): Promise<boolean> {
    const access = await this.rows.lock(schoolId, id);
    if (access?.status !== 'active' && access?.status !== 'awaiting_confirmation') return false;
    await this.moving.move(access, 'ended', access.status === 'active' ? 'time_over' : 'not_answered');
    return true;
  }

  /** One that waits for this person; of two answers the first counts. */
  private async addressed(actor: Actor, id: string): Promise<GuestAccess> {
    const read = await this.rows.read(id);
    if (read === null || (await this.addressees.ofPerson(actor.personId, [read])).length === 0) throw notFound();
    const access = await this.rows.lock(read.schoolId, id);
    if (access?.status !== 'awaiting_confirmation' || access.validUntil <= this.clock.now()) throw new DomainError('family.guest_over');
    return access;
  }

  private async groundFor(actor: Actor, { schoolId, pupilId, guestId }: GuestAccess): Promise<GuestReason | null> {
    if (guestId === actor.personId) return 'by_guest';
    if (actor.role !== null && LINK_STAFF.includes(actor.role)) return (await linkSchoolOf(this.access, actor)) === schoolId ? 'by_school' : null;
    const scope = await this.links.viewScope(actor.personId, pupilId, this.clock.now());
    if (scope?.as === 'guardian' && scope.canAct) return 'by_guardian';
    return scope?.as === 'pupil' && (await this.changeLink.majority(schoolId, pupilId)) <= this.clock.now() ? 'by_pupil' : null;
  }

  private record(actor: Actor, operation: string, { id, schoolId, pupilId }: Pick<GuestAccess, 'id' | 'schoolId' | 'pupilId'>): Promise<void> {
    return this.audit.record(actor, { operation, objectType: 'family.guest_access', objectId: id, schoolId, subjectId: pupilId, outcome: 'success' });
  }
}
