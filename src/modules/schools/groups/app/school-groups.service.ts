import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import type { Page } from '../../../../shared/page.js';
import { DirectoryQuery } from '../../directory/app/directory.query.js';
import { DirectoryRepository } from '../../directory/persistence/directory.repository.js';
import type { PageRequest } from '../../directory/persistence/keyset.js';
import { dayIn } from '../../structure/domain/school-day.js';
import type { AskedSpan, GroupedSchool, SchoolGroup, SchoolGroupData } from '../groups.model.js';
import { SchoolGroupRepository } from '../persistence/school-group.repository.js';
import { overseenRegion, overseerOf, requireWholeRegion } from './overseen-schools.js';

/** Networks, clusters and municipalities of a region's schools (SC-11). A coordinator keeps those of the own region. */
@Injectable()
export class SchoolGroups {
  constructor(
    private readonly groups: SchoolGroupRepository,
    private readonly regions: DirectoryRepository,
    private readonly directory: DirectoryQuery,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  list(actor: Actor, page: PageRequest): Promise<Page<SchoolGroup>> {
    return this.groups.page(overseerOf(actor), page);
  }

  /** @throws DomainError not found for a group of another region */
  async read(actor: Actor, id: string): Promise<SchoolGroup> {
    const group = await this.groups.byId(overseerOf(actor), id);
    if (group === null) throw notFound();
    return group;
  }

  /** @throws InvalidInput when the operator names no region, or a coordinator another one */
  @Transactional()
  async create(actor: Actor, data: SchoolGroupData, region: string | undefined): Promise<SchoolGroup> {
    requireWholeRegion(actor);
    const own = overseenRegion(actor);
    const regionCode = own ?? region;
    if (regionCode === undefined) throw new InvalidInput([{ pointer: '/regionCode', code: 'input.required' }]);
    if ((own !== null && region !== undefined && region !== own) || (await this.regions.region(regionCode)) === null) {
      throw new InvalidInput([{ pointer: '/regionCode', code: 'schools.region_unknown' }]);
    }
    const id = newId();
    await this.groups.insert(id, regionCode, data, actor.personId, this.clock.now());
    await this.tell(actor, 'create', id);
    return this.read(actor, id);
  }

  @Transactional()
  async change(actor: Actor, id: string, version: number, changes: Partial<SchoolGroupData>): Promise<SchoolGroup> {
    requireWholeRegion(actor);
    const { kind, name } = await this.read(actor, id);
    if ((await this.groups.update(id, version, { kind: changes.kind ?? kind, name: changes.name ?? name })) === 0) throw new DomainError('object.stale');
    await this.tell(actor, 'change', id);
    return this.read(actor, id);
  }

  /** Only one that never had a school. */
  @Transactional()
  async remove(actor: Actor, id: string, version: number): Promise<void> {
    requireWholeRegion(actor);
    await this.read(actor, id);
    if (await this.groups.hasMembers(id)) throw new DomainError('schools.group_in_use');
    if ((await this.groups.remove(id, version)) === 0) throw new DomainError('object.stale');
    await this.tell(actor, 'remove', id);
  }

  async members(actor: Actor, id: string, on: string | undefined, page: PageRequest): Promise<Page<GroupedSchool>> {
    const group = await this.read(actor, id);
    return this.groups.members(id, on ?? (await this.today(group)), page);
  }

  @Transactional()
  async add(actor: Actor, id: string, schoolId: string, { from, until = null }: AskedSpan): Promise<void> {
    requireWholeRegion(actor);
    const validFrom = from ?? (await this.today(await this.read(actor, id)));
    if (until !== null && until <= validFrom) throw new InvalidInput([{ pointer: '/until', code: 'schools.ends_before' }]);
    if ((await this.groups.add(id, schoolId, validFrom, until)) === 0) throw new InvalidInput([{ pointer: '/schoolId', code: 'schools.outside_region' }]);
    await this.tell(actor, 'add', id, schoolId);
  }

  /** @param until the first day no longer in it; today unless said */
  @Transactional()
  async end(actor: Actor, id: string, schoolId: string, until: string | undefined): Promise<void> {
    requireWholeRegion(actor);
    const group = await this.read(actor, id);
    if ((await this.groups.end(id, schoolId, until ?? (await this.today(group)))) === 0) throw notFound();
    await this.tell(actor, 'end', id, schoolId);
  }

  private async today({ regionCode }: SchoolGroup): Promise<string> {
    return dayIn((await this.directory.region(regionCode)).zone, this.clock.now());
  }

  private tell(actor: Actor, act: string, id: string, schoolId: string | null = null): Promise<void> {
    return this.audit.record(actor, { operation: `schools.school_group_${act}`, objectType: 'school_group', objectId: id, schoolId, outcome: 'success' });
  }
}
