import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { SettlementRow } from '../domain/settlement-sheet.js';

/** Settlements taken from the state address register. */
@Injectable()
export class SettlementImportRepository {
  constructor(private readonly db: Db) {}

  /**
   * Writes what differs: a settlement known by its register id, else one of the same name in the region that has no id yet,
   * else a new one. Capitals stay as they are.
   */
  async put(settlements: readonly (SettlementRow & { readonly searchKey: string })[]): Promise<{ created: number; changed: number }> {
    const [counts] = await this.db.query<{ created: number; changed: number }>(
      `WITH file AS (
         SELECT * FROM jsonb_to_recordset($1::jsonb) AS f ("regionCode" text, "fiasId" uuid, name text, "searchKey" text, area text, kind text, zone text,
           latitude float8, longitude float8, population int)
       ), known AS (
         SELECT f."fiasId", coalesce(
           (SELECT s.id FROM schools.settlements s WHERE s.fias_id = f."fiasId"),
           (SELECT s.id FROM schools.settlements s WHERE s.region_code = f."regionCode" AND s.search_key = f."searchKey" AND s.fias_id IS NULL
            AND f."fiasId" = (SELECT min(t."fiasId"::text)::uuid FROM file t WHERE t."regionCode" = f."regionCode" AND t."searchKey" = f."searchKey") LIMIT 1)) AS id
         FROM file f
       ), changed AS (
         UPDATE schools.settlements s SET fias_id = f."fiasId", name = f.name, search_key = f."searchKey", area = f.area, kind = f.kind, zone = f.zone,
           latitude = f.latitude, longitude = f.longitude, population = f.population
         FROM file f JOIN known k USING ("fiasId")
         WHERE s.id = k.id AND (s.fias_id, s.region_code, s.name, s.area, s.kind, s.zone, s.latitude, s.longitude, s.population)
           IS DISTINCT FROM (f."fiasId", f."regionCode", f.name, f.area, f.kind, f.zone, f.latitude, f.longitude, f.population)
         RETURNING 1
       ), created AS (
         INSERT INTO schools.settlements (region_code, fias_id, name, search_key, area, kind, zone, latitude, longitude, population)
         SELECT f."regionCode", f."fiasId", f.name, f."searchKey", f.area, f.kind, f.zone, f.latitude, f.longitude, f.population
         FROM file f JOIN known k USING ("fiasId") WHERE k.id IS NULL
         RETURNING 1
       )
       SELECT (SELECT count(*)::int FROM created) AS created, (SELECT count(*)::int FROM changed) AS changed`, [JSON.stringify(settlements)]);
    return counts!;
  }
}
