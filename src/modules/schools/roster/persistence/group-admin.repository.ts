import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { Page } from '../../../../shared/page.js';
import { keysetPage, type PageRequest } from '../../directory/persistence/keyset.js';
import type { TeachingCandidate } from '../domain/plan-teaching.js';
import type { GroupData, GroupPart, GroupRow } from '../roster.model.js';

const GROUP = `SELECT g.id, g.school_year AS "schoolYear", g.subject_id AS "subjectId", s.name AS subject, g.name, g.hours_a_week AS "hoursAWeek", g.version,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('classId', p.class_id, 'className', c.name, 'division', p.division, 'subgroup', p.subgroup)
        ORDER BY c.grade_level, c.letter, p.division, p.subgroup), '[]')
      FROM schools.group_classes p JOIN schools.classes c ON c.school_id = p.school_id AND c.id = p.class_id WHERE p.school_id = g.school_id AND p.group_id = g.id) AS parts,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'personId', a.person_id, 'validFrom', a.valid_from, 'validUntil', a.valid_until, 'version', a.version)
        ORDER BY a.valid_from, a.id), '[]') FROM schools.assignments a WHERE a.school_id = g.school_id AND a.group_id = g.id) AS assignments
  FROM schools.teaching_groups g JOIN schools.subjects s ON s.school_id = g.school_id AND s.id = g.subject_id`;

@Injectable()
export class GroupAdminRepository {
  constructor(private readonly db: Db) {}

  page(schoolId: string, filter: { schoolYear: number; classId: string | null; subjectId: string | null; personId: string | null }, page: PageRequest): Promise<Page<GroupRow>> {
    return keysetPage<GroupRow>(this.db,
      `${GROUP} WHERE g.school_id = $1 AND g.school_year = $2
         AND ($3::uuid IS NULL OR EXISTS (SELECT 1 FROM schools.group_classes p WHERE p.group_id = g.id AND p.class_id = $3))
         AND ($4::uuid IS NULL OR g.subject_id = $4)
         AND ($5::uuid IS NULL OR EXISTS (SELECT 1 FROM schools.assignments a WHERE a.group_id = g.id AND a.person_id = $5))`,
      [schoolId, filter.schoolYear, filter.classId, filter.subjectId, filter.personId],
      [{ sql: 'g.name', type: 'text', of: (g) => g.name }, { sql: 'g.id', type: 'uuid', of: (g) => g.id }], page);
  }

  /** All of them, by subject and name. */
  ofYear(schoolId: string, schoolYear: number): Promise<GroupRow[]> {
    return this.db.query<GroupRow>(`${GROUP} WHERE g.school_id = $1 AND g.school_year = $2 ORDER BY s.name_key, g.name`, [schoolId, schoolYear]);
  }

  /** However many groups with their parts by two statements, so that their members are found once. */
  async insertAll(schoolId: string, schoolYear: number, groups: readonly (Omit<GroupData, 'schoolYear'> & { readonly parts: readonly GroupPart[] })[]): Promise<void> {
    await this.db.query(
      `INSERT INTO schools.teaching_groups (school_id, school_year, id, subject_id, name, hours_a_week)
       SELECT $1, $2, id, "subjectId", name, "hoursAWeek" FROM jsonb_to_recordset($3::jsonb) AS r (id uuid, "subjectId" uuid, name text, "hoursAWeek" numeric)`,
      [schoolId, schoolYear, JSON.stringify(groups)]);
    await this.db.query(
      `INSERT INTO schools.group_classes (school_id, school_year, group_id, class_id, division, subgroup)
       SELECT $1, $2, g.id, p."classId", p.division, p.subgroup FROM jsonb_to_recordset($3::jsonb) AS g (id uuid, parts jsonb)
       CROSS JOIN LATERAL jsonb_to_recordset(g.parts) AS p ("classId" uuid, division smallint, subgroup smallint)`,
      [schoolId, schoolYear, JSON.stringify(groups)]);
  }

  byId(schoolId: string, id: string): Promise<GroupRow | null> {
    return this.db.one<GroupRow>(`${GROUP} WHERE g.school_id = $1 AND g.id = $2`, [schoolId, id]);
  }

  async insert(schoolId: string, group: GroupData): Promise<void> {
    await this.db.query(
      'INSERT INTO schools.teaching_groups (school_id, school_year, id, subject_id, name, hours_a_week) VALUES ($1, $2, $3, $4, $5, $6)',
      [schoolId, group.schoolYear, group.id, group.subjectId, group.name, group.hoursAWeek]);
  }

  /** How many rows: 0 for another version. */
  update(schoolId: string, id: string, version: number, name: string, hoursAWeek: number | string | null): Promise<number> {
    return this.db.affected(
      'UPDATE schools.teaching_groups SET name = $4, hours_a_week = $5, version = version + 1 WHERE school_id = $1 AND id = $2 AND version = $3',
      [schoolId, id, version, name, hoursAWeek]);
  }

