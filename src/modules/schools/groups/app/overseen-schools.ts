import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { overseenKey, type OverseenSchool } from '../../schools.contracts.js';
import type { Overseer } from '../groups.model.js';
import { SchoolCountsRepository } from '../persistence/school-counts.repository.js';
import { SchoolGroupRepository } from '../persistence/school-group.repository.js';

/** Whose figures were asked for: a region's, or those of a group of schools. */
export interface AskedScope {
  readonly region?: string;
  readonly group?: string;
}

/** What somebody oversees. @throws DomainError not found for a coordinator without a region */
export function overseerOf(actor: Actor): Overseer {
  if (actor.role === 'system_admin') return { regionCode: null, groupId: null };
  if (actor.regionCode === null) throw notFound();
  return { regionCode: actor.regionCode, groupId: actor.groupId ?? null };
}

/** The region an overseer is kept to; null: every one. */
export function overseenRegion(actor: Actor): string | null {
  return overseerOf(actor).regionCode;
}

/** What concerns a region as a whole is not for a coordinator of one group of it. @throws DomainError `schools.whole_region_only` */
export function requireWholeRegion(actor: Actor): void {
  if (overseerOf(actor).groupId !== null) throw new DomainError('schools.whole_region_only');
}

/** Which schools somebody sees figures of (SC-11): a coordinator those of the own region, or of the group they are kept to; the operator those of the region named. */
@Injectable()
export class OverseenSchools {
  constructor(private readonly groups: SchoolGroupRepository, private readonly schools: SchoolCountsRepository, private readonly clock: Clock) {}

  /** By name. @throws DomainError not found for a region or group that is not theirs; InvalidInput when the operator names neither */
  async of(actor: Actor, { region, group }: AskedScope): Promise<OverseenSchool[]> {
    const own = overseerOf(actor);
    if (own.regionCode !== null && region !== undefined && region !== own.regionCode) throw notFound();
    const found = group === undefined ? null : await this.groups.byId({ ...own, regionCode: own.regionCode ?? region ?? null }, group);
    if (group !== undefined && found === null) throw notFound();
    const regionCode = found?.regionCode ?? own.regionCode ?? region;
    if (regionCode === undefined) throw new InvalidInput([{ parameter: 'region', code: 'input.required' }]);
    const schools = await this.schools.overseen(regionCode, found?.id ?? own.groupId, this.clock.now());
    return schools.sort((a, b) => (overseenKey(a) < overseenKey(b) ? -1 : 1));
  }

  /** Whether somebody answers for the school from above: the operator for any; false in any other role. */
  async includes(actor: Actor, schoolId: string): Promise<boolean> {
    if (actor.role === 'system_admin') return this.schools.isOverseen(schoolId, { regionCode: null, groupId: null }, this.clock.now());
    return actor.role === 'regional_coordinator' && this.schools.isOverseen(schoolId, overseerOf(actor), this.clock.now());
  }
}
