import { Injectable } from '@nestjs/common';
import { Envelope, type Place } from '../../../platform/crypto/index.js';
import { Db } from '../../../platform/database/index.js';
import type { LoginLetter, LoginLetterState } from '../identity.contracts.js';

const COLUMNS = `id, person_id AS "personId", channel, recipient, created_at AS "createdAt", expires_at AS "expiresAt", state, reason, settled_at AS "settledAt"`;

/** Letters with a login and a transit password (ID-4). The password is sealed, and leaves the row when the letter has gone. */
@Injectable()
export class LoginLettersRepository {
  constructor(private readonly db: Db, private readonly envelope: Envelope) {}

  async insert(letter: Pick<LoginLetter, 'id' | 'personId' | 'channel' | 'recipient' | 'createdAt' | 'expiresAt'>, by: string | null): Promise<void> {
    const { id, personId, channel, recipient, createdAt, expiresAt } = letter;
    await this.db.query(
      'INSERT INTO identity.login_letters (id, person_id, channel, recipient, created_at, created_by, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [id, personId, channel, recipient, createdAt, by, expiresAt]);
  }

  find(id: string): Promise<LoginLetter | null> {
    return this.one('id = $1', id);
  }

  /** The last one asked for: those before it count no more. */
  latest(personId: string): Promise<LoginLetter | null> {
    return this.one('person_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1', personId);
  }

  /** The password in a letter that is on its way. */
  async password(id: string): Promise<string | null> {
    const row = await this.db.one<{ sealed: string | null }>('SELECT sealed FROM identity.login_letters WHERE id = $1', [id]);
    return row?.sealed == null ? null : this.envelope.open(row.sealed, placeOf(id));
  }

  /** The password the letter leaves with, the same at every try. */
  async putPassword(id: string, password: string): Promise<void> {
    await this.db.query(`UPDATE identity.login_letters SET sealed = $2, state = 'waiting', settled_at = NULL, reason = NULL WHERE id = $1`,
      [id, this.envelope.seal(password, placeOf(id))]);
  }

  async settle(id: string, state: LoginLetterState, reason: string | null, at: Date): Promise<void> {
    await this.db.query('UPDATE identity.login_letters SET state = $2, reason = $3, settled_at = $4, sealed = NULL WHERE id = $1', [id, state, reason, at]);
  }

  /** Nobody has come in yet, nor set a password of their own, nor proved a contact: the account is still the school's to give. */
  async isUntouched(personId: string): Promise<boolean> {
    return await this.db.one(
      `SELECT 1 FROM identity.accounts a WHERE a.person_id = $1 AND a.status = 'active' AND a.password_transit
         AND NOT EXISTS (SELECT FROM identity.sessions s WHERE s.person_id = a.person_id)
         AND NOT EXISTS (SELECT FROM identity.contacts c WHERE c.person_id = a.person_id AND c.proved_at IS NOT NULL)
         AND NOT EXISTS (SELECT FROM identity.issued_passwords i WHERE i.person_id = a.person_id)`, [personId]) !== null;
  }

  private one(where: string, param: string): Promise<LoginLetter | null> {
    return this.db.one<LoginLetter & Record<string, unknown>>(`SELECT ${COLUMNS} FROM identity.login_letters WHERE ${where}`, [param]);
  }
}

function placeOf(id: string): Place {
  return { table: 'identity.login_letters', column: 'sealed', row: id };
}
