import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { AdmissionPlan, GradePlace, WaitingLine } from '../enrollment.contracts.js';

const PLAN = `p.school_year AS "schoolYear", p.grade_level AS "gradeLevel", p.places, p.taken, p.version,
  (SELECT count(*)::int FROM enrollment.admissions a WHERE a.school_id = p.school_id AND a.school_year = p.school_year AND a.grade_level = p.grade_level AND a.state = 'waiting_list') AS waiting`;

/** Places of grades and who has them, as rows. */
@Injectable()
export class AdmissionRepository {
  constructor(private readonly db: Db) {}

  plans(schoolId: string): Promise<AdmissionPlan[]> {
    return this.db.query<AdmissionPlan>(`SELECT ${PLAN} FROM enrollment.admission_plans p WHERE p.school_id = $1 ORDER BY p.school_year DESC, p.grade_level`, [schoolId]);
  }

  /** The plan, locked: places of one grade are given one after another. Held until commit. Null when none was made. */
  async lock(schoolId: string, { schoolYear, gradeLevel }: GradePlace): Promise<AdmissionPlan | null> {
    const found = await this.db.one(
      'SELECT 1 FROM enrollment.admission_plans WHERE school_id = $1 AND school_year = $2 AND grade_level = $3 FOR UPDATE', [schoolId, schoolYear, gradeLevel]);
    if (found === null) return null;
    // Counted when the lock is held: what the one before it wrote is seen.
    return this.db.one<AdmissionPlan>(`SELECT ${PLAN} FROM enrollment.admission_plans p WHERE p.school_id = $1 AND p.school_year = $2 AND p.grade_level = $3`, [schoolId, schoolYear, gradeLevel]);
  }

  /** Makes a plan unless there is one. */
  async ensure(schoolId: string, { schoolYear, gradeLevel }: GradePlace, places: number): Promise<void> {
    await this.db.query(
      'INSERT INTO enrollment.admission_plans (school_id, school_year, grade_level, places) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [schoolId, schoolYear, gradeLevel, places]);
  }

  /** The caller holds the lock, and has seen that no more are taken. */
  async setPlaces(schoolId: string, { schoolYear, gradeLevel }: GradePlace, places: number): Promise<void> {
    await this.db.query(
      'UPDATE enrollment.admission_plans SET places = $4, version = version + 1 WHERE school_id = $1 AND school_year = $2 AND grade_level = $3', [schoolId, schoolYear, gradeLevel, places]);
  }

  /** @param by 1 takes a place, -1 frees one */
  async count(schoolId: string, { schoolYear, gradeLevel }: GradePlace, by: 1 | -1): Promise<void> {
    await this.db.query(
      'UPDATE enrollment.admission_plans SET taken = taken + $4, version = version + 1 WHERE school_id = $1 AND school_year = $2 AND grade_level = $3', [schoolId, schoolYear, gradeLevel, by]);
  }

  async put(schoolId: string, { schoolYear, gradeLevel }: GradePlace, entry: { requestId: string; state: 'place' | 'waiting_list'; receivedAt: Date; number: string }): Promise<void> {
    await this.db.query(
      `INSERT INTO enrollment.admissions (request_id, school_id, school_year, grade_level, state, received_at, number) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (request_id) DO UPDATE SET state = excluded.state`,
      [entry.requestId, schoolId, schoolYear, gradeLevel, entry.state, entry.receivedAt, entry.number]);
  }

  async remove(schoolId: string, requestId: string): Promise<void> {
    await this.db.query('DELETE FROM enrollment.admissions WHERE school_id = $1 AND request_id = $2', [schoolId, requestId]);
  }

  /** Those who wait, in the order they were received. */
  waiting(schoolId: string, { schoolYear, gradeLevel }: GradePlace, limit: number): Promise<WaitingLine[]> {
    return this.db.query<WaitingLine>(
      `SELECT a.request_id AS "requestId", a.number, a.received_at AS "receivedAt", r.subject_title AS title
       FROM enrollment.admissions a JOIN enrollment.requests r ON r.id = a.request_id
       WHERE a.school_id = $1 AND a.school_year = $2 AND a.grade_level = $3 AND a.state = 'waiting_list' ORDER BY a.received_at, a.number LIMIT $4`,
      [schoolId, schoolYear, gradeLevel, limit]);
  }
}
