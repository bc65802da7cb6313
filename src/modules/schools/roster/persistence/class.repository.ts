import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { SchoolClass } from '../../schools.contracts.js';
import type { ClassName } from '../domain/class-name.js';
import type { ClassRow } from '../roster.model.js';

const CLASS = `id, school_id AS "schoolId", school_year AS "schoolYear", grade_level AS "gradeLevel", letter, name,
  homeroom_person_id AS "homeroomPersonId", shift, profile, version`;

export interface ClassData {
  readonly id: string;
  readonly schoolYear: number;
  readonly gradeLevel: number;
  readonly letter: string;
  readonly homeroomPersonId: string | null;
  readonly shift: 1 | 2;
  readonly profile: string | null;
}

@Injectable()
export class ClassRepository {
  constructor(private readonly db: Db) {}

  byId(schoolId: string, id: string): Promise<ClassRow | null> {
    return this.db.one<ClassRow>(`SELECT ${CLASS} FROM schools.classes WHERE school_id = $1 AND id = $2`, [schoolId, id]);
  }

  byName(schoolId: string, schoolYear: number, { gradeLevel, letter }: ClassName): Promise<ClassRow | null> {
    return this.db.one<ClassRow>(
      `SELECT ${CLASS} FROM schools.classes WHERE school_id = $1 AND school_year = $2 AND grade_level = $3 AND letter = $4`,
      [schoolId, schoolYear, gradeLevel, letter]);
  }

  /** By grade level and letter. */
  ofYear(schoolId: string, schoolYear: number): Promise<ClassRow[]> {
    return this.db.query<ClassRow>(
      `SELECT ${CLASS} FROM schools.classes WHERE school_id = $1 AND school_year = $2 ORDER BY grade_level, letter`, [schoolId, schoolYear]);
  }

  /** False when the year has a class of that name already. */
  async insert(schoolId: string, c: ClassData): Promise<boolean> {
    return (await this.db.one(
      `INSERT INTO schools.classes (school_id, school_year, id, grade_level, letter, homeroom_person_id, shift, profile)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT ON CONSTRAINT classes_name DO NOTHING RETURNING id`,
      [schoolId, c.schoolYear, c.id, c.gradeLevel, c.letter, c.homeroomPersonId, c.shift, c.profile])) !== null;
  }

  /** How many rows: 0 for another version. */
  update(schoolId: string, c: ClassData, version: number): Promise<number> {
    return this.db.affected(
      `UPDATE schools.classes SET grade_level = $3, letter = $4, homeroom_person_id = $5, shift = $6, profile = $7, version = version + 1
       WHERE school_id = $1 AND id = $2 AND version = $8`,
      [schoolId, c.id, c.gradeLevel, c.letter, c.homeroomPersonId, c.shift, c.profile, version]);
  }
}
