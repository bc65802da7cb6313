import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import { nameKey } from '../../../../shared/identifiers/index.js';
import type { Page } from '../../../../shared/page.js';
import { keysetPage, type PageRequest } from '../../directory/persistence/keyset.js';
import type { GroupedPupil, PupilGroup, PupilGroupData } from '../groups.model.js';

/** $1 school  $2 today */
const GROUP = `SELECT g.id, g.name, g.about, g.version, (SELECT count(*)::int FROM schools.pupil_group_members m
    WHERE m.school_id = $1 AND m.group_id = g.id AND m.valid_from <= $2 AND (m.valid_until IS NULL OR m.valid_until > $2)) AS pupils
  FROM schools.pupil_groups g WHERE g.school_id = $1`;

@Injectable()
export class PupilGroupRepository {
  constructor(private readonly db: Db) {}

  page(schoolId: string, today: string, page: PageRequest): Promise<Page<PupilGroup>> {
    return keysetPage<PupilGroup>(this.db, GROUP, [schoolId, today], [{ sql: 'g.name', type: 'text', of: (g) => g.name }, { sql: 'g.id', type: 'uuid', of: (g) => g.id }], page);
  }

  byId(schoolId: string, today: string, id: string): Promise<PupilGroup | null> {
    return this.db.one<PupilGroup>(`${GROUP} AND g.id = $3`, [schoolId, today, id]);
  }

  async insert(schoolId: string, id: string, { name, about }: PupilGroupData, by: string, at: Date): Promise<void> {
    await this.db.query('INSERT INTO schools.pupil_groups (school_id, id, name, name_key, about, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [schoolId, id, name, nameKey(name), about, by, at]);
  }

  /** How many rows: 0 for another version. */
  update(schoolId: string, id: string, version: number, { name, about }: PupilGroupData): Promise<number> {
    return this.db.affected('UPDATE schools.pupil_groups SET name = $4, name_key = $5, about = $6, version = version + 1 WHERE school_id = $1 AND id = $2 AND version = $3',
      [schoolId, id, version, name, nameKey(name), about]);
  }

  /** How many rows: 0 for another version. */
  remove(schoolId: string, id: string, version: number): Promise<number> {
    return this.db.affected('DELETE FROM schools.pupil_groups WHERE school_id = $1 AND id = $2 AND version = $3', [schoolId, id, version]);
  }

  async hasMembers(schoolId: string, id: string): Promise<boolean> {
    return (await this.db.one('SELECT 1 AS found FROM schools.pupil_group_members WHERE school_id = $1 AND group_id = $2 LIMIT 1', [schoolId, id])) !== null;
  }

  /** In it on that day, by name. */
  members(schoolId: string, id: string, on: string, page: PageRequest): Promise<Page<GroupedPupil>> {
    return keysetPage<GroupedPupil>(this.db,
      `SELECT p.id AS "pupilId", p.family, p.given, p.patronymic, m.valid_from AS "validFrom", m.valid_until AS "validUntil",
         (SELECT c.name FROM schools.class_members k JOIN schools.classes c ON c.school_id = $1 AND c.id = k.class_id
          WHERE k.school_id = $1 AND k.pupil_id = p.id AND k.valid_from <= $3 AND (k.valid_until IS NULL OR k.valid_until > $3)) AS "className"
       FROM schools.pupil_group_members m JOIN schools.pupils p ON p.school_id = $1 AND p.id = m.pupil_id
       WHERE m.school_id = $1 AND m.group_id = $2 AND m.valid_from <= $3 AND (m.valid_until IS NULL OR m.valid_until > $3)`, [schoolId, id, on],
      [{ sql: 'p.family', type: 'text', of: (p) => p.family }, { sql: 'p.given', type: 'text', of: (p) => p.given }, { sql: 'p.id', type: 'uuid', of: (p) => p.pupilId }], page);
  }

  /** Those of the ids who are pupils of the school. */
  async known(schoolId: string, pupilIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.db.query<{ id: string }>('SELECT id FROM schools.pupils WHERE school_id = $1 AND id = ANY ($2)', [schoolId, pupilIds]);
    return new Set(rows.map((row) => row.id));
  }

  /** Whoever is in it on some of these days stays as they are. How many were added. */
  add(schoolId: string, id: string, pupilIds: readonly string[], from: string, until: string | null): Promise<number> {
    return this.db.affected(
      `WITH added AS (
         INSERT INTO schools.pupil_group_members (school_id, group_id, pupil_id, valid_from, valid_until)
         SELECT $1, $2, pupil_id, $4::date, $5::date FROM unnest($3::uuid[]) AS asked (pupil_id)
         WHERE NOT EXISTS (SELECT FROM schools.pupil_group_members m WHERE m.school_id = $1 AND m.group_id = $2 AND m.pupil_id = asked.pupil_id
           AND daterange(m.valid_from, m.valid_until, '[)') && daterange($4::date, $5::date, '[)')) RETURNING 1)
       SELECT FROM added`, [schoolId, id, pupilIds, from, until]);
  }

  /** Ends what lasts beyond that day, and takes away what would begin on it or later. How many rows. */
  end(schoolId: string, id: string, pupilIds: readonly string[], until: string): Promise<number> {
    return this.db.affected(
      `WITH gone AS (DELETE FROM schools.pupil_group_members WHERE school_id = $1 AND group_id = $2 AND pupil_id = ANY ($3) AND valid_from >= $4 RETURNING 1),
         ended AS (UPDATE schools.pupil_group_members SET valid_until = $4
           WHERE school_id = $1 AND group_id = $2 AND pupil_id = ANY ($3) AND valid_from < $4 AND (valid_until IS NULL OR valid_until > $4) RETURNING 1)
       SELECT FROM gone UNION ALL SELECT FROM ended`, [schoolId, id, pupilIds, until]);
  }
}
