import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { KindTerm } from '../enrollment.contracts.js';

@Injectable()
export class KindTermsRepository {
  constructor(private readonly db: Db) {}

  /** What the school has set, by kind. */
  of(schoolId: string): Promise<KindTerm[]> {
    return this.db.query<KindTerm>('SELECT kind, usual_days AS usual, extended_days AS extended, version FROM enrollment.kind_terms WHERE school_id = $1', [schoolId]);
  }

  /** How many rows: 0 when somebody else was first. */
  put(schoolId: string, { kind, usual, extended, version }: KindTerm): Promise<number> {
    return this.db.affected(
      `WITH put AS (
         INSERT INTO enrollment.kind_terms AS t (school_id, kind, usual_days, extended_days, version)
         SELECT $1, $2, $3, $4, $5::int + 1 WHERE $5 = 0 OR EXISTS (SELECT FROM enrollment.kind_terms WHERE school_id = $1 AND kind = $2)
         ON CONFLICT (school_id, kind) DO UPDATE SET usual_days = excluded.usual_days, extended_days = excluded.extended_days, version = excluded.version
         WHERE t.version = $5 RETURNING 1)
       SELECT FROM put`, [schoolId, kind, usual, extended, version]);
  }
}
