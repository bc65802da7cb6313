import { Injectable } from '@nestjs/common';
import { IdentityFacade } from '../../../identity/index.js';
import type { Actor } from '../../../../shared/actor.js';
import type { Page } from '../../../../shared/page.js';
import type { PageRequest } from '../../directory/persistence/keyset.js';
import { requireOwnSchool } from '../../schools.policy.js';
import { Today } from '../../structure/app/today.js';
import { schoolYearOn } from '../../structure/domain/school-day.js';
import { GroupAdminRepository } from '../persistence/group-admin.repository.js';
import type { Names } from './classes.query.js';
import type { GroupRow } from '../roster.model.js';

export interface GroupFilter {
  readonly schoolYear?: number;
  readonly class?: string;
  readonly subject?: string;
  readonly teacher?: string;
}

@Injectable()
export class GroupsQuery {
  constructor(private readonly groups: GroupAdminRepository, private readonly identity: IdentityFacade, private readonly today: Today) {}

  async page(actor: Actor, schoolId: string, filter: GroupFilter, page: PageRequest): Promise<{ page: Page<GroupRow>; people: Names }> {
    requireOwnSchool(actor, schoolId);
    const schoolYear = filter.schoolYear ?? schoolYearOn(await this.today.in(schoolId));
    const found = await this.groups.page(schoolId, { schoolYear, classId: filter.class ?? null, subjectId: filter.subject ?? null, personId: filter.teacher ?? null }, page);
    return { page: found, people: await this.people(found.items) };
  }

  people(groups: readonly GroupRow[]): Promise<Names> {
    return this.identity.people(groups.flatMap(({ assignments }) => assignments.map(({ personId }) => personId)));
  }
}
