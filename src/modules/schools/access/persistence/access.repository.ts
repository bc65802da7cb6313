import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { Page } from '../../../../shared/page.js';
import { keysetPage, type PageRequest } from '../../directory/persistence/keyset.js';
import type { RecordedChange, StoredSettings } from '../domain/access.model.js';

@Injectable()
export class AccessRepository {
  constructor(private readonly db: Db) {}

  async of(schoolId: string): Promise<StoredSettings> {
    const row = await this.db.one<StoredSettings>('SELECT exceptions, version FROM schools.access_settings WHERE school_id = $1', [schoolId]);
    return row ?? { exceptions: {}, version: 0 };
  }

  /** How many rows: 0 when somebody else was first. */
  put(schoolId: string, version: number, exceptions: StoredSettings['exceptions']): Promise<number> {
    return this.db.affected(
      `WITH put AS (
         INSERT INTO schools.access_settings AS s (school_id, exceptions, version)
         SELECT $1, $3, $2::int + 1 WHERE $2 = 0 OR EXISTS (SELECT FROM schools.access_settings WHERE school_id = $1)
         ON CONFLICT (school_id) DO UPDATE SET exceptions = excluded.exceptions, version = excluded.version WHERE s.version = $2 RETURNING 1)
       SELECT FROM put`,
      [schoolId, version, JSON.stringify(exceptions)]);
  }

  async record(schoolId: string, changes: readonly Omit<RecordedChange, 'family' | 'given' | 'patronymic'>[]): Promise<void> {
    await this.db.query(
      `INSERT INTO schools.access_changes (school_id, id, permission, role, allowed, reason, changed_by, changed_at)
       SELECT $1, id, permission, role, allowed, reason, "changedBy", "changedAt" FROM jsonb_to_recordset($2::jsonb)
         AS r (id uuid, permission text, role text, allowed boolean, reason text, "changedBy" uuid, "changedAt" timestamptz)`, [schoolId, JSON.stringify(changes)]);
  }

  /** The latest first. */
  history(schoolId: string, page: PageRequest): Promise<Page<RecordedChange>> {
    return keysetPage<RecordedChange>(this.db,
      `SELECT c.id, c.permission, c.role, c.allowed, c.reason, c.changed_by AS "changedBy", c.changed_at AS "changedAt", n.family, n.given, n.patronymic
       FROM schools.access_changes c LEFT JOIN identity.v_person n ON n.id = c.changed_by WHERE c.school_id = $1`, [schoolId],
      [{ sql: 'c.id', type: 'uuid', of: (c) => c.id }], page, 'DESC');
  }
}
