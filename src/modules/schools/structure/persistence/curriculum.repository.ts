import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { CheckedClass, CurriculumLine, TaughtPart } from '../domain/check-curriculum.js';

export interface CurriculumClass extends CheckedClass { readonly name: string }

/** A year's curriculum and what is taught, as the check compares them. */
@Injectable()
export class CurriculumRepository {
  constructor(private readonly db: Db) {}

  lines(schoolId: string, schoolYear: number): Promise<(CurriculumLine & { id: string; subject: string; version: number })[]> {
    return this.db.query(
      `SELECT c.id, c.version, c.grade_level AS "gradeLevel", c.profile, c.subject_id AS "subjectId", s.name AS subject, c.hours_a_week::float8 AS "hoursAWeek"
       FROM schools.curricula c JOIN schools.subjects s ON s.school_id = c.school_id AND s.id = c.subject_id
       WHERE c.school_id = $1 AND c.school_year = $2 ORDER BY c.grade_level, c.profile NULLS FIRST, s.name_key`, [schoolId, schoolYear]);
  }

  /** By grade level and letter. */
  classes(schoolId: string, schoolYear: number): Promise<CurriculumClass[]> {
    return this.db.query(
      `SELECT c.id, c.name, c.grade_level AS "gradeLevel", c.profile,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('division', s.division, 'subgroup', s.number)), '[]') FROM schools.subgroups s WHERE s.school_id = c.school_id AND s.class_id = c.id) AS subgroups
       FROM schools.classes c WHERE c.school_id = $1 AND c.school_year = $2 ORDER BY c.grade_level, c.letter`, [schoolId, schoolYear]);
  }

  parts(schoolId: string, schoolYear: number): Promise<TaughtPart[]> {
    return this.db.query(
      `SELECT p.class_id AS "classId", g.subject_id AS "subjectId", p.division, p.subgroup, g.hours_a_week::float8 AS "hoursAWeek"
       FROM schools.teaching_groups g JOIN schools.group_classes p ON p.school_id = g.school_id AND p.group_id = g.id
       WHERE g.school_id = $1 AND g.school_year = $2`, [schoolId, schoolYear]);
  }

  async subjectNames(schoolId: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.db.query<{ id: string; name: string }>('SELECT id, name FROM schools.subjects WHERE school_id = $1', [schoolId]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}
