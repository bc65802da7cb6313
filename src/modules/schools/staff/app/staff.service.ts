import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { IdentityFacade } from '../../../identity/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import { Due, type DueItem, OnDue } from '../../../../platform/due/index.js';
import { type EventType, Outbox } from '../../../../platform/outbox/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, type FieldError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { nameKey } from '../../../../shared/identifiers/index.js';
import { newId } from '../../../../shared/ids.js';
import { Today } from '../../structure/app/today.js';
import { nextDay } from '../../structure/domain/school-day.js';
import { ConfirmationRepository } from '../persistence/confirmation.repository.js';
import { PositionRepository } from '../persistence/position.repository.js';
import { type PositionFact, StaffAppointed, StaffPositionEnded } from '../staff.events.js';
import type { DecidedAppointment, Position, PositionRole, StoredPosition } from '../staff.model.js';
import { requireMayAppoint, requireStaffScope } from '../staff.policy.js';
import { Administrators } from './administrators.js';
import { Newcomers, type TypedNewcomer } from './newcomers.service.js';
import { StandingRoles } from './standing-roles.js';
import { WaitingReminders } from './waiting-reminders.service.js';

export const POSITION_ENDS = 'schools.staff_position_ends';

export interface Order {
  readonly personId?: string;
  /** Of somebody who has never worked in this school: told beside the id, so that an id alone tells no name. */
  readonly family?: string;
  readonly person?: TypedNewcomer;
  readonly role: PositionRole;
  readonly title: string;
  readonly orderNumber: string;
  readonly startsOn?: string;
  readonly endsOn?: string | null;
}

export interface Ending {
  /** Last day; today, and at once, unless said. */
  readonly on?: string;
  readonly orderNumber?: string;
  readonly reason?: string;
}

