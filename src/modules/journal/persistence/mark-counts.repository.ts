import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';

/** How many marks a school gives. Sums alone: nobody's marks can be told from them. */
export interface MarkCounts {
  readonly schoolId: string;
  /** Pupils with a mark that counts. */
  readonly pupils: number;
  readonly marks: number;
  /** Sum of their points. */
  readonly points: string;
}

@Injectable()
export class MarkCountsRepository {
  constructor(private readonly db: Db) {}

  /** Of a school year, by school, from the sums that are kept anyway. A school without marks has no row. */
  of(schoolIds: readonly string[], schoolYear: number): Promise<MarkCounts[]> {
    return this.db.query<MarkCounts>(
      `SELECT school_id AS "schoolId", count(DISTINCT pupil_id)::int AS pupils, sum(marks)::int AS marks, sum(points)::text AS points
       FROM journal.average WHERE school_id = ANY ($1) AND school_year = $2 AND marks > 0 GROUP BY school_id`, [schoolIds, schoolYear]);
  }
}
