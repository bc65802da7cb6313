import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { Page } from '../../../../shared/page.js';
import { keysetPage, type PageRequest } from '../../directory/persistence/keyset.js';
import type { ConfirmationRule, Position, PositionRole, StoredPosition, WaitingAppointments } from '../staff.model.js';
import { NAMED, NAMED_FROM, type PositionRow, toPosition } from './position.repository.js';

/** Whose appointments: a region's, a school's; `uncoordinated`: of schools nobody coordinates now, which are the operator's. */
export interface WaitingFilter {
  readonly regionCode: string | null;
  readonly schoolId: string | null;
  readonly uncoordinated: boolean;
}

/** Somebody coordinates the school `s` at the instant $1. */
const COORDINATES = `r.role = 'regional_coordinator' AND r.region_code = s.region_code AND r.status = 'active' AND r.valid_from <= $1 AND (r.valid_until IS NULL OR r.valid_until > $1)`;
/** $1 now  $2 region  $3 school  $4 only of schools nobody coordinates */
const WAITING = `p.status = 'awaiting_confirmation' AND ($2::text IS NULL OR s.region_code = $2) AND ($3::uuid IS NULL OR s.id = $3)
  AND (NOT $4::boolean OR NOT EXISTS (SELECT FROM identity.v_role r WHERE ${COORDINATES}))`;

/** Appointments that wait for the region, and whether they do (SC-5). */
@Injectable()
export class ConfirmationRepository {
  constructor(private readonly db: Db) {}

  /** Null for an unknown school. */
  rule(schoolId: string): Promise<ConfirmationRule | null> {
    return this.db.one<ConfirmationRule>(
      `SELECT s.region_code AS "regionCode", r.confirms_staff AS "ofRegion", s.confirms_staff AS "ofSchool", coalesce(s.confirms_staff, r.confirms_staff) AS required
       FROM schools.schools s JOIN schools.regions r ON r.code = s.region_code WHERE s.id = $1`, [schoolId]);
  }

  /** @param required null: as the region */
  async setSchool(schoolId: string, required: boolean | null): Promise<void> {
    await this.db.query('UPDATE schools.schools SET confirms_staff = $2 WHERE id = $1', [schoolId, required]);
  }

  /** Null for an unknown region. */
  async ofRegion(code: string): Promise<boolean | null> {
    return (await this.db.one<{ confirms: boolean }>('SELECT confirms_staff AS confirms FROM schools.regions WHERE code = $1', [code]))?.confirms ?? null;
  }

  async setRegion(code: string, required: boolean): Promise<void> {
    await this.db.query('UPDATE schools.regions SET confirms_staff = $2 WHERE code = $1', [code, required]);
  }

  /** The oldest first. */
  async awaiting({ regionCode, schoolId, uncoordinated }: WaitingFilter, at: Date, page: PageRequest): Promise<Page<Position>> {
    const found = await keysetPage<PositionRow>(this.db,
      `SELECT ${NAMED} FROM ${NAMED_FROM} JOIN schools.schools s ON s.id = p.school_id WHERE ${WAITING}`, [at, regionCode, schoolId, uncoordinated],
      [{ sql: 'p.id', type: 'uuid', of: (p) => p.id }], page);
    return { ...found, items: found.items.map(toPosition) };
  }

  /** How much waits, null when nothing does. */
  async waiting({ regionCode, schoolId, uncoordinated }: WaitingFilter, at: Date): Promise<WaitingAppointments | null> {
    const found = await this.db.one<{ positions: number; schools: number; since: Date | null }>(
      `SELECT count(*)::int AS positions, count(DISTINCT p.school_id)::int AS schools, min(p.created_at) AS since
       FROM schools.staff_positions p JOIN schools.schools s ON s.id = p.school_id WHERE ${WAITING}`, [at, regionCode, schoolId, uncoordinated]);
    return found === null || found.since === null ? null : { positions: found.positions, schools: found.schools, since: found.since };
  }

  /** Who coordinates the region now. */
  async coordinators(regionCode: string, at: Date): Promise<string[]> {
    const rows = await this.db.query<{ personId: string }>(
      `SELECT DISTINCT r.person_id AS "personId" FROM identity.v_role r, (SELECT $2::text AS region_code) s WHERE ${COORDINATES}`, [at, regionCode]);
    return rows.map((row) => row.personId);
  }

  async isCoordinated(schoolId: string, at: Date): Promise<boolean> {
    return (await this.db.one(`SELECT 1 AS found FROM schools.schools s WHERE s.id = $2 AND EXISTS (SELECT FROM identity.v_role r WHERE ${COORDINATES})`, [at, schoolId])) !== null;
  }

  /** The word on an appointment: whoever is new has an account by now, or is forgotten. */
  async decide({ schoolId, id }: StoredPosition, status: 'active' | 'declined' | 'withdrawn', personId: string | null, reason: string | null, by: string, at: Date): Promise<void> {
    await this.db.query(
      'UPDATE schools.staff_positions SET status = $3, person_id = $4, newcomer = NULL, reason = $5, decided_by = $6, decided_at = $7 WHERE school_id = $1 AND id = $2',
      [schoolId, id, status, personId, reason, by, at]);
  }

  /** Does this very position wait for this very newcomer already? */
  async waitsAlready(schoolId: string, newcomer: StoredPosition['newcomer'], role: PositionRole, title: string): Promise<boolean> {
    return (await this.db.one(
      `SELECT 1 AS found FROM schools.staff_positions WHERE school_id = $1 AND status = 'awaiting_confirmation' AND newcomer = $2::jsonb AND role = $3 AND title = $4 LIMIT 1`,
      [schoolId, JSON.stringify(newcomer), role, title])) !== null;
  }

  /** Other positions of the newcomer, who has an account now, wait for that person. */
  async recognise({ schoolId, newcomer }: StoredPosition, personId: string): Promise<void> {
    await this.db.query(
      `UPDATE schools.staff_positions SET person_id = $3, newcomer = NULL WHERE school_id = $1 AND status = 'awaiting_confirmation' AND newcomer = $2::jsonb`,
      [schoolId, JSON.stringify(newcomer), personId]);
  }
}
