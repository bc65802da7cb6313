import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { Page } from '../../../../shared/page.js';
import { keysetPage, type PageRequest } from '../../directory/persistence/keyset.js';
import type { ConfirmationRule, Position, PositionRole, StoredPosition, WaitingAppointments } from '../staff.model.js';
import { NAMED, NAMED_FROM, type PositionRow, toPosition } from './position.repository.js';

/** Whose appointments; what is null does not narrow. */
export interface WaitingFilter {
  readonly regionCode: string | null;
  /** Of the schools of this group today. */
  readonly groupId: string | null;
  readonly schoolId: string | null;
  /** Of the schools this person coordinates. */
  readonly coordinator: string | null;
  /** Of schools nobody coordinates now, which are the operator's. */
  readonly uncoordinated: boolean;
}

export const EVERYWHERE: WaitingFilter = { regionCode: null, groupId: null, schoolId: null, coordinator: null, uncoordinated: false };

/** The school `s` is in the group on the day it is there at the instant $1. */
const IN_GROUP = (group: string) => `EXISTS (SELECT FROM schools.school_group_members m WHERE m.group_id = ${group} AND m.school_id = s.id
  AND m.valid_from <= ($1::timestamptz AT TIME ZONE s.zone)::date AND (m.valid_until IS NULL OR m.valid_until > ($1::timestamptz AT TIME ZONE s.zone)::date))`;
/** Somebody coordinates the school `s` at the instant $1: its region, or a group it is in. */
const COORDINATES = `r.role = 'regional_coordinator' AND r.region_code = s.region_code AND r.status = 'active' AND r.valid_from <= $1 AND (r.valid_until IS NULL OR r.valid_until > $1)
  AND (r.group_id IS NULL OR ${IN_GROUP('r.group_id')})`;
/** $1 now  $2 region  $3 group  $4 school  $5 coordinator  $6 only of schools nobody coordinates */
const WAITING = `p.status = 'awaiting_confirmation' AND ($2::text IS NULL OR s.region_code = $2) AND ($3::uuid IS NULL OR ${IN_GROUP('$3::uuid')}) AND ($4::uuid IS NULL OR s.id = $4)
  AND ($5::uuid IS NULL OR EXISTS (SELECT FROM identity.v_role r WHERE r.person_id = $5 AND ${COORDINATES}))
  AND (NOT $6::boolean OR NOT EXISTS (SELECT FROM identity.v_role r WHERE ${COORDINATES}))`;

function waitingParams({ regionCode, groupId, schoolId, coordinator, uncoordinated }: WaitingFilter, at: Date): unknown[] {
  return [at, regionCode, groupId, schoolId, coordinator, uncoordinated];
}

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
  async awaiting(filter: Omit<WaitingFilter, 'coordinator'>, at: Date, page: PageRequest): Promise<Page<Position>> {
    const found = await keysetPage<PositionRow>(this.db,
      `SELECT ${NAMED} FROM ${NAMED_FROM} JOIN schools.schools s ON s.id = p.school_id WHERE ${WAITING}`, waitingParams({ coordinator: null, ...filter }, at),
      [{ sql: 'p.id', type: 'uuid', of: (p) => p.id }], page);
    return { ...found, items: found.items.map(toPosition) };
  }

  /** How much waits, null when nothing does. */
  async waiting(filter: WaitingFilter, at: Date): Promise<WaitingAppointments | null> {
    const found = await this.db.one<{ positions: number; schools: number; since: Date | null }>(
      `SELECT count(*)::int AS positions, count(DISTINCT p.school_id)::int AS schools, min(p.created_at) AS since
       FROM schools.staff_positions p JOIN schools.schools s ON s.id = p.school_id WHERE ${WAITING}`, waitingParams(filter, at));
    return found === null || found.since === null ? null : { positions: found.positions, schools: found.schools, since: found.since };
  }

  /** Who coordinates a school of the region of which something waits now. */
  async coordinators(regionCode: string, at: Date): Promise<string[]> {
    const rows = await this.db.query<{ personId: string }>(
      `SELECT DISTINCT r.person_id AS "personId" FROM schools.schools s JOIN identity.v_role r ON ${COORDINATES}
       WHERE s.region_code = $2 AND EXISTS (SELECT FROM schools.staff_positions p WHERE p.school_id = s.id AND p.status = 'awaiting_confirmation')`, [at, regionCode]);
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
