import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import type { Page } from '../../../../shared/page.js';
import type { PageRequest } from '../../directory/persistence/keyset.js';
import { SchoolRepository } from '../../directory/persistence/school.repository.js';
import { Today } from '../../structure/app/today.js';
import { PositionRepository } from '../persistence/position.repository.js';
import { StaffDeclined } from '../staff.events.js';
import type { Position, StoredPosition } from '../staff.model.js';
import { Newcomers } from './newcomers.service.js';
import { Staff } from './staff.service.js';

/** The region's word on appointments of its schools (SC-5). */
@Injectable()
export class StaffConfirmations {
  constructor(
    private readonly positions: PositionRepository,
    private readonly staff: Staff,
    private readonly newcomers: Newcomers,
    private readonly schools: SchoolRepository,
    private readonly today: Today,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** What waits in the coordinator's region. */
  awaiting({ regionCode }: Actor, page: PageRequest): Promise<Page<Position>> {
    return this.positions.awaiting(regionCode ?? '', page);
  }

  /** The role counts from now, or from its first day; somebody new gets their account. */
  @Transactional()
  async confirm(actor: Actor, id: string): Promise<Position> {
    const position = await this.awaited(actor, id);
    if (position.endsOn !== null && position.endsOn < await this.today.in(position.schoolId)) throw new InvalidInput([{ pointer: '/endsOn', code: 'schools.already_over' }]);
    const personId = position.personId ?? await this.newcomers.settle(actor, position.newcomer!);
    await this.positions.decide(position, 'active', personId, null, actor.personId, this.clock.now());
    await this.staff.begin(actor, position, personId);
    return (await this.positions.byId(id))!;
  }

  /** Name and contacts of somebody new are forgotten. */
  @Transactional()
  async decline(actor: Actor, id: string, reason: string): Promise<Position> {
    const position = await this.awaited(actor, id);
    await this.positions.decide(position, 'declined', position.personId, reason, actor.personId, this.clock.now());
    await this.staff.tell(actor, 'staff_decline', StaffDeclined, position);
    return (await this.positions.byId(id))!;
  }

  /** Whether the school's appointments wait for the region: said by the operator, or by the coordinator of the region. */
  @Transactional()
  async require(actor: Actor, schoolId: string, required: boolean): Promise<void> {
    const school = await this.schools.byId(schoolId);
    if (school === null || (actor.role === 'regional_coordinator' && actor.regionCode !== school.regionCode)) throw notFound();
    await this.positions.setConfirmedByRegion(schoolId, required);
    await this.audit.record(actor, { operation: 'schools.require_staff_confirmation', objectType: 'school', objectId: schoolId, schoolId, outcome: 'success', details: { required } });
  }

  private async awaited(actor: Actor, id: string): Promise<StoredPosition> {
    const position = await this.positions.stored(id);
    const school = position === null ? null : await this.schools.byId(position.schoolId);
    if (position === null || school?.regionCode !== actor.regionCode) throw notFound();
    if (position.status !== 'awaiting_confirmation') throw new DomainError('schools.already_decided');
    return position;
  }
}
