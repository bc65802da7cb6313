import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import type { Page } from '../../../../shared/page.js';
import type { PageRequest } from '../../directory/persistence/keyset.js';
import { OverseenSchools, overseerOf } from '../../groups/app/overseen-schools.js';
import { Today } from '../../structure/app/today.js';
import { ConfirmationRepository } from '../persistence/confirmation.repository.js';
import { PositionRepository } from '../persistence/position.repository.js';
import { StaffDeclined } from '../staff.events.js';
import type { Position, StoredPosition } from '../staff.model.js';
import { requireAnothersAppointment } from '../staff.policy.js';
import { Newcomers } from './newcomers.service.js';
import { Staff } from './staff.service.js';

/** The region's word on appointments of its schools; the operator's where nobody coordinates (SC-5). */
@Injectable()
export class StaffConfirmations {
  constructor(
    private readonly rows: ConfirmationRepository,
    private readonly positions: PositionRepository,
    private readonly staff: Staff,
    private readonly newcomers: Newcomers,
    private readonly overseen: OverseenSchools,
    private readonly today: Today,
    private readonly clock: Clock,
  ) {}

  /**
   * What waits: in the own region, or, for the operator, of schools nobody coordinates and of any region named.
   * @throws DomainError not found for another region than the coordinator's
   */
  async awaiting(actor: Actor, { region, school }: { region?: string; school?: string }, page: PageRequest): Promise<Page<Position>> {
    const { regionCode, groupId } = overseerOf(actor);
    if (regionCode !== null && region !== undefined && region !== regionCode) throw notFound();
    const uncoordinated = regionCode === null && region === undefined && school === undefined;
    return this.rows.awaiting({ regionCode: regionCode ?? region ?? null, groupId, schoolId: school ?? null, uncoordinated }, this.clock.now(), page);
  }

  /** The role counts from now, or from its first day; somebody new gets their account. */
  @Transactional()
  async confirm(actor: Actor, id: string): Promise<Position> {
    const position = await this.awaited(actor, id);
    requireAnothersAppointment(actor, position);
    if (position.endsOn !== null && position.endsOn < await this.today.in(position.schoolId)) throw new InvalidInput([{ pointer: '/endsOn', code: 'schools.already_over' }]);
    const personId = position.personId ?? await this.newcomers.settle(actor, position.newcomer!);
    await this.rows.decide(position, 'active', personId, null, actor.personId, this.clock.now());
    if (position.personId === null) await this.rows.recognise(position, personId);
    await this.staff.begin(actor, position, personId);
    return (await this.positions.byId(id))!;
  }

  /** Name and contacts of somebody new are forgotten. */
  @Transactional()
  async decline(actor: Actor, id: string, reason: string): Promise<Position> {
    const position = await this.awaited(actor, id);
    await this.rows.decide(position, 'declined', position.personId, reason, actor.personId, this.clock.now());
    await this.staff.tell(actor, 'staff_decline', StaffDeclined, position);
    return (await this.positions.byId(id))!;
  }

  private async awaited(actor: Actor, id: string): Promise<StoredPosition> {
    const position = await this.positions.stored(id);
    if (position === null || !(await this.overseen.includes(actor, position.schoolId))) throw notFound();
    if (position.status !== 'awaiting_confirmation') throw new DomainError('schools.already_decided');
    return position;
  }
}
