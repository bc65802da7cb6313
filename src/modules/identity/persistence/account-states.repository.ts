import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import { newId } from '../../../shared/ids.js';
import type { AccountStatus, StatusGround } from '../identity.contracts.js';

export interface StatusMove {
  readonly from: readonly AccountStatus[];
  readonly to: AccountStatus;
  readonly ground: StatusGround;
  /** Why, in the words of staff. */
  readonly reason: string | null;
  /** Null: the program itself. */
  readonly by: string | null;
}

export interface StatusChange {
  readonly id: string;
  readonly at: Date;
  readonly from: AccountStatus;
  readonly to: AccountStatus;
  readonly ground: StatusGround;
  readonly reason: string | null;
  readonly by: string | null;
}

const COLUMNS = 'id, at, from_status AS "from", to_status AS "to", ground, reason, changed_by AS "by"';

/** An account's status with the history of its changes (ID-17). */
@Injectable()
export class AccountStatesRepository {
  constructor(private readonly db: Db) {}

  /** The change made, or null when the account is in none of the states it may be moved from. */
  async move(personId: string, { from, to, ground, reason, by }: StatusMove, at: Date): Promise<string | null> {
    const before = await this.db.one<{ status: AccountStatus }>(
      'SELECT status FROM identity.accounts WHERE person_id = $1 AND status = ANY ($2) FOR UPDATE', [personId, from]);
    if (before === null) return null;
    await this.db.query(
      `UPDATE identity.accounts SET status = $2, status_reason = $3, status_changed_at = $5, status_changed_by = $4, version = version + 1 WHERE person_id = $1`,
      [personId, to, reason, by, at]);
    const id = newId(at);
    await this.db.query(
      `INSERT INTO identity.status_changes (id, person_id, at, from_status, to_status, ground, reason, changed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, personId, at, before.status, to, ground, reason, by]);
    return id;
  }

  find(id: string): Promise<StatusChange | null> {
    return this.db.one<StatusChange & Record<string, unknown>>(`SELECT ${COLUMNS} FROM identity.status_changes WHERE id = $1`, [id]);
  }

  /** Newest first. */
  ofPerson(personId: string): Promise<StatusChange[]> {
    return this.db.query<StatusChange & Record<string, unknown>>(
      `SELECT ${COLUMNS} FROM identity.status_changes WHERE person_id = $1 ORDER BY at DESC, id DESC LIMIT 50`, [personId]);
  }

  /** A device in foreign hands must not answer a question of this account. */
  async endPush(personId: string): Promise<void> {
    await this.db.query(`DELETE FROM identity.factors WHERE person_id = $1 AND kind = 'push'`, [personId]);
  }

  /** Whatever a closed account signed in by is free for another one, and numbers of documents are not kept longer than they serve. */
  async strip(personId: string, at: Date): Promise<void> {
    for (const table of ['aliases', 'linked_accounts', 'totp_factors', 'factors', 'recovery_codes', 'person_documents']) {
      await this.db.query(`DELETE FROM identity.${table} WHERE person_id = $1`, [personId]);
    }
    await this.db.query(`UPDATE identity.data_corrections SET status = 'replaced', sealed = NULL, decided_at = $2 WHERE person_id = $1 AND status = 'pending'`, [personId, at]);
    await this.db.query('UPDATE identity.people SET snils_sealed = NULL, snils_index = NULL, version = version + 1 WHERE id = $1', [personId]);
  }
}
