import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { InvalidInput, notFound } from '../../../../shared/domain-error.js';
import type { Page } from '../../../../shared/page.js';
import type { PageRequest } from '../../directory/persistence/keyset.js';
import { requireOwnSchool } from '../../schools.policy.js';
import { Today } from '../../structure/app/today.js';
import type { AskedSpan, GroupedPupil, JoinedGroup } from '../groups.model.js';
import { PupilGroupRepository } from '../persistence/pupil-group.repository.js';
import { RegionGroupPupilRepository } from '../persistence/region-group-pupil.repository.js';

/** A school puts its own pupils into groups of its region (SC-11), and sees no others in them. */
@Injectable()
export class RegionGroupPupils {
  constructor(
    private readonly rows: RegionGroupPupilRepository,
    private readonly pupils: PupilGroupRepository,
    private readonly today: Today,
    private readonly audit: AuditFacade,
  ) {}

  /** Groups open to the school today, and those it has pupils in. */
  async list(actor: Actor, schoolId: string, page: PageRequest): Promise<Page<JoinedGroup>> {
    requireOwnSchool(actor, schoolId);
    return this.rows.page(schoolId, await this.today.in(schoolId), page);
  }

  async members(actor: Actor, schoolId: string, id: string, on: string | undefined, page: PageRequest): Promise<Page<GroupedPupil>> {
    await this.read(actor, schoolId, id);
    return this.rows.members(schoolId, id, on ?? (await this.today.in(schoolId)), page);
  }

  /** All or nobody; whoever is in it already stays so. @throws InvalidInput naming each who is no pupil of the school */
  @Transactional()
  async add(actor: Actor, schoolId: string, id: string, pupilIds: readonly string[], { from, until = null }: AskedSpan): Promise<JoinedGroup> {
    const group = await this.read(actor, schoolId, id);
    // It was a group of this school once: who was in it stays on record, nobody joins.
    if (!group.open) throw notFound();
    const validFrom = from ?? (await this.today.in(schoolId));
    const known = await this.pupils.known(schoolId, pupilIds);
    InvalidInput.throwIfAny([
      ...(until !== null && until <= validFrom ? [{ pointer: '/until', code: 'schools.ends_before' }] : []),
      ...pupilIds.flatMap((pupilId, i) => (known.has(pupilId) ? [] : [{ pointer: `/pupilIds/${i}`, code: 'schools.pupil_unknown' }])),
    ]);
    await this.tell(actor, schoolId, 'add', id, { added: await this.rows.add(schoolId, id, [...known], validFrom, until) });
    return this.read(actor, schoolId, id);
  }

  /** @param until the first day no longer in it; today unless said */
  @Transactional()
  async end(actor: Actor, schoolId: string, id: string, pupilIds: readonly string[], until: string | undefined): Promise<JoinedGroup> {
    await this.read(actor, schoolId, id);
    await this.tell(actor, schoolId, 'end', id, { ended: await this.rows.end(schoolId, id, pupilIds, until ?? (await this.today.in(schoolId))) });
    return this.read(actor, schoolId, id);
  }

  private async read(actor: Actor, schoolId: string, id: string): Promise<JoinedGroup> {
    requireOwnSchool(actor, schoolId);
    const group = await this.rows.byId(schoolId, await this.today.in(schoolId), id);
    if (group === null) throw notFound();
    return group;
  }

  private tell(actor: Actor, schoolId: string, act: string, id: string, details: Readonly<Record<string, number>>): Promise<void> {
    return this.audit.record(actor, { operation: `schools.region_pupil_group_${act}`, objectType: 'region_pupil_group', objectId: id, schoolId, outcome: 'success', details });
  }
}
