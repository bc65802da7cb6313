import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { type Page, pageOfList } from '../../../../shared/page.js';
import type { PageRequest } from '../../directory/persistence/keyset.js';
import { overseenKey, type OverseenSchool } from '../../schools.contracts.js';
import type { SchoolCounts } from '../groups.model.js';
import { SchoolCountsRepository } from '../persistence/school-counts.repository.js';
import { type AskedScope, OverseenSchools } from './overseen-schools.js';

export interface CountedSchool {
  readonly school: OverseenSchool;
  readonly counts: SchoolCounts;
}

/** How large the schools of a region or a group are (SC-11), in two statements. */
@Injectable()
export class SchoolCountsQuery {
  constructor(private readonly overseen: OverseenSchools, private readonly counts: SchoolCountsRepository, private readonly clock: Clock) {}

  /** The figures of a page of schools, and the sums of all of them. */
  async run(actor: Actor, asked: AskedScope, page: PageRequest): Promise<{ page: Page<CountedSchool>; schools: number; all: readonly SchoolCounts[] }> {
    const schools = await this.overseen.of(actor, asked);
    const all = await this.counts.of(schools.map(({ id }) => id), this.clock.now());
    const byId = new Map(all.map((counts) => [counts.schoolId, counts]));
    const found = pageOfList(schools.map((school) => ({ school, counts: byId.get(school.id)! })), page.limit, page.cursor, ({ school }) => overseenKey(school));
    return { page: found, schools: schools.length, all };
  }
}
