import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { overseenKey, type OverseenSchool } from '../../schools.contracts.js';
import { SchoolCountsRepository } from '../persistence/school-counts.repository.js';
import { SchoolGroupRepository } from '../persistence/school-group.repository.js';

/** Whose figures were asked for: a region's, or those of a group of schools. */
export interface AskedScope {
  readonly region?: string;
  readonly group?: string;
}

/** The region an overseer is kept to; null: every one. */
export function overseenRegion(actor: Actor): string | null {
  if (actor.role === 'system_admin') return null;
  if (actor.regionCode === null) throw notFound();
  return actor.regionCode;
}

/** Which schools somebody sees figures of (SC-11): a coordinator those of the own region, the operator those of the region named. */
@Injectable()
export class OverseenSchools {
  constructor(private readonly groups: SchoolGroupRepository, private readonly schools: SchoolCountsRepository, private readonly clock: Clock) {}

  /** By name. @throws DomainError not found for a region or group that is not theirs; InvalidInput when the operator names neither */
  async of(actor: Actor, { region, group }: AskedScope): Promise<OverseenSchool[]> {
    const own = overseenRegion(actor);
    if (own !== null && region !== undefined && region !== own) throw notFound();
    const found = group === undefined ? null : await this.groups.byId(own ?? region ?? null, group);
    if (group !== undefined && found === null) throw notFound();
    const regionCode = found?.regionCode ?? own ?? region;
    if (regionCode === undefined) throw new InvalidInput([{ parameter: 'region', code: 'input.required' }]);
    const schools = await this.schools.overseen(regionCode, found?.id ?? null, this.clock.now());
    return schools.sort((a, b) => (overseenKey(a) < overseenKey(b) ? -1 : 1));
  }
}
