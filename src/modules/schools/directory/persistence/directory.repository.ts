import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { Page } from '../../../../shared/page.js';
import { keysetPage, type PageRequest } from './keyset.js';
import type { FoundSchool, Region, RegionConnection, SchoolSearch, Settlement } from '../directory.model.js';

const REGION = `code, iso_code AS "isoCode", name, federal_district AS "federalDistrict", zone, connection, planned_on AS "plannedOn",
  portal_url AS "portalUrl", sign_in_provider AS "signInProvider", version`;

/** Great-circle kilometres between a school and `$8, $9`. */
const DISTANCE = `(6371 * 2 * asin(sqrt(least(1, power(sin(radians(s.latitude - $8::float8) / 2), 2)
  + cos(radians($8::float8)) * cos(radians(s.latitude)) * power(sin(radians(s.longitude - $9::float8) / 2), 2)))))`;

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

  /** Schools open to families and those not connected yet, by name. */
  search(filter: SchoolSearch, page: PageRequest): Promise<Page<FoundSchool>> {
    const { near } = filter;
    return keysetPage<FoundSchool>(this.db,
      `SELECT s.id, s.name, s.short_name AS "shortName", s.type, s.region_code AS "regionCode", r.name AS region, t.name AS settlement, s.address, s.status,
         s.search_key AS "searchKey", CASE WHEN $8::float8 IS NULL THEN NULL ELSE round(${DISTANCE}::numeric, 1)::float8 END AS "distanceKm"
       FROM schools.schools s JOIN schools.regions r ON r.code = s.region_code JOIN schools.settlements t ON t.id = s.settlement_id
       WHERE s.status IN ('listed', 'active', 'suspended')
         AND ($1::text IS NULL OR s.search_key LIKE $1 OR s.inn = $2 OR s.okpo = $2)
         AND ($3::text IS NULL OR s.region_code = $3) AND ($4::uuid IS NULL OR s.settlement_id = $4)
         AND ($5::text IS NULL OR s.type = $5) AND ($6::text IS NULL OR $6 = ANY (s.profiles))
         AND (($7::int IS NULL AND NOT $11) OR EXISTS (SELECT 1 FROM schools.school_grades g WHERE g.school_id = s.id
           AND ($7::int IS NULL OR g.grade_level = $7) AND (NOT $11 OR g.free_places > 0)))
         AND ($8::float8 IS NULL OR ${DISTANCE} <= $10::float8)`,
      [filter.q === null ? null : `%${likeLiteral(filter.q)}%`, filter.q, filter.region, filter.settlement, filter.type, filter.profile, filter.gradeLevel,
        near?.latitude ?? null, near?.longitude ?? null, near?.radiusKm ?? null, filter.hasPlaces],
      [{ sql: 's.search_key', type: 'text', of: (s) => s.searchKey }, { sql: 's.id', type: 'uuid', of: (s) => s.id }], page);
  }
}

function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
