import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { Page } from '../../../../shared/page.js';
import { keysetPage, type PageRequest } from './keyset.js';
import { likeLiteral, schoolSearch } from './school-search.sql.js';
import type { FoundSchool, Region, RegionConnection, SchoolSearch, Settlement } from '../directory.model.js';

const REGION = `code, iso_code AS "isoCode", name, federal_district AS "federalDistrict", zone, connection, planned_on AS "plannedOn",
  portal_url AS "portalUrl", sign_in_provider AS "signInProvider", version`;

@Injectable()
export class DirectoryRepository {
  constructor(private readonly db: Db) {}

  /** By number. */
  regions(): Promise<Region[]> {
    return this.db.query<Region>(`SELECT ${REGION} FROM schools.regions ORDER BY code`);
  }

  region(code: string): Promise<Region | null> {
    return this.db.one<Region>(`SELECT ${REGION} FROM schools.regions WHERE code = $1`, [code]);
  }

  /** How many rows: 0 for another version. */
  connectRegion(code: string, version: number, { connection, plannedOn, portalUrl, signInProvider }: RegionConnection): Promise<number> {
    return this.db.affected(
      `UPDATE schools.regions SET connection = $3, planned_on = $4, portal_url = $5, sign_in_provider = $6, version = version + 1 WHERE code = $1 AND version = $2`,
      [code, version, connection, plannedOn, portalUrl, signInProvider]);
  }

  /** Settlements of one region whose name begins with the folded `prefix`. */
  settlements(regionCode: string, prefix: string, page: PageRequest): Promise<Page<Settlement>> {
    return keysetPage<Settlement>(this.db,
      `SELECT id, name, search_key AS "searchKey", kind, area, is_capital AS "isCapital", zone FROM schools.settlements
       WHERE region_code = $1 AND search_key LIKE $2`, [regionCode, `${likeLiteral(prefix)}%`],
      [{ sql: 'search_key', type: 'text', of: (s) => s.searchKey }, { sql: 'id', type: 'uuid', of: (s) => s.id }], page);
  }

  settlement(regionCode: string, id: string): Promise<Settlement | null> {
    return this.db.one<Settlement>('SELECT id, name, search_key AS "searchKey", kind, area, is_capital AS "isCapital", zone FROM schools.settlements WHERE region_code = $1 AND id = $2', [regionCode, id]);
  }

  /** Schools open to families and those not connected yet. */
  search(asked: SchoolSearch, page: PageRequest): Promise<Page<FoundSchool>> {
    const { sql, params, by } = schoolSearch(asked);
    return keysetPage<FoundSchool>(this.db, sql, params, by, page);
  }
}
