import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { type Page, pageOfList } from '../../../shared/page.js';
import { type OverseenSchool, overseenKey, SchoolsFacade } from '../../schools/index.js';
import { schoolYearAt } from '../domain/school-year.js';
import { type MarkCounts, MarkCountsRepository } from '../persistence/mark-counts.repository.js';

/** Figures of fewer pupils than this are not shown: somebody could be told from them. */
export const FEWEST_PUPILS = 10;

export interface SchoolMarks {
  readonly school: OverseenSchool;
  /** Null: too few pupils have marks, or none. */
  readonly counts: MarkCounts | null;
}

/** How many marks the schools of a region or a group give (SC-11): never of a pupil, a class or a teacher. */
@Injectable()
export class MarkStatistics {
  constructor(private readonly schools: SchoolsFacade, private readonly counts: MarkCountsRepository, private readonly clock: Clock) {}

  async run(
    actor: Actor, asked: { region?: string; group?: string; schoolYear?: number }, limit: number, cursor: string | undefined,
  ): Promise<{ schoolYear: number; page: Page<SchoolMarks> }> {
    const schoolYear = asked.schoolYear ?? schoolYearAt(this.clock.now());
    const page = pageOfList(await this.schools.overseenSchools(actor, asked), limit, cursor, overseenKey);
    const found = new Map((await this.counts.of(page.items.map(({ id }) => id), schoolYear)).map((counts) => [counts.schoolId, counts]));
    const items = page.items.map((school) => {
      const counts = found.get(school.id) ?? null;
      return { school, counts: counts !== null && counts.pupils >= FEWEST_PUPILS ? counts : null };
    });
    return { schoolYear, page: { items, nextCursor: page.nextCursor } };
  }
}
