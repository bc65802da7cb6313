import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import { nameKey } from '../../../../shared/identifiers/index.js';
import type { Page } from '../../../../shared/page.js';
import { keysetPage, type PageRequest } from '../../directory/persistence/keyset.js';
import type { PupilGroup, PupilGroupData } from '../groups.model.js';
import { GroupMembers } from './group-members.js';

/** $1 school  $2 today */
const GROUP = `SELECT g.id, g.name, g.about, g.version, (SELECT count(*)::int FROM schools.pupil_group_members m
    WHERE m.school_id = $1 AND m.group_id = g.id AND m.valid_from <= $2 AND (m.valid_until IS NULL OR m.valid_until > $2)) AS pupils
  FROM schools.pupil_groups g WHERE g.school_id = $1`;

@Injectable()
export class PupilGroupRepository extends GroupMembers {
  protected readonly table = 'schools.pupil_group_members';

  constructor(db: Db) {
    super(db);
  }

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

  /** Those of the ids who are pupils of the school. */
  async known(schoolId: string, pupilIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.db.query<{ id: string }>('SELECT id FROM schools.pupils WHERE school_id = $1 AND id = ANY ($2)', [schoolId, pupilIds]);
    return new Set(rows.map((row) => row.id));
  }
}
