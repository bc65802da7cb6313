import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import type { Page } from '../../../../shared/page.js';
import type { PageRequest } from '../../directory/persistence/keyset.js';
import { requireOwnSchool } from '../../schools.policy.js';
import { Today } from '../../structure/app/today.js';
import type { AskedSpan, GroupedPupil, PupilGroup, PupilGroupData } from '../groups.model.js';
import { PupilGroupRepository } from '../persistence/pupil-group.repository.js';

/** Pupils of different classes who are dealt with together (SC-11). */
@Injectable()
export class PupilGroups {
  constructor(
    private readonly groups: PupilGroupRepository,
    private readonly today: Today,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, schoolId: string, page: PageRequest): Promise<Page<PupilGroup>> {
    requireOwnSchool(actor, schoolId);
    return this.groups.page(schoolId, await this.today.in(schoolId), page);
  }

  /** @throws DomainError not found */
  async read(actor: Actor, schoolId: string, id: string): Promise<PupilGroup> {
    requireOwnSchool(actor, schoolId);
    const group = await this.groups.byId(schoolId, await this.today.in(schoolId), id);
    if (group === null) throw notFound();
    return group;
  }

  @Transactional()
  async create(actor: Actor, schoolId: string, data: PupilGroupData): Promise<PupilGroup> {
    requireOwnSchool(actor, schoolId);
    const id = newId();
    await this.groups.insert(schoolId, id, data, actor.personId, this.clock.now());
    await this.tell(actor, schoolId, 'create', id);
    return this.read(actor, schoolId, id);
  }

  @Transactional()
  async change(actor: Actor, schoolId: string, id: string, version: number, changes: Partial<PupilGroupData>): Promise<PupilGroup> {
    const now = await this.read(actor, schoolId, id);
    const data = { name: changes.name ?? now.name, about: changes.about === undefined ? now.about : changes.about };
    if ((await this.groups.update(schoolId, id, version, data)) === 0) throw new DomainError('object.stale');
    await this.tell(actor, schoolId, 'change', id);
    return this.read(actor, schoolId, id);
  }

  /** Only one that never had a pupil. */
  @Transactional()
  async remove(actor: Actor, schoolId: string, id: string, version: number): Promise<void> {
    await this.read(actor, schoolId, id);
    if (await this.groups.hasMembers(schoolId, id)) throw new DomainError('schools.group_in_use');
    if ((await this.groups.remove(schoolId, id, version)) === 0) throw new DomainError('object.stale');
    await this.tell(actor, schoolId, 'remove', id);
  }

  async members(actor: Actor, schoolId: string, id: string, on: string | undefined, page: PageRequest): Promise<Page<GroupedPupil>> {
    await this.read(actor, schoolId, id);
    return this.groups.members(schoolId, id, on ?? (await this.today.in(schoolId)), page);
  }

  /** All or nobody; whoever is in it already stays so. @throws InvalidInput naming each who is no pupil of the school */
  @Transactional()
  async add(actor: Actor, schoolId: string, id: string, pupilIds: readonly string[], { from, until = null }: AskedSpan): Promise<PupilGroup> {
    await this.read(actor, schoolId, id);
    const validFrom = from ?? (await this.today.in(schoolId));
    const known = await this.groups.known(schoolId, pupilIds);
    InvalidInput.throwIfAny([
      ...(until !== null && until <= validFrom ? [{ pointer: '/until', code: 'schools.ends_before' }] : []),
      ...pupilIds.flatMap((pupilId, i) => (known.has(pupilId) ? [] : [{ pointer: `/pupilIds/${i}`, code: 'schools.pupil_unknown' }])),
    ]);
    const added = await this.groups.add(schoolId, id, [...known], validFrom, until);
    await this.tell(actor, schoolId, 'add', id, { added });
    return this.read(actor, schoolId, id);
  }

  /** @param until the first day no longer in it; today unless said */
  @Transactional()
  async end(actor: Actor, schoolId: string, id: string, pupilIds: readonly string[], until: string | undefined): Promise<PupilGroup> {
    await this.read(actor, schoolId, id);
    const ended = await this.groups.end(schoolId, id, pupilIds, until ?? (await this.today.in(schoolId)));
    await this.tell(actor, schoolId, 'end', id, { ended });
    return this.read(actor, schoolId, id);
  }

  private tell(actor: Actor, schoolId: string, act: string, id: string, details: Readonly<Record<string, number>> = {}): Promise<void> {
    return this.audit.record(actor, { operation: `schools.pupil_group_${act}`, objectType: 'pupil_group', objectId: id, schoolId, outcome: 'success', details });
  }
}
