import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../shared/actor.js';
import type { Page } from '../../../../shared/page.js';
import type { PageRequest } from '../../directory/persistence/keyset.js';
import { Today } from '../../structure/app/today.js';
import { PositionRepository } from '../persistence/position.repository.js';
import type { Position, PositionRole, PositionStatus } from '../staff.model.js';
import { requireStaffScope } from '../staff.policy.js';

/** Who works in a school. */
@Injectable()
export class StaffQuery {
  constructor(private readonly positions: PositionRepository, private readonly today: Today) {}

  /** @throws DomainError not found for an unknown school, or another one than the actor's */
  async page(actor: Actor, schoolId: string, filter: { role?: PositionRole; status?: PositionStatus; personId?: string }, page: PageRequest): Promise<Page<Position>> {
    requireStaffScope(actor, schoolId);
    await this.today.in(schoolId);
    return this.positions.page(schoolId, filter, page);
  }
}
