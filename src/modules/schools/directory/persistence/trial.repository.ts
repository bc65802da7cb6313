import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';

export interface Opening {
  readonly openedAt: Date;
  readonly openedBy: string;
  readonly unmet: readonly string[];
  readonly reason: string | null;
}

/** Schools in trial mode and how they were opened (SC-4). */
@Injectable()
export class TrialRepository {
  constructor(private readonly db: Db) {}

  /** Is there a class with a pupil in it on that day? */
  async hasRoster(schoolId: string, today: string): Promise<boolean> {
    return (await this.db.one(
      'SELECT 1 AS found FROM schools.class_members WHERE school_id = $1 AND valid_from <= $2 AND (valid_until IS NULL OR valid_until > $2) LIMIT 1', [schoolId, today])) !== null;
  }

  /** How many rows: 0 for a school that is not in trial mode any more. */
  open(schoolId: string): Promise<number> {
    return this.db.affected(`UPDATE schools.schools SET status = 'active', version = version + 1 WHERE id = $1 AND status = 'trial'`, [schoolId]);
  }

  async record(schoolId: string, { openedAt, openedBy, unmet, reason }: Opening): Promise<void> {
    await this.db.query('INSERT INTO schools.openings (school_id, opened_at, opened_by, unmet, reason) VALUES ($1, $2, $3, $4, $5)',
      [schoolId, openedAt, openedBy, unmet, reason]);
  }

  opening(schoolId: string): Promise<Opening | null> {
    return this.db.one<Opening>(
      'SELECT opened_at AS "openedAt", opened_by AS "openedBy", unmet, reason FROM schools.openings WHERE school_id = $1', [schoolId]);
  }
}
