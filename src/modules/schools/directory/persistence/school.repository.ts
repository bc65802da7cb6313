import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { School } from '../../schools.contracts.js';

@Injectable()
export class SchoolRepository {
  constructor(private readonly db: Db) {}

  /** Null when there is no such school. */
  byId(id: string): Promise<School | null> {
    return this.db.one<School>(
      `SELECT id, name, short_name AS "shortName", zone, region_code AS "regionCode", settlement_id AS "settlementId", status
       FROM schools.schools WHERE id = $1`, [id]);
  }

  /** In no particular order. */
  byIds(ids: readonly string[]): Promise<School[]> {
    return this.db.query<School>(
      `SELECT id, name, short_name AS "shortName", zone, region_code AS "regionCode", settlement_id AS "settlementId", status
       FROM schools.schools WHERE id = ANY ($1)`, [ids]);
  }
}
