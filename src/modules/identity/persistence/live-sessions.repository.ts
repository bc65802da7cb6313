import { Injectable } from '@nestjs/common';
import { HotDb, type Statement } from '../../../platform/database/index.js';
import { OPERATORS, type RoleCode, SCHOOL_STAFF } from '../../../shared/roles.js';

export interface LiveSessionRow {
  readonly role: RoleCode | null;
  readonly schoolId: string | null;
  readonly classId: string | null;
  readonly regionCode: string | null;
  readonly passwordTransit: boolean;
  readonly needsFactor: boolean;
}

/** Somebody who holds a role of staff or operator and has no second factor that is enough for it yet; a code by e-mail is for families only (ID-5). */
export const NEEDS_FACTOR = `(EXISTS (SELECT FROM identity.role_assignments f WHERE f.person_id = a.person_id AND f.status = 'active'
    AND f.valid_from <= $NOW AND (f.valid_until IS NULL OR f.valid_until > $NOW) AND f.role = ANY($STAFF))
  AND NOT EXISTS (SELECT FROM identity.enrolled_factors t WHERE t.person_id = a.person_id AND t.kind <> 'email'))`;

export const ROLES_WITH_FACTOR: readonly RoleCode[] = [...SCHOOL_STAFF, ...OPERATORS];

const FIND: Statement = {
  name: 'identity-live-session',
  text: `SELECT r.role, r.school_id AS "schoolId", r.class_id AS "classId", r.region_code AS "regionCode", a.password_transit AS "passwordTransit",
      ${NEEDS_FACTOR.replaceAll('$NOW', '$4').replaceAll('$STAFF', '$5::text[]')} AS "needsFactor"
    FROM identity.sessions s
    JOIN identity.accounts a ON a.person_id = s.person_id
    LEFT JOIN identity.role_assignments r ON r.id = $3 AND r.person_id = s.person_id AND r.status = 'active'
      AND r.valid_from <= $4 AND (r.valid_until IS NULL OR r.valid_until > $4)
    WHERE s.id = $1 AND s.person_id = $2 AND s.ended_at IS NULL AND s.idle_until > $4 AND a.status = 'active'
      AND ($3::uuid IS NULL OR r.id IS NOT NULL)`,
};

@Injectable()
export class LiveSessionsRepository {
  constructor(private readonly hot: HotDb) {}

  /** Session, account, role acted in and what is to be set, in one round trip; null when one of them is over. */
  async find(sessionId: string, personId: string, assignmentId: string | null, now: Date): Promise<LiveSessionRow | null> {
    return (await this.hot.run<LiveSessionRow>(FIND, [sessionId, personId, assignmentId, now, ROLES_WITH_FACTOR]))[0] ?? null;
  }
}
