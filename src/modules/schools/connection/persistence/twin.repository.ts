import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import { nameKey } from '../../../../shared/identifiers/index.js';
import type { ProposedSettlement } from '../connection.model.js';
import type { Known, TwinQuestion } from '../domain/find-twins.js';

export interface KnownSettlement { readonly id: string; readonly name: string; readonly area: string | null }

/** What the directory has that may be the same as something new. */
@Injectable()
export class TwinRepository {
  constructor(private readonly db: Db) {}

  /** Schools of the settlement, and those with one of the numbers wherever they are; not closed ones. */
  schools({ inn, okpo, settlementId }: TwinQuestion): Promise<Known[]> {
    return this.db.query<Known>(
      `SELECT id, name, short_name AS "shortName", address, status, inn, okpo, settlement_id AS "settlementId" FROM schools.schools
       WHERE status <> 'closed' AND (inn = $1 OR okpo = $2 OR settlement_id = $3)`, [inn, okpo, settlementId]);
  }

  registryNumbers(schoolId: string): Promise<{ inn: string | null; okpo: string | null } | null> {
    return this.db.one('SELECT inn, okpo FROM schools.schools WHERE id = $1', [schoolId]);
  }

  /** Of the same name in the region. */
  settlements(regionCode: string, name: string): Promise<KnownSettlement[]> {
    return this.db.query<KnownSettlement>('SELECT id, name, area FROM schools.settlements WHERE region_code = $1 AND search_key = $2 ORDER BY id', [regionCode, nameKey(name)]);
  }

  /** Entries are added to a region's part of the directory one after another, or two equal ones could both find no other. Held until commit. */
  async lockRegion(regionCode: string): Promise<void> {
    await this.db.query('SELECT FROM schools.regions WHERE code = $1 FOR NO KEY UPDATE', [regionCode]);
  }

  /** In the time zone of the region's capital. */
  async addSettlement(id: string, regionCode: string, { name, kind, area }: ProposedSettlement): Promise<void> {
    await this.db.query(
      `INSERT INTO schools.settlements (id, region_code, name, search_key, kind, area, zone) SELECT $1, code, $3, $4, $5, $6, zone FROM schools.regions WHERE code = $2`,
      [id, regionCode, name, nameKey(name), kind, area]);
  }

  /** From listed to trial mode; how many rows: 0 for a school that is connected, or of another INN. What the directory did not know is filled in. */
  connect(schoolId: string, inn: string | null, okpo: string | null): Promise<number> {
    return this.db.affected(
      `UPDATE schools.schools SET status = 'trial', inn = coalesce(inn, $2), okpo = coalesce(okpo, $3), version = version + 1
       WHERE id = $1 AND status = 'listed' AND coalesce(inn, $2) IS NOT DISTINCT FROM $2`,
      [schoolId, inn, okpo]);
  }
}
