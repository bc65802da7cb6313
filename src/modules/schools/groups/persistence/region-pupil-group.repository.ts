import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import { nameKey } from '../../../../shared/identifiers/index.js';
import type { Page } from '../../../../shared/page.js';
import { keysetPage, type PageRequest } from '../../directory/persistence/keyset.js';
import type { GroupFigures, Overseer, RegionPupilGroup, RegionPupilGroupData } from '../groups.model.js';

/** $1 region  $2 the group somebody is kept to: this one, or the schools it is for */
const GROUP = `SELECT id, region_code AS "regionCode", school_group_id AS "schoolGroupId", name, about, version FROM schools.region_pupil_groups
  WHERE ($1::text IS NULL OR region_code = $1) AND ($2::uuid IS NULL OR id = $2 OR school_group_id = $2)`;

/** $1 group  $2 now */
const INSIDE = `FROM schools.region_pupil_group_members m JOIN schools.schools s ON s.id = m.school_id
  CROSS JOIN LATERAL (SELECT ($2::timestamptz AT TIME ZONE s.zone)::date AS today) d
  WHERE m.group_id = $1 AND m.valid_from <= d.today AND (m.valid_until IS NULL OR m.valid_until > d.today)`;

/** Groups of pupils across schools, without the pupils. */
@Injectable()
export class RegionPupilGroupRepository {
  constructor(private readonly db: Db) {}

  page({ regionCode, groupId }: Overseer, page: PageRequest): Promise<Page<RegionPupilGroup>> {
    return keysetPage<RegionPupilGroup>(this.db, GROUP, [regionCode, groupId],
      [{ sql: 'region_code', type: 'text', of: (g) => g.regionCode }, { sql: 'name', type: 'text', of: (g) => g.name }, { sql: 'id', type: 'uuid', of: (g) => g.id }], page);
  }

  byId({ regionCode, groupId }: Overseer, id: string): Promise<RegionPupilGroup | null> {
    return this.db.one<RegionPupilGroup>(`${GROUP} AND id = $3`, [regionCode, groupId, id]);
  }

  async insert(id: string, regionCode: string, { name, about, schoolGroupId }: RegionPupilGroupData, by: string, at: Date): Promise<void> {
    await this.db.query(
      'INSERT INTO schools.region_pupil_groups (region_code, id, school_group_id, name, name_key, about, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
      [regionCode, id, schoolGroupId, name, nameKey(name), about, by, at]);
  }

  /** How many rows: 0 for another version. */
  update(id: string, version: number, { name, about }: Pick<RegionPupilGroupData, 'name' | 'about'>): Promise<number> {
    return this.db.affected('UPDATE schools.region_pupil_groups SET name = $3, name_key = $4, about = $5, version = version + 1 WHERE id = $1 AND version = $2',
      [id, version, name, nameKey(name), about]);
  }

  /** How many rows: 0 for another version. */
  remove(id: string, version: number): Promise<number> {
    return this.db.affected('DELETE FROM schools.region_pupil_groups WHERE id = $1 AND version = $2', [id, version]);
  }

  async hasMembers(id: string): Promise<boolean> {
    return (await this.db.one('SELECT 1 AS found FROM schools.region_pupil_group_members WHERE group_id = $1 LIMIT 1 /* any school: of a group that was found in its region */', [id])) !== null;
  }

  /** Today's numbers: how many, by school and by grade level, never both at once. */
  async figures(id: string, at: Date): Promise<GroupFigures> {
    const bySchool = await this.db.query<{ schoolId: string; name: string; pupils: number }>(
      `SELECT s.id AS "schoolId", s.short_name AS name, count(*)::int AS pupils ${INSIDE} GROUP BY s.id, s.short_name ORDER BY s.short_name, s.id /* any school: counts of a region's group */`, [id, at]);
    const byGradeLevel = await this.db.query<{ gradeLevel: number | null; pupils: number }>(
      `SELECT grade AS "gradeLevel", count(*)::int AS pupils FROM (
         SELECT (SELECT c.grade_level FROM schools.class_members k JOIN schools.classes c ON c.school_id = k.school_id AND c.id = k.class_id
           WHERE k.school_id = m.school_id AND k.pupil_id = m.pupil_id AND k.valid_from <= d.today AND (k.valid_until IS NULL OR k.valid_until > d.today)) AS grade
         ${INSIDE}) inside GROUP BY grade ORDER BY grade NULLS LAST /* any school: counts of a region's group */`, [id, at]);
    return { bySchool, byGradeLevel, pupils: bySchool.reduce((sum, { pupils }) => sum + pupils, 0) };
  }
}
