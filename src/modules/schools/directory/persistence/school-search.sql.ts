import { mapBox } from '../domain/map-box.js';
import type { FoundSchool, SchoolSearch } from '../directory.model.js';
import type { SortColumn } from './keyset.js';

/** A statement up to and with its WHERE condition, and the order of its list. */
export interface Search {
  readonly sql: string;
  readonly params: readonly unknown[];
  readonly by: readonly SortColumn<FoundSchool>[];
}

const ID: SortColumn<FoundSchool> = { sql: 's.id', type: 'uuid', of: (s) => s.id };
const BY_NAME: SortColumn<FoundSchool> = { sql: 's.search_key', type: 'text', of: (s) => s.searchKey };

/** The public search (SC-1) in one statement. Only what was asked for stands in it, so that an index is found for it. */
export function schoolSearch(asked: SchoolSearch): Search {
  const params: unknown[] = [];
  const param = (value: unknown, type: string): string => `$${params.push(value)}::${type}`;
  const where = [`s.status IN ('listed', 'active', 'suspended')`];

  if (asked.words.length > 0) {
    const named = asked.words.map((word) => `s.search_key LIKE ${param(`%${likeLiteral(word)}%`, 'text')}`).join(' AND ');
    const digits = asked.number === null ? null : param(asked.number, 'text');
    where.push(digits === null ? named : `(${named} OR s.inn = ${digits} OR s.okpo = ${digits})`);
  }
  if (asked.region !== null) where.push(`s.region_code = ${param(asked.region, 'text')}`);
  if (asked.settlement !== null) where.push(`s.settlement_id = ${param(asked.settlement, 'uuid')}`);
  if (asked.type !== null) where.push(`s.type = ${param(asked.type, 'text')}`);
  if (asked.profile !== null) where.push(`schools.folded(s.profiles) @> ARRAY[${param(asked.profile, 'text')}]`);
  if (asked.minRating !== null) where.push(`s.rating >= ${param(asked.minRating, 'numeric')}`);
  const grade = asked.gradeLevel === null ? null : param(asked.gradeLevel, 'int');
  const grades = `schools.school_grades g WHERE g.school_id = s.id${grade === null ? '' : ` AND g.grade_level = ${grade}`}`;
  if (grade !== null || asked.hasPlaces) where.push(`EXISTS (SELECT FROM ${grades}${asked.hasPlaces ? ' AND g.free_places > 0' : ''})`);

  let distance = 'NULL::float8';
  if (asked.near !== null) {
    const { south, north, west, east } = mapBox(asked.near);
    distance = distanceTo(param(asked.near.latitude, 'float8'), param(asked.near.longitude, 'float8'));
    where.push(`s.latitude BETWEEN ${param(south, 'float8')} AND ${param(north, 'float8')}`, `${distance} <= ${param(asked.near.radiusKm, 'float8')}`);
    if (west !== null) where.push(`s.longitude BETWEEN ${param(west, 'float8')} AND ${param(east, 'float8')}`);
  }
  const by = {
    name: [BY_NAME, ID],
    distance: [{ sql: distance, type: 'float8' as const, of: (s: FoundSchool) => s.distance! }, ID],
    // the best first, those without a rating last
    rating: [{ sql: 'coalesce(-s.rating, 1)', type: 'numeric' as const, of: (s: FoundSchool) => (s.rating === null ? '1' : `-${s.rating}`) }, BY_NAME, ID],
  }[asked.sort];
  return {
    sql: `SELECT s.id, s.name, s.short_name AS "shortName", s.type, s.region_code AS "regionCode", r.name AS region, t.name AS settlement, s.address, s.status,
        s.rating::text AS rating, s.search_key AS "searchKey", ${distance} AS distance, (SELECT sum(g.free_places)::int FROM ${grades}) AS "freePlaces",
        jsonb_build_object('connection', r.connection, 'plannedOn', r.planned_on, 'portalUrl', r.portal_url) AS "regionState"
      FROM schools.schools s JOIN schools.regions r ON r.code = s.region_code JOIN schools.settlements t ON t.id = s.settlement_id
      WHERE ${where.join(' AND ')}`,
    params, by,
  };
}

/** Great-circle kilometres. */
function distanceTo(latitude: string, longitude: string): string {
  return `(6371 * 2 * asin(sqrt(least(1, power(sin(radians(s.latitude - ${latitude}) / 2), 2)
    + cos(radians(${latitude})) * cos(radians(s.latitude)) * power(sin(radians(s.longitude - ${longitude}) / 2), 2)))))`;
}

export function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
