import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { AccountStatus } from '../identity.contracts.js';

export interface AccountRow {
  readonly personId: string;
  readonly status: AccountStatus;
  readonly login: string | null;
  readonly passwordHash: string | null;
  readonly passwordTransit: boolean;
  /** E-mail and phone are to be proved before anything else works (ID-4). */
  readonly contactsDue: boolean;
  readonly locale: 'ru' | 'en';
  readonly lastAssignmentId: string | null;
  readonly version: number;
}

const COLUMNS = `person_id AS "personId", status, login, password_hash AS "passwordHash", password_transit AS "passwordTransit", contacts_due AS "contactsDue", locale,
  last_assignment_id AS "lastAssignmentId", version`;

@Injectable()
export class AccountsRepository {
  constructor(private readonly db: Db) {}

  async insert(account: { personId: string; login: string | null; passwordHash: string | null; transit: boolean; locale: 'ru' | 'en' }, at: Date): Promise<void> {
    await this.db.query(
      `INSERT INTO identity.accounts (person_id, login, password_hash, password_set_at, password_transit, locale, created_at)
       VALUES ($1, $2, $3, CASE WHEN $3::text IS NULL THEN NULL ELSE $6::timestamptz END, $4, $5, $6)`,
      [account.personId, account.login, account.passwordHash, account.transit, account.locale, at]);
  }

  find(personId: string): Promise<AccountRow | null> {
    return this.db.one<AccountRow>(`SELECT ${COLUMNS} FROM identity.accounts WHERE person_id = $1`, [personId]);
  }

  /** Locks the account's row to the end of the transaction. */
  findForUpdate(personId: string): Promise<AccountRow | null> {
    return this.db.one<AccountRow>(`SELECT ${COLUMNS} FROM identity.accounts WHERE person_id = $1 FOR UPDATE`, [personId]);
  }

  /** Whether the account is active, and stays so to the end of the transaction. */
  async holdActive(personId: string): Promise<boolean> {
    return await this.db.one(`SELECT 1 FROM identity.accounts WHERE person_id = $1 AND status = 'active' FOR SHARE`, [personId]) !== null;
  }

  /** Sets a new password and keeps its hash among the person's former ones (ID-3). */
  async setPassword(personId: string, hash: string, transit: boolean, at: Date): Promise<void> {
    await this.db.query(
      `UPDATE identity.accounts SET password_hash = $2, password_set_at = $4, password_transit = $3, contacts_due = contacts_due OR $3, version = version + 1 WHERE person_id = $1`,
      [personId, hash, transit, at]);
    await this.db.query('INSERT INTO identity.password_history (person_id, set_at, hash) VALUES ($1, $2, $3)', [personId, at, hash]);
  }

  /** Of these people, those with a login name, a transit password nobody has replaced, and no contact proved. */
  async waitingForFirstSignIn(personIds: readonly string[]): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `SELECT a.person_id AS id FROM identity.accounts a
       WHERE a.person_id = ANY ($1) AND a.status = 'active' AND a.password_transit AND a.login IS NOT NULL
         AND NOT EXISTS (SELECT FROM identity.contacts c WHERE c.person_id = a.person_id AND c.proved_at IS NOT NULL)`, [personIds]);
    return rows.map((r) => r.id);
  }

  /** From now on no password is right. */
  async dropPassword(personId: string): Promise<void> {
    await this.db.query('UPDATE identity.accounts SET password_hash = NULL, password_set_at = NULL, version = version + 1 WHERE person_id = $1', [personId]);
  }

  async formerHashes(personId: string, limit: number): Promise<string[]> {
    const rows = await this.db.query<{ hash: string }>(
      'SELECT hash FROM identity.password_history WHERE person_id = $1 ORDER BY set_at DESC LIMIT $2', [personId, limit]);
    return rows.map((r) => r.hash);
  }

  /** The next version, or null when somebody else was first. */
  async setLocale(personId: string, locale: 'ru' | 'en', version: number): Promise<number | null> {
    const row = await this.db.one<{ version: number }>(
      'UPDATE identity.accounts SET locale = $2, version = version + 1 WHERE person_id = $1 AND version = $3 RETURNING version', [personId, locale, version]);
    return row?.version ?? null;
  }

  async setLastAssignment(personId: string, assignmentId: string | null): Promise<void> {
    await this.db.query('UPDATE identity.accounts SET last_assignment_id = $2 WHERE person_id = $1', [personId, assignmentId]);
  }
}