/** Who works in a school, as what, by which order (SC-5). */
@Injectable()
export class Staff {
  constructor(
    private readonly positions: PositionRepository,
    private readonly confirmations: ConfirmationRepository,
    private readonly reminders: WaitingReminders,
    private readonly newcomers: Newcomers,
    private readonly administrators: Administrators,
    private readonly roles: StandingRoles,
    private readonly identity: IdentityFacade,
    private readonly today: Today,
    private readonly due: Due,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /**
   * Asks the region to confirm it; appoints at once where the region waives that.
   * @throws DomainError `schools.not_yours_to_appoint`, `schools.own_position`, `schools.position_exists`; InvalidInput
   */
  @Transactional()
  async appoint(actor: Actor, schoolId: string, order: Order): Promise<Position> {
    requireStaffScope(actor, schoolId);
    requireMayAppoint(actor, order.role, order.personId ?? null);
    const today = await this.today.in(schoolId);
    const { role, title, orderNumber, startsOn = today, endsOn = null } = order;
    InvalidInput.throwIfAny([
      ...((order.personId === undefined) === (order.person === undefined) ? [{ pointer: '/personId', code: 'schools.who_is_appointed' }] : []),
      ...(endsOn !== null && endsOn < startsOn ? [{ pointer: '/endsOn', code: 'schools.ends_before' }] : []),
      ...(endsOn !== null && endsOn < today ? [{ pointer: '/endsOn', code: 'schools.already_over' }] : []),
    ] satisfies FieldError[]);
    const personId = order.personId === undefined ? null : await this.known(schoolId, order.personId, order.family);
    const newcomer = order.person === undefined ? null : this.newcomers.read(order.person);
    // The operator's own appointments wait for nobody.
    const rule = (await this.confirmations.rule(schoolId))!;
    if (actor.role === 'system_admin' || !rule.required) return this.appointDecided(actor, schoolId, { who: newcomer ?? personId!, role, title, orderNumber, startsOn, endsOn });
    if (personId !== null) await this.adopt(actor, schoolId, personId, role);
    if (newcomer !== null && await this.confirmations.waitsAlready(schoolId, newcomer, role, title)) throw new DomainError('schools.position_exists');
    const position: StoredPosition = {
      id: newId(), schoolId, role, title, orderNumber, startsOn, endsOn, reason: null, requestedBy: actor.personId, personId, newcomer, status: 'awaiting_confirmation',
    };
    await this.positions.insert(position, this.clock.now());
    await this.record(actor, 'staff_ask', position);
    await this.reminders.soon(rule.regionCode);
    return (await this.positions.byId(position.id))!;
  }

  /**
   * Appoints at once whom somebody had the say to appoint: a request was approved (SC-3, SC-5). Neither rank nor region is asked again.
   * @throws DomainError `schools.position_exists`
   */
  @Transactional()
  async appointDecided(actor: Actor, schoolId: string, { who, role, title, orderNumber, startsOn, endsOn = null }: DecidedAppointment): Promise<Position> {
    if (typeof who === 'string') {
      await this.adopt(actor, schoolId, who, role);
      if ((await this.positions.standing(schoolId, who, role)).some((p) => p.title === title)) throw new DomainError('schools.position_exists');
    }
    const personId = typeof who === 'string' ? who : await this.newcomers.settle(actor, who);
    const position: StoredPosition = {
      id: newId(), schoolId, role, title, orderNumber, startsOn: startsOn ?? await this.today.in(schoolId), endsOn, reason: null, requestedBy: actor.personId,
      personId, newcomer: null, status: 'active',
    };
    await this.positions.insert(position, this.clock.now());
    await this.begin(actor, position, personId);
    return (await this.positions.byId(position.id))!;
  }

  /** The role of a position begins, whoever decided it. */
  async begin(actor: Actor, position: StoredPosition, personId: string): Promise<void> {
    await this.roles.begin(actor, position, personId);
    if (position.endsOn !== null) await this.planEnd(position, position.endsOn);
    await this.tell(actor, 'staff_appoint', StaffAppointed, { ...position, personId });
  }

  /**
   * Ends a position; the role goes in the same transaction when it was the last to carry it. One that waits is taken back.
   * @param id of a position, or of a role given without one
   * @throws DomainError not found, `schools.last_administrator`, `schools.position_over`, `schools.own_position`, `schools.not_yours_to_appoint`
   */
  @Transactional()
  async end(actor: Actor, schoolId: string, id: string, { on, orderNumber, reason }: Ending): Promise<Position> {
    requireStaffScope(actor, schoolId);
    await this.positions.lockSchool(schoolId);
    const position = await this.found(actor, schoolId, id);
    requireMayAppoint(actor, position.role, position.personId);
    if (position.status === 'awaiting_confirmation') return this.takeBack(actor, position, reason ?? null);
    if (position.status !== 'active') throw new DomainError('schools.position_over');
    const today = await this.today.in(schoolId);
    if (on !== undefined && on < position.startsOn) throw new InvalidInput([{ pointer: '/on', code: 'schools.ends_before' }]);
    if (position.role === 'school_admin'
      && !(await this.positions.standing(schoolId, position.personId!, position.role)).some((p) => p.id !== position.id && p.endsOn === null)) {
      await this.administrators.mayGo(schoolId, position.personId!);
    }
    const endsOn = on ?? (today < position.startsOn ? position.startsOn : today);
    if (on !== undefined && on >= today) {
      await this.positions.end(position, 'active', endsOn, orderNumber ?? null, reason ?? null);
      await this.planEnd(position, endsOn);
      await this.record(actor, 'staff_end', position, { endsOn });
    } else {
      await this.positions.end(position, 'ended', endsOn, orderNumber ?? null, reason ?? null);
      await this.due.cancel(POSITION_ENDS, position.id);
      await this.roles.end(actor, schoolId, position.personId!, position.role, reason ?? null);
      await this.tell(actor, 'staff_end', StaffPositionEnded, position);
    }
    return (await this.positions.byId(position.id))!;
  }

  private async takeBack(actor: Actor, position: StoredPosition, reason: string | null): Promise<Position> {
    await this.confirmations.decide(position, 'withdrawn', position.personId, reason, actor.personId, this.clock.now());
    await this.record(actor, 'staff_take_back', position);
    return (await this.positions.byId(position.id))!;
  }

  /** The last day of a position has passed. */
  @OnDue(POSITION_ENDS)
  async ended({ key }: DueItem): Promise<void> {
    const position = await this.positions.stored(key);
    if (position === null || position.status !== 'active' || position.endsOn === null) return;
    if (position.endsOn >= await this.today.in(position.schoolId)) return;
    await this.positions.end(position, 'ended', position.endsOn, null, null);
    await this.roles.end(null, position.schoolId, position.personId!, position.role, null);
    await this.tell(null, 'staff_end', StaffPositionEnded, position);
  }

  private async planEnd({ id, schoolId }: StoredPosition, endsOn: string): Promise<void> {
    await this.due.plan({ kind: POSITION_ENDS, key: id, at: await this.roles.startOf(schoolId, nextDay(endsOn)), schoolId });
  }

  /** Somebody of the school by id alone; anybody else by id and family name, with one answer for both being wrong. */
  private async known(schoolId: string, personId: string, family: string | undefined): Promise<string> {
    const person = await this.identity.person(personId);
    const named = person !== null && family !== undefined && nameKey(person.name.family) === nameKey(family);
    if (person === null || (!named && !(await this.positions.knownIn(schoolId, personId)))) throw new InvalidInput([{ pointer: '/personId', code: 'schools.person_unknown' }]);
    return personId;
  }

  private async found(actor: Actor, schoolId: string, id: string): Promise<StoredPosition> {
    const position = await this.positions.stored(id);
    if (position !== null) {
      if (position.schoolId !== schoolId) throw notFound();
      return position;
    }
    const held = await this.positions.unordered(schoolId, id);
    if (held === null) throw notFound();
    requireMayAppoint(actor, held.role, held.personId);
    return (await this.adopt(actor, schoolId, held.personId, held.role))!;
  }

  /** A role held without an order becomes a position, so that it outlives the positions beside it. */
  private async adopt(actor: Actor, schoolId: string, personId: string, role: PositionRole): Promise<StoredPosition | null> {
    const held = (await this.identity.rolesOf(personId)).find((r) => r.schoolId === schoolId && r.role === role && r.status === 'active' && (r.validUntil === null || r.validUntil > this.clock.now()));
    const standing = await this.positions.standing(schoolId, personId, role);
    if (held === undefined || standing.length > 0) return standing[0] ?? null;
    const row = (await this.positions.unordered(schoolId, held.id))!;
    const position: StoredPosition = {
      id: newId(), schoolId, personId, newcomer: null, role, title: null, orderNumber: null, startsOn: row.startsOn, endsOn: null, status: 'active', reason: null, requestedBy: actor.personId,
    };
    await this.positions.insert(position, this.clock.now());
    return position;
  }

  async tell(actor: Actor | null, act: string, event: EventType<PositionFact>, position: StoredPosition): Promise<void> {
    await this.record(actor, act, position);
    await this.outbox.publish(event, { positionId: position.id }, { schoolId: position.schoolId });
  }

  private record(actor: Actor | null, act: string, { id, schoolId, personId, role }: StoredPosition, details: object = {}): Promise<void> {
    return this.audit.record(actor, { operation: `schools.${act}`, objectType: 'staff_position', objectId: id, schoolId, subjectId: personId, outcome: 'success', details: { role, ...details } });
  }
}
