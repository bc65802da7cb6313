import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { RoleCode } from '../../../shared/roles.js';
import type { Assignment } from '../identity.contracts.js';

const COLUMNS = `id, person_id AS "personId", role, school_id AS "schoolId", class_id AS "classId", region_code AS "regionCode", group_id AS "groupId",
  valid_from AS "validFrom", valid_until AS "validUntil", status, version`;

@Injectable()
export class RolesRepository {
  constructor(private readonly db: Db) {}

  /** The new assignment, or the active one that says the same already. */
  async insert(row: Omit<Assignment, 'status' | 'version'>, createdBy: string | null, at: Date): Promise<{ assignment: Assignment; created: boolean }> {
    const key = [row.personId, row.role, row.schoolId, row.classId, row.regionCode, row.groupId];
    const created = await this.db.one<Assignment>(
      `INSERT INTO identity.role_assignments (person_id, role, school_id, class_id, region_code, group_id, id, valid_from, valid_until, created_at, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (person_id, role, school_id, class_id, region_code, group_id) WHERE status = 'active' DO NOTHING RETURNING ${COLUMNS}`,
      [...key, row.id, row.validFrom, row.validUntil, at, createdBy]);
    if (created !== null) return { assignment: created, created: true };
    // One that was to end, or ended by date without being terminated, lives on.
    const kept = await this.db.one<Assignment>(
      `UPDATE identity.role_assignments SET valid_from = least(valid_from, $7), version = version + 1,
         valid_until = CASE WHEN $8::timestamptz IS NULL OR valid_until IS NULL THEN NULL ELSE greatest(valid_until, $8) END
       WHERE person_id = $1 AND role = $2 AND school_id IS NOT DISTINCT FROM $3 AND class_id IS NOT DISTINCT FROM $4 AND region_code IS NOT DISTINCT FROM $5
         AND group_id IS NOT DISTINCT FROM $6
         AND status = 'active' RETURNING ${COLUMNS}`, [...key, row.validFrom, row.validUntil]);
    return { assignment: kept!, created: false };
  }

  find(id: string): Promise<Assignment | null> {
    return this.db.one<Assignment>(`SELECT ${COLUMNS} FROM identity.role_assignments WHERE id = $1`, [id]);
  }

  ofPerson(personId: string): Promise<Assignment[]> {
    return this.db.query<Assignment>(`SELECT ${COLUMNS} FROM identity.role_assignments WHERE person_id = $1 ORDER BY valid_from, id`, [personId]);
  }

  /** Null when it is not active any more. */
  terminate(id: string, by: string | null, reason: string | null, at: Date): Promise<Assignment | null> {
    return this.db.one<Assignment>(
      `UPDATE identity.role_assignments SET status = 'terminated', terminated_at = $2, terminated_by = $3, reason = $4, version = version + 1
       WHERE id = $1 AND status = 'active' RETURNING ${COLUMNS}`, [id, at, by, reason]);
  }

  async delete(id: string): Promise<boolean> {
    return await this.db.affected(`DELETE FROM identity.role_assignments WHERE id = $1 AND status = 'terminated'`, [id]) > 0;
  }

  /** People who hold the role now; `schoolId` null asks for holders without a school. */
  async holders(role: RoleCode, schoolId: string | null, at: Date): Promise<string[]> {
    const rows = await this.db.query<{ personId: string }>(
      `SELECT DISTINCT person_id AS "personId" FROM identity.role_assignments
       WHERE role = $1 AND school_id IS NOT DISTINCT FROM $2 AND status = 'active' AND valid_from <= $3 AND (valid_until IS NULL OR valid_until > $3)
       ORDER BY person_id`, [role, schoolId, at]);
    return rows.map((r) => r.personId);
  }
}
