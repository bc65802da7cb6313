import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import { FACTOR_KINDS, type Factor, type FactorKind } from '../identity.contracts.js';
import { ROLES_WITH_FACTOR } from './live-sessions.repository.js';

/** Which second factors people have on; the secrets live in `factors/`. */
@Injectable()
export class FactorsRepository {
  constructor(private readonly db: Db) {}

  /** Oldest first; the recovery codes are one entry, under the person's id. */
  list(personId: string): Promise<Factor[]> {
    return this.db.query<Factor>(
      `SELECT id, 'totp' AS kind, label, created_at AS "createdAt", NULL::timestamptz AS "lastUsedAt", NULL::timestamptz AS "endsAt", NULL::integer AS "left"
         FROM identity.totp_factors WHERE person_id = $1 AND confirmed_at IS NOT NULL
       UNION ALL
       SELECT id, kind, label, created_at, last_used_at, ends_at, NULL FROM identity.factors WHERE person_id = $1 AND confirmed_at IS NOT NULL
       UNION ALL
       SELECT person_id, 'recovery', '', min(created_at), max(used_at), NULL, (count(*) FILTER (WHERE used_at IS NULL))::integer
         FROM identity.recovery_codes WHERE person_id = $1 GROUP BY person_id
       ORDER BY 4, 1`, [personId]);
  }

  /** Takes away every factor there is, those that wait to be confirmed too. False when there was none. */
  async removeAll(personId: string): Promise<boolean> {
    let removed = 0;
    for (const table of ['totp_factors', 'factors', 'recovery_codes']) removed += await this.db.affected(`DELETE FROM identity.${table} WHERE person_id = $1`, [personId]);
    return removed > 0;
  }

  /** Has a second factor that is enough by itself. */
  async isEnrolled(personId: string): Promise<boolean> {
    return await this.db.one('SELECT 1 FROM identity.enrolled_factors WHERE person_id = $1 LIMIT 1', [personId]) !== null;
  }

  /** Has one that staff and operators may do with: a code by e-mail is for families only (ID-5). */
  async isEnoughForStaff(personId: string): Promise<boolean> {
    return await this.db.one(`SELECT 1 FROM identity.enrolled_factors WHERE person_id = $1 AND kind <> 'email' LIMIT 1`, [personId]) !== null;
  }

  /**
   * What the person can answer a challenge with now, in the order of `FACTOR_KINDS`; none for somebody without a second
   * factor. Push needs another signed-in device. The code by e-mail of somebody who has become staff stays until they have
   * another factor: a role must not weaken a sign-in.
   * @param sessionId the session that asks (step-up): it does not confirm itself
   */
  async usable(personId: string, now: Date, sessionId: string | null): Promise<FactorKind[]> {
    const rows = await this.db.query<{ kind: FactorKind | 'staff'; stands: boolean }>(
      `SELECT kind, true AS stands FROM identity.enrolled_factors WHERE person_id = $1
       UNION SELECT 'recovery', false WHERE EXISTS (SELECT FROM identity.recovery_codes WHERE person_id = $1 AND used_at IS NULL)
       UNION SELECT 'push', false WHERE EXISTS (SELECT FROM identity.factors WHERE person_id = $1 AND kind = 'push' AND confirmed_at IS NOT NULL)
         AND EXISTS (SELECT FROM identity.sessions WHERE person_id = $1 AND acr = 'second_factor' AND ended_at IS NULL AND idle_until > $2 AND id IS DISTINCT FROM $3::uuid)
       UNION SELECT 'staff', false WHERE EXISTS (SELECT FROM identity.role_assignments WHERE person_id = $1 AND status = 'active' AND role = ANY($4)
         AND valid_from <= $2 AND (valid_until IS NULL OR valid_until > $2))`, [personId, now, sessionId, ROLES_WITH_FACTOR]);
    const standing = rows.filter((row) => row.stands);
    if (standing.length === 0) return [];
    const kinds = new Set<string>(rows.map((row) => row.kind));
    if (kinds.has('staff') && standing.length > 1) kinds.delete('email');
    return FACTOR_KINDS.filter((kind) => kinds.has(kind));
  }
}