  /** The classes and subgroups the group is made of; its members follow by the triggers. */
  async putParts(schoolId: string, schoolYear: number, groupId: string, parts: readonly GroupPart[]): Promise<void> {
    const wanted = JSON.stringify(parts);
    const row = 'r ("classId" uuid, division smallint, subgroup smallint)';
    await this.db.query(
      `DELETE FROM schools.group_classes p WHERE p.school_id = $1 AND p.group_id = $2 AND NOT EXISTS (SELECT 1 FROM jsonb_to_recordset($3::jsonb) AS ${row}
         WHERE r."classId" = p.class_id AND r.division = p.division AND r.subgroup = p.subgroup)`, [schoolId, groupId, wanted]);
    await this.db.query(
      `INSERT INTO schools.group_classes (school_id, school_year, group_id, class_id, division, subgroup)
       SELECT $1, $2, $3, r."classId", r.division, r.subgroup FROM jsonb_to_recordset($4::jsonb) AS ${row} ON CONFLICT DO NOTHING`,
      [schoolId, schoolYear, groupId, wanted]);
  }

  /** Which of these parts the school has, with the school year of each class. */
  known(schoolId: string, parts: readonly GroupPart[]): Promise<(GroupPart & { schoolYear: number; className: string; exists: boolean })[]> {
    return this.db.query(
      `SELECT c.id AS "classId", r.division, r.subgroup, c.school_year AS "schoolYear", c.name AS "className",
         r.division = 0 OR EXISTS (SELECT 1 FROM schools.subgroups s WHERE s.school_id = $1 AND s.class_id = c.id AND s.division = r.division AND s.number = r.subgroup) AS exists
       FROM jsonb_to_recordset($2::jsonb) AS r ("classId" uuid, division smallint, subgroup smallint)
       JOIN schools.classes c ON c.school_id = $1 AND c.id = r."classId"`, [schoolId, JSON.stringify(parts)]);
  }

  /** Of these folded names of subjects, those the school has. */
  async knownSubjects(schoolId: string, keys: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.db.query<{ key: string }>('SELECT name_key AS key FROM schools.subjects WHERE school_id = $1 AND name_key = ANY ($2)', [schoolId, keys]);
    return new Set(rows.map(({ key }) => key));
  }

  /** Groups of these subjects that these classes are part of, with who teaches them on the day or later. */
  candidates(schoolId: string, schoolYear: number, subjectKeys: readonly string[], classIds: readonly string[], from: string): Promise<TeachingCandidate[]> {
    return this.db.query<TeachingCandidate & Record<string, unknown>>(
      `SELECT g.id AS "groupId", g.name, s.name_key AS "subjectKey", p.class_id AS "classId", bool_or(p.division = 0) AS whole,
         ARRAY(SELECT DISTINCT a.person_id FROM schools.assignments a WHERE a.school_id = $1 AND a.group_id = g.id AND (a.valid_until IS NULL OR a.valid_until > $5)) AS "taughtBy"
       FROM schools.teaching_groups g
       JOIN schools.subjects s ON s.school_id = g.school_id AND s.id = g.subject_id
       JOIN schools.group_classes p ON p.school_id = g.school_id AND p.group_id = g.id
       WHERE g.school_id = $1 AND g.school_year = $2 AND s.name_key = ANY ($3) AND p.class_id = ANY ($4::uuid[])
       GROUP BY g.id, g.name, s.name_key, p.class_id ORDER BY g.name, g.id`, [schoolId, schoolYear, subjectKeys, classIds, from]);
  }

  /** Held until commit. */
  async lock(schoolId: string, ids: readonly string[]): Promise<void> {
    await this.db.query('SELECT 1 FROM schools.teaching_groups WHERE school_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id FOR UPDATE', [schoolId, ids]);
  }

  async assign(schoolId: string, id: string, groupId: string, personId: string, from: string, until: string | null): Promise<void> {
    await this.db.query('INSERT INTO schools.assignments (school_id, id, group_id, person_id, valid_from, valid_until) VALUES ($1, $2, $3, $4, $5, $6)',
      [schoolId, id, groupId, personId, from, until]);
  }

  async assignAll(schoolId: string, assignments: readonly { id: string; groupId: string; personId: string; from: string; until: string | null }[]): Promise<void> {
    await this.db.query(
      `INSERT INTO schools.assignments (school_id, id, group_id, person_id, valid_from, valid_until)
       SELECT $1, id, "groupId", "personId", "from", until FROM jsonb_to_recordset($2::jsonb) AS r (id uuid, "groupId" uuid, "personId" uuid, "from" date, until date)`,
      [schoolId, JSON.stringify(assignments)]);
  }

  /** How many rows: 0 for another version or another group. */
  endAssignment(schoolId: string, groupId: string, id: string, version: number, until: string | null): Promise<number> {
    return this.db.affected(
      'UPDATE schools.assignments SET valid_until = $5, version = version + 1 WHERE school_id = $1 AND group_id = $2 AND id = $3 AND version = $4',
      [schoolId, groupId, id, version, until]);
  }
}
