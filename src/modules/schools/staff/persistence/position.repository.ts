import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { PersonName } from '../../../../shared/identifiers/index.js';
import type { Page } from '../../../../shared/page.js';
import { keysetPage, type PageRequest } from '../../directory/persistence/keyset.js';
import { type Position, POSITION_ROLES, type PositionRole, type PositionStatus, type StoredPosition } from '../staff.model.js';

/** A position with the name in columns. */
export interface PositionRow extends Omit<Position, 'name'> {
  readonly family: string | null;
  readonly given: string | null;
  readonly patronymic: string | null;
}

/** Columns of a `PositionRow`, of `NAMED_FROM`. */
export const NAMED = `p.id, p.school_id AS "schoolId", p.person_id AS "personId", coalesce(n.family, p.newcomer->'name'->>'family') AS family,
  coalesce(n.given, p.newcomer->'name'->>'given') AS given, coalesce(n.patronymic, p.newcomer->'name'->>'patronymic') AS patronymic,
  p.role, p.title, p.order_number AS "orderNumber", p.starts_on AS "startsOn", p.ends_on AS "endsOn", p.status, p.reason, p.requested_by AS "requestedBy",
  CASE WHEN p.order_number IS NOT NULL THEN p.created_at END AS "requestedAt"`;
export const NAMED_FROM = 'schools.staff_positions p LEFT JOIN identity.v_person n ON n.id = p.person_id';
const STORED = `id, school_id AS "schoolId", person_id AS "personId", newcomer, role, title, order_number AS "orderNumber", starts_on AS "startsOn",
  ends_on AS "endsOn", status, reason, requested_by AS "requestedBy"`;

/** Appointments, and the roles people hold in a school without one. */
@Injectable()
export class PositionRepository {
  constructor(private readonly db: Db) {}

  /** Staff by name. A role given without an order is a position of its own; its id is that of the role. */
  async page(schoolId: string, filter: { role?: PositionRole; status?: PositionStatus; personId?: string }, page: PageRequest): Promise<Page<Position>> {
    const found = await keysetPage<PositionRow>(this.db,
      `SELECT * FROM (
         SELECT ${NAMED} FROM ${NAMED_FROM} WHERE p.school_id = $1
         UNION ALL
         SELECT r.assignment_id, r.school_id, r.person_id, n.family, n.given, n.patronymic, r.role, NULL, NULL, (r.valid_from AT TIME ZONE s.zone)::date,
           ((r.valid_until - interval '1 microsecond') AT TIME ZONE s.zone)::date, 'active', NULL, NULL, NULL
         FROM identity.v_role r JOIN identity.v_person n ON n.id = r.person_id JOIN schools.schools s ON s.id = r.school_id
         WHERE r.school_id = $1 AND r.status = 'active' AND r.role = ANY ($2)
           AND NOT EXISTS (SELECT FROM schools.staff_positions a WHERE a.school_id = $1 AND a.person_id = r.person_id AND a.role = r.role AND a.status = 'active')
       ) staff
       WHERE ($3::text IS NULL OR role = $3) AND (status = $4 OR ($4::text IS NULL AND status IN ('active', 'awaiting_confirmation')))
         AND ($5::uuid IS NULL OR "personId" = $5)`,
      [schoolId, POSITION_ROLES, filter.role ?? null, filter.status ?? null, filter.personId ?? null],
      [{ sql: `coalesce(family, '')`, type: 'text', of: (p) => p.family ?? '' }, { sql: `coalesce(given, '')`, type: 'text', of: (p) => p.given ?? '' }, { sql: 'id', type: 'uuid', of: (p) => p.id }], page);
    return { ...found, items: found.items.map(toPosition) };
  }

  /** By its own id. */
  async byId(id: string): Promise<Position | null> {
    const row = await this.db.one<PositionRow>(`SELECT ${NAMED} FROM ${NAMED_FROM} WHERE p.id = $1`, [id]);
    return row === null ? null : toPosition(row);
  }

  /** Locked until the transaction ends. */
  stored(id: string): Promise<StoredPosition | null> {
    return this.db.one<StoredPosition>(`SELECT ${STORED} FROM schools.staff_positions WHERE id = $1 FOR UPDATE`, [id]);
  }

  /** Positions of the person that count, in this role. */
  standing(schoolId: string, personId: string, role: PositionRole): Promise<StoredPosition[]> {
    return this.db.query<StoredPosition>(
      `SELECT ${STORED} FROM schools.staff_positions WHERE school_id = $1 AND person_id = $2 AND role = $3 AND status = 'active' ORDER BY id`, [schoolId, personId, role]);
  }

  async insert(p: StoredPosition, at: Date): Promise<void> {
    await this.db.query(
      `INSERT INTO schools.staff_positions (school_id, id, person_id, newcomer, role, title, order_number, starts_on, ends_on, status, reason, requested_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [p.schoolId, p.id, p.personId, p.newcomer === null ? null : JSON.stringify(p.newcomer), p.role, p.title, p.orderNumber, p.startsOn, p.endsOn, p.status, p.reason, p.requestedBy, at]);
  }

  async end({ schoolId, id }: StoredPosition, status: 'active' | 'ended', endsOn: string, orderNumber: string | null, reason: string | null): Promise<void> {
    await this.db.query(
      `UPDATE schools.staff_positions SET status = $3, ends_on = $4, end_order_number = coalesce($5, end_order_number), reason = coalesce($6, reason)
       WHERE school_id = $1 AND id = $2`, [schoolId, id, status, endsOn, orderNumber, reason]);
  }

  /** A staff role held in this school without a position, by the id of the role. */
  unordered(schoolId: string, assignmentId: string): Promise<{ personId: string; role: PositionRole; startsOn: string } | null> {
    return this.db.one(
      `SELECT r.person_id AS "personId", r.role, (r.valid_from AT TIME ZONE s.zone)::date AS "startsOn" FROM identity.v_role r JOIN schools.schools s ON s.id = r.school_id
       WHERE r.assignment_id = $2 AND r.school_id = $1 AND r.status = 'active' AND r.role = ANY ($3)`, [schoolId, assignmentId, POSITION_ROLES]);
  }

  /** One at a time ends administrators of a school, or two could end each other. */
  async lockSchool(schoolId: string): Promise<void> {
    await this.db.query('SELECT FROM schools.schools WHERE id = $1 FOR NO KEY UPDATE', [schoolId]);
  }

  /** Does somebody else administer the school with no end in sight? */
  async otherAdministrator(schoolId: string, personId: string): Promise<boolean> {
    const row = await this.db.one(
      `SELECT 1 AS found FROM identity.v_role r
       WHERE r.school_id = $1 AND r.role = 'school_admin' AND r.status = 'active' AND r.valid_until IS NULL AND r.person_id <> $2
         AND NOT EXISTS (SELECT FROM schools.staff_positions p WHERE p.school_id = $1 AND p.person_id = r.person_id AND p.role = 'school_admin' AND p.status = 'active'
           GROUP BY p.person_id HAVING bool_and(p.ends_on IS NOT NULL)) LIMIT 1`, [schoolId, personId]);
    return row !== null;
  }

  /** Has the person any role in the school, an ended one too? */
  async knownIn(schoolId: string, personId: string): Promise<boolean> {
    return (await this.db.one('SELECT 1 AS found FROM identity.v_role WHERE school_id = $1 AND person_id = $2 LIMIT 1', [schoolId, personId])) !== null;
  }
}

export function toPosition({ family, given, patronymic, ...row }: PositionRow): Position {
  const name: PersonName | null = family === null ? null : { family, given: given!, patronymic };
  return { ...row, name };
}
