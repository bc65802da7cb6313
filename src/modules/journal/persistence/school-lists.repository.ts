import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import { FIVE_POINT_SCALE, type ScaleValue } from '../domain/mark-value.js';
import { DEFAULT_WORK_TYPES } from '../domain/work-types.js';

export interface WorkType {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly weight: number;
  readonly counts: boolean;
}

/** A school's own lists: kinds of work with weights, and the scale. A school without them gets the usual ones. */
@Injectable()
export class SchoolListsRepository {
  constructor(private readonly db: Db) {}

  /** Gives a school that has no lists the usual ones, both at once, so that nobody sees one without the other; twice is the same as once. */
  async ensure(schoolId: string): Promise<void> {
    await this.db.query(
      `WITH types AS (
         INSERT INTO journal.work_type (school_id, code, name, weight, counts, position)
         SELECT $1, t.code, t.name, t.weight, t.counts, t.place
         FROM unnest($2::text[], $3::text[], $4::int[], $5::boolean[]) WITH ORDINALITY AS t(code, name, weight, counts, place)
         WHERE NOT EXISTS (SELECT FROM journal.work_type o WHERE o.school_id = $1)
         ON CONFLICT (school_id, code) DO NOTHING
       )
       INSERT INTO journal.scale_value (school_id, code, display, points, position)
       SELECT $1, v.code, v.display, v.points, v.place
       FROM unnest($6::text[], $7::text[], $8::int[]) WITH ORDINALITY AS v(code, display, points, place)
       WHERE NOT EXISTS (SELECT FROM journal.scale_value o WHERE o.school_id = $1)
       ON CONFLICT (school_id, code) DO NOTHING`,
      [
        schoolId, ...(['code', 'name', 'weight', 'counts'] as const).map((field) => DEFAULT_WORK_TYPES.map((t) => t[field])),
        ...(['code', 'display', 'points'] as const).map((field) => FIVE_POINT_SCALE.map((v) => v[field])),
      ],
    );
  }

  workTypes(schoolId: string): Promise<WorkType[]> {
    return this.db.query<WorkType>('SELECT id, code, name, weight, counts FROM journal.work_type WHERE school_id = $1 ORDER BY position', [schoolId]);
  }

  scale(schoolId: string): Promise<ScaleValue[]> {
    return this.db.query<ScaleValue>('SELECT code, display, points FROM journal.scale_value WHERE school_id = $1 ORDER BY position', [schoolId]);
  }
}
