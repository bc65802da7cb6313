import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';

/** People the terms of requests concern beyond their school. */
@Injectable()
export class StaffQuery {
  constructor(private readonly db: Db) {}

  /** Who coordinates the school now: its region, or a group it is in; without a school, the region. */
  async coordinators(regionCode: string, schoolId: string | null, now: Date): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `SELECT DISTINCT person_id AS id FROM identity.v_role WHERE role = 'regional_coordinator' AND region_code = $1 AND status = 'active'
         AND valid_from <= $2 AND (valid_until IS NULL OR valid_until > $2)
         AND (group_id IS NULL OR group_id = ANY ($3)) ORDER BY person_id`, [regionCode, now, schoolId === null ? [] : await this.groupsOf(schoolId, now)]);
    return rows.map((row) => row.id);
  }

  /** Groups of schools the school is in now. */
  async groupsOf(schoolId: string, now: Date): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `SELECT k.group_id AS id FROM schools.v_school_group_member k JOIN schools.v_school s ON s.id = k.school_id
       WHERE k.school_id = $1 AND k.valid_from <= ($2::timestamptz AT TIME ZONE s.zone)::date AND (k.valid_until IS NULL OR k.valid_until > ($2::timestamptz AT TIME ZONE s.zone)::date)`,
      [schoolId, now]);
    return rows.map((row) => row.id);
  }
}
