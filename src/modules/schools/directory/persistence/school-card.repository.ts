import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { Card, CardData, GradePlaces } from '../directory.model.js';

const COLUMNS: Readonly<Record<keyof CardData, string>> = {
  name: 'name', shortName: 'short_name', type: 'type', inn: 'inn', okpo: 'okpo', ogrn: 'ogrn', regionCode: 'region_code', settlementId: 'settlement_id',
  address: 'address', latitude: 'latitude', longitude: 'longitude', phone: 'phone', email: 'email', site: 'site', directorName: 'director_name',
  responsibleName: 'responsible_name', zone: 'zone', status: 'status', profiles: 'profiles', transport: 'transport',
};
const FIELDS = Object.keys(COLUMNS) as (keyof CardData)[];

@Injectable()
export class SchoolCardRepository {
  constructor(private readonly db: Db) {}

  async byId(id: string): Promise<Card | null> {
    return (await this.byIds([id]))[0] ?? null;
  }

  /** In the order of the ids; schools there are not are left out. */
  byIds(ids: readonly string[]): Promise<Card[]> {
    return this.db.query<Card>(
      `SELECT s.id, ${FIELDS.map((f) => `s.${COLUMNS[f]} AS "${f}"`).join(', ')}, r.name AS region, t.name AS settlement,
         CASE WHEN s.rating IS NOT NULL THEN jsonb_build_object('value', s.rating::text, 'source', s.rating_source, 'on', s.rating_on) END AS rating, s.public_code AS "publicCode", s.version,
         jsonb_build_object('connection', r.connection, 'plannedOn', r.planned_on, 'portalUrl', r.portal_url) AS "regionState",
         (SELECT coalesce(jsonb_agg(jsonb_build_object('name', b.name, 'address', b.address,
            'bellScheduleId', b.bell_schedule_id, 'shortBellScheduleId', b.short_bell_schedule_id) ORDER BY b.name), '[]') FROM schools.buildings b WHERE b.school_id = s.id) AS buildings,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('gradeLevel', g.grade_level, 'places', g.places, 'freePlaces', g.free_places) ORDER BY g.grade_level), '[]')
          FROM schools.school_grades g WHERE g.school_id = s.id) AS places
       FROM schools.schools s JOIN schools.regions r ON r.code = s.region_code JOIN schools.settlements t ON t.id = s.settlement_id WHERE s.id = ANY ($1::uuid[]) ORDER BY array_position($1::uuid[], s.id)`, [ids]);
  }

  /** The school a public code belongs to, while it is open to families. */
  async idByPublicCode(code: string): Promise<string | null> {
    const row = await this.db.one<{ id: string }>(`SELECT id FROM schools.schools WHERE public_code = $1 AND status IN ('active', 'suspended')`, [code]);
    return row?.id ?? null;
  }

  async insert(id: string, card: CardData, searchKey: string, publicCode: string): Promise<void> {
    await this.db.query(
      `INSERT INTO schools.schools (id, search_key, public_code, ${FIELDS.map((f) => COLUMNS[f]).join(', ')}) VALUES ($1, $2, $3, ${FIELDS.map((_, i) => `$${i + 4}`).join(', ')})`,
      [id, searchKey, publicCode, ...FIELDS.map((f) => card[f])]);
  }

  /** How many rows: 0 for another version. */
  update(id: string, version: number, card: CardData, searchKey: string): Promise<number> {
    return this.db.affected(
      `UPDATE schools.schools SET search_key = $3, ${FIELDS.map((f, i) => `${COLUMNS[f]} = $${i + 4}`).join(', ')}, version = version + 1 WHERE id = $1 AND version = $2`,
      [id, version, searchKey, ...FIELDS.map((f) => card[f])]);
  }

  async putPlaces(schoolId: string, places: readonly GradePlaces[]): Promise<void> {
    await this.db.query('DELETE FROM schools.school_grades WHERE school_id = $1', [schoolId]);
    await this.db.query(
      `INSERT INTO schools.school_grades (school_id, grade_level, places, free_places)
       SELECT $1, "gradeLevel", places, "freePlaces" FROM jsonb_to_recordset($2::jsonb) AS r ("gradeLevel" smallint, places int, "freePlaces" int)`,
      [schoolId, JSON.stringify(places)]);
  }
}
