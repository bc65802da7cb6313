import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { IdentityFacade } from '../../../identity/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { DomainError, type FieldError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import { SCHOOL_STAFF } from '../../../../shared/roles.js';
import { RecordsQuery, SUBJECTS } from '../../structure/app/records.query.js';
import { Today } from '../../structure/app/today.js';
import { GroupAdminRepository } from '../persistence/group-admin.repository.js';
import type { GroupPart, GroupRow } from '../roster.model.js';

export interface NewGroup {
  readonly subjectId: string;
  readonly name?: string;
  readonly hoursAWeek?: number | null;
  readonly parts: readonly GroupPart[];
}

/** Teaching groups: one subject over one or several classes or subgroups, and who teaches them since when (SC-9). */
@Injectable()
export class TeachingGroups {
  constructor(
    private readonly groups: GroupAdminRepository,
    private readonly records: RecordsQuery,
    private readonly identity: IdentityFacade,
    private readonly audit: AuditFacade,
    private readonly today: Today,
  ) {}

  @Transactional()
  async create(actor: Actor, schoolId: string, group: NewGroup): Promise<GroupRow> {
    const { schoolYear, usualName } = await this.checkParts(schoolId, group.parts);
    if (!(await this.records.has(SUBJECTS, schoolId, group.subjectId))) throw new InvalidInput([{ pointer: '/subjectId', code: 'schools.subject_unknown' }]);
    const id = newId();
    await this.groups.insert(schoolId, { id, schoolYear, subjectId: group.subjectId, name: group.name ?? usualName, hoursAWeek: group.hoursAWeek ?? null });
    await this.groups.putParts(schoolId, schoolYear, id, group.parts);
    await this.tell(actor, schoolId, 'create', id);
    return this.found(schoolId, id);
  }

  /** @throws DomainError not found; `object.stale` */
  @Transactional()
  async change(actor: Actor, schoolId: string, id: string, version: number, changes: Partial<Omit<NewGroup, 'subjectId'>>): Promise<GroupRow> {
    const now = await this.found(schoolId, id);
    const hours = changes.hoursAWeek === undefined ? now.hoursAWeek : changes.hoursAWeek;
    if ((await this.groups.update(schoolId, id, version, changes.name ?? now.name, hours)) === 0) throw new DomainError('object.stale');
    if (changes.parts !== undefined) {
      await this.checkParts(schoolId, changes.parts, now.schoolYear);
      await this.groups.putParts(schoolId, now.schoolYear, id, changes.parts);
    }
    await this.tell(actor, schoolId, 'change', id);
    return this.found(schoolId, id);
  }

  /** Gives the group a teacher of this school from a day on; several may teach one group. */
  @Transactional()
  async assign(actor: Actor, schoolId: string, groupId: string, order: { personId: string; from?: string; until?: string | null }): Promise<GroupRow> {
    await this.found(schoolId, groupId);
    const from = order.from ?? (await this.today.in(schoolId));
    const roles = await this.identity.rolesOf(order.personId);
    const staff = roles.some((r) => r.schoolId === schoolId && r.status === 'active' && SCHOOL_STAFF.includes(r.role));
    InvalidInput.throwIfAny([
      ...(staff ? [] : [{ pointer: '/personId', code: 'schools.not_staff' }]),
      ...(order.until != null && order.until <= from ? [{ pointer: '/until', code: 'schools.ends_before' }] : []),
    ]);
    await this.groups.assign(schoolId, newId(), groupId, order.personId, from, order.until ?? null);
    await this.tell(actor, schoolId, 'assign', groupId);
    return this.found(schoolId, groupId);
  }

  /** Ends an assignment on a day (exclusive), or opens it again with null. */
  @Transactional()
  async endAssignment(actor: Actor, schoolId: string, groupId: string, id: string, version: number, until: string | null): Promise<GroupRow> {
    const assignment = (await this.found(schoolId, groupId)).assignments.find((a) => a.id === id);
    if (assignment === undefined) throw notFound();
    if (until !== null && until <= assignment.validFrom) throw new InvalidInput([{ pointer: '/until', code: 'schools.ends_before' }]);
    if ((await this.groups.endAssignment(schoolId, groupId, id, version, until)) === 0) throw new DomainError('object.stale');
    await this.tell(actor, schoolId, 'assignment_end', groupId);
    return this.found(schoolId, groupId);
  }

  async found(schoolId: string, id: string): Promise<GroupRow> {
    const group = await this.groups.byId(schoolId, id);
    if (group === null) throw notFound();
    return group;
  }

  private async checkParts(schoolId: string, parts: readonly GroupPart[], year?: number): Promise<{ schoolYear: number; usualName: string }> {
    const known = await this.groups.known(schoolId, parts);
    const schoolYear = year ?? known[0]?.schoolYear ?? 0;
    const seen = new Set<string>();
    InvalidInput.throwIfAny(parts.flatMap((part, i): FieldError[] => {
      const found = known.find((k) => k.classId === part.classId && k.division === part.division && k.subgroup === part.subgroup);
      const key = `${part.classId}/${part.division}/${part.subgroup}`;
      if (found === undefined) return [{ pointer: `/parts/${i}/classId`, code: 'schools.class_unknown' }];
      if (!found.exists || (part.division === 0) !== (part.subgroup === 0)) return [{ pointer: `/parts/${i}/subgroup`, code: 'schools.subgroup_unknown' }];
      if (found.schoolYear !== schoolYear) return [{ pointer: `/parts/${i}/classId`, code: 'schools.years_differ' }];
      if (seen.has(key)) return [{ pointer: `/parts/${i}`, code: 'schools.part_twice' }];
      seen.add(key);
      return [];
    }));
    return { schoolYear, usualName: known.map((k) => (k.division === 0 ? k.className : `${k.className}/${k.subgroup}`)).join('+').slice(0, 100) };
  }

  private tell(actor: Actor, schoolId: string, act: string, id: string): Promise<void> {
    return this.audit.record(actor, { operation: `schools.group_${act}`, objectType: 'teaching_group', objectId: id, schoolId, outcome: 'success' });
  }
}
