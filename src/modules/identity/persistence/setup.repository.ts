import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/index.js';
import { Db } from '../../../platform/database/index.js';
import { forcedBefore } from '../domain/password-age.js';
import { NEEDS_FACTOR, ROLES_WITH_FACTOR, SETUP_DUE, type SetupRow, toMustChange } from './live-sessions.repository.js';

/** What an account owes before anything else works. */
@Injectable()
export class SetupRepository {
  constructor(private readonly db: Db, private readonly config: Config) {}

  /** In the words of `mustChange`. */
  async due(personId: string, now: Date): Promise<string[]> {
    const row = await this.db.one<SetupRow>(
      `SELECT ${SETUP_DUE.replaceAll('$FORCED', '$4')}, ${NEEDS_FACTOR.replaceAll('$NOW', '$2').replaceAll('$STAFF', '$3::text[]')} AS "needsFactor"
       FROM identity.accounts a WHERE a.person_id = $1`, [personId, now, ROLES_WITH_FACTOR, forcedBefore(this.config.settings, now)]);
    return row === null ? [] : toMustChange(row);
  }

  /**
   * Accounts whose password was set, or a contact proved, before these instants, and whose owner was not told since.
   * They count as told from now on.
   */
  async takeOld(passwordBefore: Date | null, contactsBefore: Date, now: Date, limit: number): Promise<{ personId: string; password: boolean; contacts: boolean }[]> {
    return this.db.query(
      `WITH old AS (
         SELECT a.person_id, coalesce(a.password_set_at < $1, false) AS password,
           EXISTS (SELECT FROM identity.contacts c WHERE c.person_id = a.person_id AND c.proved_at < $2) AS contacts
         FROM identity.accounts a
         WHERE a.status = 'active' AND (a.reminded_at IS NULL OR a.reminded_at < least($1, $2)) AND (a.password_set_at < $1
           OR EXISTS (SELECT FROM identity.contacts c WHERE c.person_id = a.person_id AND c.proved_at < $2))
         LIMIT $4 FOR UPDATE OF a SKIP LOCKED)
       UPDATE identity.accounts a SET reminded_at = $3 FROM old WHERE a.person_id = old.person_id
       RETURNING a.person_id AS "personId", old.password, old.contacts`, [passwordBefore, contactsBefore, now, limit]);
  }
}
