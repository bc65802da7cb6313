import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';

/** People the terms of requests concern beyond their school. */
@Injectable()
export class StaffQuery {
  constructor(private readonly db: Db) {}

  /** Regional coordinators of the region now. */
  async coordinators(regionCode: string, now: Date): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `SELECT DISTINCT person_id AS id FROM identity.v_role WHERE role = 'regional_coordinator' AND region_code = $1 AND status = 'active'
         AND valid_from <= $2 AND (valid_until IS NULL OR valid_until > $2) ORDER BY person_id`, [regionCode, now]);
    return rows.map((row) => row.id);
  }
}
