import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { AcademicYear, YearData } from '../structure.model.js';

const YEAR = `id, school_year AS "schoolYear", starts_on AS "startsOn", ends_on AS "endsOn", week_days AS "weekDays",
  five_day_to_grade AS "fiveDayToGrade", version`;

@Injectable()
export class YearRepository {
  constructor(private readonly db: Db) {}

  byYear(schoolId: string, schoolYear: number): Promise<AcademicYear | null> {
    return this.db.one<AcademicYear>(`SELECT ${YEAR} FROM schools.academic_years WHERE school_id = $1 AND school_year = $2`, [schoolId, schoolYear]);
  }

  byId(schoolId: string, id: string): Promise<AcademicYear | null> {
    return this.db.one<AcademicYear>(`SELECT ${YEAR} FROM schools.academic_years WHERE school_id = $1 AND id = $2`, [schoolId, id]);
  }

  /** Latest first. */
  list(schoolId: string): Promise<AcademicYear[]> {
    return this.db.query<AcademicYear>(`SELECT ${YEAR} FROM schools.academic_years WHERE school_id = $1 ORDER BY school_year DESC`, [schoolId]);
  }

  /** False when the school has this year already. */
  async insert(schoolId: string, year: YearData): Promise<boolean> {
    return (await this.db.one(
      `INSERT INTO schools.academic_years (school_id, school_year, id, starts_on, ends_on, week_days, five_day_to_grade) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (school_id, school_year) DO NOTHING RETURNING id`,
      [schoolId, year.schoolYear, year.id, year.startsOn, year.endsOn, year.weekDays, year.fiveDayToGrade])) !== null;
  }

  /** How many rows: 0 for another version. */
  update(schoolId: string, year: YearData, version: number): Promise<number> {
    return this.db.affected(
      `UPDATE schools.academic_years SET starts_on = $3, ends_on = $4, week_days = $5, five_day_to_grade = $6, version = version + 1
       WHERE school_id = $1 AND id = $2 AND version = $7`,
      [schoolId, year.id, year.startsOn, year.endsOn, year.weekDays, year.fiveDayToGrade, version]);
  }
}
