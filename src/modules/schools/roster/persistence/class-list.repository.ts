import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { Page } from '../../../../shared/page.js';
import { keysetPage, type PageRequest } from '../../directory/persistence/keyset.js';
import type { ClassMember, ListedClass } from '../roster.model.js';

@Injectable()
export class ClassListRepository {
  constructor(private readonly db: Db) {}

  page(schoolId: string, schoolYear: number, gradeLevel: number | null, on: string, page: PageRequest): Promise<Page<ListedClass>> {
    return keysetPage<ListedClass>(this.db,
      `SELECT c.id, c.school_id AS "schoolId", c.school_year AS "schoolYear", c.grade_level AS "gradeLevel", c.letter, c.name,
         c.homeroom_person_id AS "homeroomPersonId", c.shift, c.profile, c.version,
         (SELECT count(*)::int FROM schools.class_members m WHERE m.class_id = c.id AND m.valid_from <= $4 AND (m.valid_until IS NULL OR m.valid_until > $4)) AS pupils
       FROM schools.classes c WHERE c.school_id = $1 AND c.school_year = $2 AND ($3::int IS NULL OR c.grade_level = $3)`,
      [schoolId, schoolYear, gradeLevel, on],
      [{ sql: 'c.grade_level', type: 'int', of: (c) => c.gradeLevel }, { sql: 'c.letter', type: 'text', of: (c) => c.letter }, { sql: 'c.id', type: 'uuid', of: (c) => c.id }], page);
  }

  /** Who was in the class on a day, by name. */
  members(schoolId: string, classId: string, on: string, page: PageRequest): Promise<Page<ClassMember>> {
    return keysetPage<ClassMember>(this.db,
      `SELECT p.id, p.family, p.given, p.patronymic, p.name_key AS "nameKey", p.birth_date AS "birthDate", p.sex, m.valid_from AS "validFrom", m.valid_until AS "validUntil"
       FROM schools.class_members m JOIN schools.pupils p ON p.school_id = m.school_id AND p.id = m.pupil_id
       WHERE m.school_id = $1 AND m.class_id = $2 AND m.valid_from <= $3 AND (m.valid_until IS NULL OR m.valid_until > $3)`,
      [schoolId, classId, on],
      [{ sql: 'p.name_key', type: 'text', of: (p) => p.nameKey }, { sql: 'p.id', type: 'uuid', of: (p) => p.id }], page);
  }

  /** Of these pupils, those in the class on the day. */
  async areIn(schoolId: string, classId: string, on: string, pupilIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.db.query<{ id: string }>(
      `SELECT pupil_id AS id FROM schools.class_members WHERE school_id = $1 AND class_id = $2 AND pupil_id = ANY ($4)
       AND valid_from <= $3 AND (valid_until IS NULL OR valid_until > $3)`, [schoolId, classId, on, pupilIds]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Whether the person leads the class or teaches anybody of it now: a teacher's right to see its list. */
  async isTheirs(schoolId: string, classId: string, personId: string, on: string): Promise<boolean> {
    return (await this.db.one(
      `SELECT 1 FROM schools.classes c WHERE c.school_id = $1 AND c.id = $2 AND (c.homeroom_person_id = $3 OR EXISTS (
         SELECT 1 FROM schools.group_classes g JOIN schools.assignments a ON a.school_id = g.school_id AND a.group_id = g.group_id
         WHERE g.class_id = c.id AND a.person_id = $3 AND a.valid_from <= $4 AND (a.valid_until IS NULL OR a.valid_until > $4)))`,
      [schoolId, classId, personId, on])) !== null;
  }
}
