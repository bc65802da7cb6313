import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import type { Page } from '../../../../shared/page.js';
import { DirectoryRepository } from '../../directory/persistence/directory.repository.js';
import type { PageRequest } from '../../directory/persistence/keyset.js';
import type { GroupFigures, RegionPupilGroup, RegionPupilGroupData } from '../groups.model.js';
import { RegionPupilGroupRepository } from '../persistence/region-pupil-group.repository.js';
import { SchoolGroupRepository } from '../persistence/school-group.repository.js';
import { overseerOf } from './overseen-schools.js';

/**
 * Pupils of several schools whom a region deals with together (SC-11). A coordinator names the group and sees how many there are
 * where; who they are, only the schools know, each of its own.
 */
@Injectable()
export class RegionPupilGroups {
  constructor(
    private readonly groups: RegionPupilGroupRepository,
    private readonly schoolGroups: SchoolGroupRepository,
    private readonly regions: DirectoryRepository,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  list(actor: Actor, page: PageRequest): Promise<Page<RegionPupilGroup>> {
    return this.groups.page(overseerOf(actor), page);
  }

  /** @throws DomainError not found for a group that is not theirs to oversee */
  async read(actor: Actor, id: string): Promise<RegionPupilGroup> {
    const group = await this.groups.byId(overseerOf(actor), id);
    if (group === null) throw notFound();
    return group;
  }

  /**
   * A coordinator of one group of schools makes groups of its pupils only.
   * @throws DomainError `schools.whole_region_only` for a coordinator of a group of pupils; InvalidInput
   */
  @Transactional()
  async create(actor: Actor, data: RegionPupilGroupData, region: string | undefined): Promise<RegionPupilGroup> {
    const own = overseerOf(actor);
    const regionCode = own.regionCode ?? region;
    if (regionCode === undefined) throw new InvalidInput([{ pointer: '/regionCode', code: 'input.required' }]);
    if ((own.regionCode !== null && region !== undefined && region !== own.regionCode) || (await this.regions.region(regionCode)) === null) {
      throw new InvalidInput([{ pointer: '/regionCode', code: 'schools.region_unknown' }]);
    }
    if (own.groupId !== null && (await this.schoolGroups.byId(own, own.groupId)) === null) throw new DomainError('schools.whole_region_only');
    const schoolGroupId = data.schoolGroupId ?? own.groupId;
    if (schoolGroupId !== null && (await this.schoolGroups.byId({ ...own, regionCode }, schoolGroupId)) === null) throw new InvalidInput([{ pointer: '/schoolGroupId', code: 'schools.group_unknown' }]);
    const id = newId();
    await this.groups.insert(id, regionCode, { ...data, schoolGroupId }, actor.personId, this.clock.now());
    await this.tell(actor, 'create', id);
    return this.read(actor, id);
  }

  @Transactional()
  async change(actor: Actor, id: string, version: number, changes: Partial<Pick<RegionPupilGroupData, 'name' | 'about'>>): Promise<RegionPupilGroup> {
    const now = await this.kept(actor, id);
    const data = { name: changes.name ?? now.name, about: changes.about === undefined ? now.about : changes.about };
    if ((await this.groups.update(id, version, data)) === 0) throw new DomainError('object.stale');
    await this.tell(actor, 'change', id);
    return this.read(actor, id);
  }

  /** Only one that never had a pupil. */
  @Transactional()
  async remove(actor: Actor, id: string, version: number): Promise<void> {
    await this.kept(actor, id);
    if (await this.groups.hasMembers(id)) throw new DomainError('schools.group_in_use');
    if ((await this.groups.remove(id, version)) === 0) throw new DomainError('object.stale');
    await this.tell(actor, 'remove', id);
  }

  async figures(actor: Actor, id: string): Promise<GroupFigures> {
    await this.read(actor, id);
    return this.groups.figures(id, this.clock.now());
  }

  /** Nobody changes the group that is their own scope. */
  private async kept(actor: Actor, id: string): Promise<RegionPupilGroup> {
    const group = await this.read(actor, id);
    if (overseerOf(actor).groupId === id) throw new DomainError('schools.whole_region_only');
    return group;
  }

  private tell(actor: Actor, act: string, id: string): Promise<void> {
    return this.audit.record(actor, { operation: `schools.region_pupil_group_${act}`, objectType: 'region_pupil_group', objectId: id, outcome: 'success' });
  }
}
