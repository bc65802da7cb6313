import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';

export interface ReviewedPupil {
  readonly schoolId: string;
  readonly pupilId: string;
  readonly schoolName: string;
  /** Of the data this person found right last; null: none yet. */
  readonly confirmedVersion: number | null;
  readonly confirmedAt: Date | null;
}

@Injectable()
export class DataReviewRepository {
  constructor(private readonly db: Db) {}

  /** Pupils whose data are this person's to look through: oneself, and children they may act for. @param pupilId only this one */
  mine(personId: string, pupilId: string | null = null): Promise<ReviewedPupil[]> {
    return this.db.query<ReviewedPupil & Record<string, unknown>>(
      `SELECT p.school_id AS "schoolId", p.id AS "pupilId", s.short_name AS "schoolName", r.pupil_version AS "confirmedVersion", r.confirmed_at AS "confirmedAt"
       FROM schools.v_pupil p JOIN schools.v_school s ON s.id = p.school_id
       LEFT JOIN family.data_reviews r ON r.school_id = p.school_id AND r.pupil_id = p.id AND r.person_id = $1
       WHERE p.id IN (SELECT o.id FROM schools.v_pupil o WHERE o.person_id = $1
                      UNION SELECT l.pupil_id FROM family.v_link l WHERE l.guardian_id = $1 AND l.can_act)
         AND ($2::uuid IS NULL OR p.id = $2)
       ORDER BY p.birth_date, p.id`, [personId, pupilId]);
  }

  async confirm({ schoolId, pupilId }: ReviewedPupil, personId: string, version: number, at: Date): Promise<void> {
    await this.db.query(
      `INSERT INTO family.data_reviews (school_id, pupil_id, person_id, pupil_version, confirmed_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (school_id, pupil_id, person_id) DO UPDATE SET pupil_version = excluded.pupil_version, confirmed_at = excluded.confirmed_at`,
      [schoolId, pupilId, personId, version, at]);
  }
}
