import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import { nameKey } from '../../../../shared/identifiers/index.js';
import type { Page } from '../../../../shared/page.js';
import { keysetPage, type PageRequest } from '../../directory/persistence/keyset.js';
import type { GroupedSchool, Overseer, SchoolGroup, SchoolGroupData } from '../groups.model.js';

const GROUP = 'SELECT id, region_code AS "regionCode", kind, name, version FROM schools.school_groups WHERE ($1::text IS NULL OR region_code = $1) AND ($2::uuid IS NULL OR id = $2)';

/** Groups of schools. */
@Injectable()
export class SchoolGroupRepository {
  constructor(private readonly db: Db) {}

  page({ regionCode, groupId }: Overseer, page: PageRequest): Promise<Page<SchoolGroup>> {
    return keysetPage<SchoolGroup>(this.db, GROUP, [regionCode, groupId],
      [{ sql: 'region_code', type: 'text', of: (g) => g.regionCode }, { sql: 'name', type: 'text', of: (g) => g.name }, { sql: 'id', type: 'uuid', of: (g) => g.id }], page);
  }

  byId({ regionCode, groupId }: Overseer, id: string): Promise<SchoolGroup | null> {
    return this.db.one<SchoolGroup>(`${GROUP} AND id = $3`, [regionCode, groupId, id]);
  }

  async insert(id: string, regionCode: string, { kind, name }: SchoolGroupData, by: string, at: Date): Promise<void> {
    await this.db.query('INSERT INTO schools.school_groups (region_code, id, kind, name, name_key, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [regionCode, id, kind, name, nameKey(name), by, at]);
  }

  /** How many rows: 0 for another version. */
  update(id: string, version: number, { kind, name }: SchoolGroupData): Promise<number> {
    return this.db.affected('UPDATE schools.school_groups SET kind = $3, name = $4, name_key = $5, version = version + 1 WHERE id = $1 AND version = $2',
      [id, version, kind, name, nameKey(name)]);
  }

  /** How many rows: 0 for another version. */
  remove(id: string, version: number): Promise<number> {
    return this.db.affected('DELETE FROM schools.school_groups WHERE id = $1 AND version = $2', [id, version]);
  }

  async hasMembers(id: string): Promise<boolean> {
    return (await this.db.one('SELECT 1 AS found FROM schools.school_group_members WHERE group_id = $1 LIMIT 1 /* any school: of a group that was found in its region */', [id])) !== null;
  }

  /** In it on that day, by name. */
  members(id: string, on: string, page: PageRequest): Promise<Page<GroupedSchool>> {
    return keysetPage<GroupedSchool>(this.db,
      `SELECT s.id AS "schoolId", s.short_name AS name, s.status, m.valid_from AS "validFrom", m.valid_until AS "validUntil"
       FROM schools.school_group_members m JOIN schools.schools s ON s.id = m.school_id
       WHERE m.group_id = $1 AND m.valid_from <= $2 AND (m.valid_until IS NULL OR m.valid_until > $2)`, [id, on],
      [{ sql: 's.short_name', type: 'text', of: (s) => s.name }, { sql: 's.id', type: 'uuid', of: (s) => s.schoolId }], page);
  }

  /** How many rows: 0 for a school that is not of the group's region. */
  add(id: string, schoolId: string, from: string, until: string | null): Promise<number> {
    return this.db.affected(
      `WITH added AS (
         INSERT INTO schools.school_group_members (group_id, school_id, valid_from, valid_until)
         SELECT g.id, s.id, $3, $4 FROM schools.school_groups g JOIN schools.schools s ON s.region_code = g.region_code WHERE g.id = $1 AND s.id = $2 RETURNING 1)
       SELECT FROM added`, [id, schoolId, from, until]);
  }

  /** Ends what lasts beyond that day, and takes away what would begin on it or later. How many rows. */
  end(id: string, schoolId: string, until: string): Promise<number> {
    return this.db.affected(
      `WITH gone AS (DELETE FROM schools.school_group_members WHERE group_id = $1 AND school_id = $2 AND valid_from >= $3 RETURNING 1),
         ended AS (UPDATE schools.school_group_members SET valid_until = $3
           WHERE group_id = $1 AND school_id = $2 AND valid_from < $3 AND (valid_until IS NULL OR valid_until > $3) RETURNING 1)
       SELECT FROM gone UNION ALL SELECT FROM ended`, [id, schoolId, until]);
  }
}
