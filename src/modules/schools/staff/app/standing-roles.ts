import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { IdentityFacade } from '../../../identity/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { SchoolRepository } from '../../directory/persistence/school.repository.js';
import { nextDay } from '../../structure/domain/school-day.js';
import { PositionRepository } from '../persistence/position.repository.js';
import type { PositionRole, StoredPosition } from '../staff.model.js';

/** Keeps the role a person holds in a school equal to their positions: identity knows one role, however many positions carry it. */
@Injectable()
export class StandingRoles {
  constructor(
    private readonly identity: IdentityFacade,
    private readonly positions: PositionRepository,
    private readonly schools: SchoolRepository,
    private readonly clock: Clock,
  ) {}

  /** The role from the position's first day to the end of its last one. */
  async begin(actor: Actor, { schoolId, role, startsOn, endsOn }: StoredPosition, personId: string): Promise<void> {
    const from = await this.startOf(schoolId, startsOn);
    await this.identity.assignRole(actor, {
      personId, role, schoolId, validFrom: from > this.clock.now() ? from : undefined, validUntil: endsOn === null ? null : await this.startOf(schoolId, nextDay(endsOn)),
    });
  }

  /** After a position has ended: the role ends with the last one, and otherwise lasts as long as those left. */
  async end(actor: Actor | null, schoolId: string, personId: string, role: PositionRole, reason: string | null): Promise<void> {
    const left = await this.positions.standing(schoolId, personId, role);
    const held = (await this.identity.rolesOf(personId)).find((r) => r.schoolId === schoolId && r.role === role && r.status === 'active');
    if (held === undefined || left.some((p) => p.endsOn === null)) return;
    const until = left.length === 0 ? null : await this.startOf(schoolId, nextDay(left.map((p) => p.endsOn!).sort().at(-1)!));
    if (until !== null && held.validUntil?.getTime() === until.getTime()) return;
    await this.identity.terminateRole(actor, held.id, reason);
    if (until !== null && until > this.clock.now()) await this.identity.assignRole(actor, { personId, role, schoolId, validUntil: until });
  }

  /** The instant a day begins in the school. */
  async startOf(schoolId: string, day: string): Promise<Date> {
    const { zone } = (await this.schools.byId(schoolId))!;
    return DateTime.fromISO(day, { zone }).startOf('day').toJSDate();
  }
}
