import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { GuestAccess, GuestAccessView, GuestReason, GuestStatus } from '../guests.contracts.js';
import type { LinkViewer } from '../family.policy.js';

export type NewGuestAccess = Pick<GuestAccess, 'id' | 'schoolId' | 'pupilId' | 'givenBy' | 'relation' | 'aliasKey' | 'name' | 'createdAt' | 'validUntil'>;

const NAME = (alias: string) => `jsonb_build_object('family', ${alias}.family, 'given', ${alias}.given, 'patronymic', ${alias}.patronymic)`;
const COLUMNS = `a.id, a.school_id AS "schoolId", a.pupil_id AS "pupilId", a.given_by AS "givenBy", a.relation, a.alias_key AS "aliasKey", ${NAME('a')} AS name,
  a.guest_id AS "guestId", a.status, a.reason, a.created_at AS "createdAt", a.valid_until AS "validUntil", a.version`;

@Injectable()
export class GuestRepository {
  constructor(private readonly db: Db) {}

  /** False when one stands for the same person already. */
  async insert(a: NewGuestAccess): Promise<boolean> {
    return await this.db.one(
      `INSERT INTO family.guest_accesses (school_id, id, pupil_id, given_by, relation, alias_key, family, given, patronymic, status, created_at, changed_at, valid_until)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'awaiting_confirmation', $10, $10, $11)
       ON CONFLICT (school_id, pupil_id, alias_key) WHERE status IN ('awaiting_confirmation', 'active') DO NOTHING RETURNING id`,
      [a.schoolId, a.id, a.pupilId, a.givenBy, a.relation, a.aliasKey, a.name.family, a.name.given, a.name.patronymic ?? null, a.createdAt, a.validUntil]) !== null;
  }

  read(id: string): Promise<GuestAccess | null> {
    return this.db.one<GuestAccess & Record<string, unknown>>(`SELECT ${COLUMNS} FROM family.guest_accesses a WHERE a.id = $1`, [id]);
  }

  /** Locked to the end of the transaction. */
  lock(schoolId: string, id: string): Promise<GuestAccess | null> {
    return this.db.one<GuestAccess & Record<string, unknown>>(`SELECT ${COLUMNS} FROM family.guest_accesses a WHERE a.school_id = $1 AND a.id = $2 FOR UPDATE`, [schoolId, id]);
  }

  /** Those that stand and were given by this person for this pupil; locked. */
  lockGivenBy(schoolId: string, pupilId: string, personId: string): Promise<GuestAccess[]> {
    return this.db.query<GuestAccess & Record<string, unknown>>(
      `SELECT ${COLUMNS} FROM family.guest_accesses a
       WHERE a.school_id = $1 AND a.pupil_id = $2 AND a.given_by = $3 AND a.status IN ('awaiting_confirmation', 'active') ORDER BY a.id FOR UPDATE`, [schoolId, pupilId, personId]);
  }

  waitingFor(aliasKeys: readonly string[], now: Date): Promise<GuestAccess[]> {
    return this.db.query<GuestAccess & Record<string, unknown>>(
      `SELECT ${COLUMNS} FROM family.guest_accesses a
       WHERE a.alias_key = ANY ($1) AND a.status = 'awaiting_confirmation' AND a.valid_until > $2 ORDER BY a.created_at, a.id LIMIT 100`, [aliasKeys, now]);
  }

  /** Moves one the caller has locked. @param guestId who accepted; null leaves who it is */
  async move({ schoolId, id }: Pick<GuestAccess, 'schoolId' | 'id'>, status: GuestStatus, reason: GuestReason | null, guestId: string | null, at: Date): Promise<void> {
    await this.db.query(
      `UPDATE family.guest_accesses SET status = $3, reason = $4, guest_id = coalesce($5, guest_id), changed_at = $6, version = version + 1 WHERE school_id = $1 AND id = $2`,
      [schoolId, id, status, reason, guestId, at]);
  }

  /**
   * Newest first: a guest's own and those addressed to them; those of the children a representative is linked with; a pupil's
   * own; the school's.
   */
  list(viewer: LinkViewer & { readonly personId: string }, filter: { pupilId: string | null; status: string | null; id: string | null }, limit: number, after: readonly [string, string] | null): Promise<GuestAccessView[]> {
    return this.db.query<GuestAccessView & Record<string, unknown>>(
      `SELECT a.id, a.school_id AS "schoolId", CASE WHEN shown.whole THEN a.pupil_id END AS "pupilId", a.given_by AS "givenBy", a.relation, a.guest_id AS "guestId",
              a.status, a.reason, a.created_at AS "createdAt", a.valid_until AS "validUntil", a.version, s.short_name AS "schoolName",
              CASE WHEN shown.whole THEN ${NAME('p')} ELSE jsonb_build_object('family', left(p.family, 1) || '.', 'given', p.given, 'patronymic', NULL) END AS "pupilName",
              coalesce(CASE WHEN g.id IS NOT NULL THEN ${NAME('g')} END, ${NAME('a')}) AS "guestName", ${NAME('b')} AS "giverName"
       FROM family.guest_accesses a
       JOIN schools.v_pupil p ON p.school_id = a.school_id AND p.id = a.pupil_id
       JOIN schools.v_school s ON s.id = a.school_id
       JOIN identity.v_person b ON b.id = a.given_by
       LEFT JOIN identity.v_person g ON g.id = a.guest_id
       CROSS JOIN LATERAL (SELECT coalesce(a.school_id = $1, false) OR coalesce(p.person_id = $2, false) OR (a.guest_id = $4 AND a.status = 'active')
         OR EXISTS (SELECT FROM family.v_link own WHERE own.guardian_id = $3 AND own.pupil_id = a.pupil_id AND own.can_view) AS whole) shown
       WHERE (shown.whole OR a.guest_id = $4 OR a.id = ANY ($5))
         AND ($6::uuid IS NULL OR a.pupil_id = $6) AND ($7::text IS NULL OR a.status = $7) AND ($8::uuid IS NULL OR a.id = $8)
         AND ($9::timestamptz IS NULL OR (a.created_at, a.id) < ($9, $10::uuid))
       ORDER BY a.created_at DESC, a.id DESC LIMIT $11`,
      [viewer.schoolId, viewer.pupilPersonId, viewer.guardianId, viewer.personId, viewer.invited, filter.pupilId, filter.status, filter.id,
        after?.[0] ?? null, after?.[1] ?? null, limit]);
  }
}
