import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { CourtDecision, RecordedDecision } from '../court-decisions.contracts.js';

@Injectable()
export class CourtDecisionRepository {
  constructor(private readonly db: Db) {}

  async insert(schoolId: string, linkId: string, { number, decidedOn, court, fileId }: CourtDecision, by: string, at: Date): Promise<void> {
    await this.db.query(
      `INSERT INTO family.court_decisions (school_id, link_id, number, decided_on, court, file_id, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [schoolId, linkId, number, decidedOn, court, fileId, by, at]);
  }

  of(schoolId: string, linkId: string): Promise<RecordedDecision | null> {
    return this.db.one<RecordedDecision & Record<string, unknown>>(
      `SELECT number, decided_on AS "decidedOn", court, file_id AS "fileId", recorded_at AS "recordedAt", lifted_at AS "liftedAt"
       FROM family.court_decisions WHERE school_id = $1 AND link_id = $2`, [schoolId, linkId]);
  }

  /** Whether a decision keeps this person from this pupil. */
  async bars(schoolId: string, guardianId: string, pupilId: string): Promise<boolean> {
    return await this.db.one(
      `SELECT 1 AS one FROM family.links l JOIN family.court_decisions d ON d.school_id = l.school_id AND d.link_id = l.id
       WHERE l.school_id = $1 AND l.pupil_id = $3 AND l.guardian_id = $2 AND d.lifted_at IS NULL`, [schoolId, guardianId, pupilId]) !== null;
  }

  /** @returns false when there is none that stands */
  async lift(schoolId: string, linkId: string, { number, decidedOn }: Pick<CourtDecision, 'number' | 'decidedOn'>, by: string, at: Date): Promise<boolean> {
    return (await this.db.affected(
      `UPDATE family.court_decisions SET lifted_number = $3, lifted_on = $4, lifted_by = $5, lifted_at = $6 WHERE school_id = $1 AND link_id = $2 AND lifted_at IS NULL`,
      [schoolId, linkId, number, decidedOn, by, at])) > 0;
  }
}
