import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/index.js';
import { HotDb, type Statement } from '../../../platform/database/index.js';
import { OPERATORS, type RoleCode, SCHOOL_STAFF } from '../../../shared/roles.js';
import { forcedBefore } from '../domain/password-age.js';

/** What the account owes before anything else works. */
export interface SetupRow {
  readonly passwordDue: boolean;
  readonly emailDue: boolean;
  readonly phoneDue: boolean;
  readonly needsFactor: boolean;
}

export interface LiveSessionRow extends SetupRow {
  /** The role acted in: the token's, or for a token without one what the person holds by now. */
  readonly assignmentId: string | null;
  readonly role: RoleCode | null;
  readonly schoolId: string | null;
  readonly classId: string | null;
  readonly regionCode: string | null;
  readonly groupId: string | null;
  readonly confirmed: boolean;
  readonly birthDate: string | null;
}

/** Somebody who holds a role of staff or operator and has no second factor that is enough for it yet; a code by e-mail is for families only (ID-5). */
export const NEEDS_FACTOR = `(EXISTS (SELECT FROM identity.role_assignments f WHERE f.person_id = a.person_id AND f.status = 'active'
    AND f.valid_from <= $NOW AND (f.valid_until IS NULL OR f.valid_until > $NOW) AND f.role = ANY($STAFF))
  AND NOT EXISTS (SELECT FROM identity.enrolled_factors t WHERE t.person_id = a.person_id AND t.kind <> 'email'))`;

export const ROLES_WITH_FACTOR: readonly RoleCode[] = [...SCHOOL_STAFF, ...OPERATORS];

const contactDue = (kind: string): string => `a.contacts_due AND NOT EXISTS (
  SELECT FROM identity.contacts c WHERE c.person_id = a.person_id AND c.kind = '${kind}' AND c.proved_at IS NOT NULL)`;

/** A transit password or one grown too old (before $FORCED), and contacts a transit password asks for (ID-3, ID-4). */
export const SETUP_DUE = `a.password_transit OR coalesce(a.password_set_at < $FORCED::timestamptz, false) AS "passwordDue",
  ${contactDue('email')} AS "emailDue", ${contactDue('phone')} AS "phoneDue"`;

/** In the words clients know. */
export function toMustChange({ passwordDue, emailDue, phoneDue, needsFactor }: SetupRow): string[] {
  return Object.entries({ password: passwordDue, email: emailDue, phone: phoneDue, factor: needsFactor }).filter(([, due]) => due).map(([what]) => what);
}

const FIND: Statement = {
  name: 'identity-live-session',
  text: `SELECT r.id AS "assignmentId", r.role, r.school_id AS "schoolId", r.class_id AS "classId", r.region_code AS "regionCode", r.group_id AS "groupId",
      ${SETUP_DUE.replaceAll('$FORCED', '$6')},
      ${NEEDS_FACTOR.replaceAll('$NOW', '$4').replaceAll('$STAFF', '$5::text[]')} AS "needsFactor",
      (SELECT p.birth_date FROM identity.people p WHERE p.id = s.person_id) AS "birthDate",
      EXISTS (SELECT FROM identity.level_confirmations c WHERE c.person_id = s.person_id AND c.ended_at IS NULL) AS confirmed
    FROM identity.sessions s
    JOIN identity.accounts a ON a.person_id = s.person_id
    LEFT JOIN identity.role_assignments r ON r.id = coalesce($3::uuid, (
        SELECT o.id FROM identity.role_assignments o
        WHERE o.person_id = s.person_id AND o.status = 'active' AND o.valid_from <= $4 AND (o.valid_until IS NULL OR o.valid_until > $4)
        ORDER BY o.id = s.assignment_id DESC NULLS LAST, o.id = a.last_assignment_id DESC NULLS LAST, o.valid_from, o.id LIMIT 1))
      AND r.person_id = s.person_id AND r.status = 'active'
      AND r.valid_from <= $4 AND (r.valid_until IS NULL OR r.valid_until > $4)
    WHERE s.id = $1 AND s.person_id = $2 AND s.ended_at IS NULL AND s.idle_until > $4 AND a.status = 'active'
      AND ($3::uuid IS NULL OR r.id IS NOT NULL)`,
};

@Injectable()
export class LiveSessionsRepository {
  constructor(private readonly hot: HotDb, private readonly config: Config) {}

  /** Session, account, role acted in and what is to be set, in one round trip; null when one of them is over. */
  async find(sessionId: string, personId: string, assignmentId: string | null, now: Date): Promise<LiveSessionRow | null> {
    return (await this.hot.run<LiveSessionRow>(FIND, [sessionId, personId, assignmentId, now, ROLES_WITH_FACTOR, forcedBefore(this.config.settings, now)]))[0] ?? null;
  }
}
