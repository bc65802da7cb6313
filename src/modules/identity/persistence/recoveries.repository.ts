import { Injectable } from '@nestjs/common';
import { Envelope } from '../../../platform/crypto/index.js';
import { Db } from '../../../platform/database/index.js';
import { newId } from '../../../shared/ids.js';
import type { CheckedDocument } from '../domain/checked-document.js';
import type { Contact } from '../domain/contact.js';

/** Somebody who can be recovered by a contact. */
export interface Recoverable {
  readonly personId: string;
  readonly login: string | null;
  readonly locale: 'ru' | 'en';
}

export interface Recovery {
  readonly id: string;
  readonly personId: string | null;
  readonly contactKey: string;
}

const COLUMNS = 'id, person_id AS "personId", contact_key AS "contactKey"';

@Injectable()
export class RecoveriesRepository {
  constructor(private readonly db: Db, private readonly envelope: Envelope) {}

  /** The account, active or frozen, that signs in by this contact, has proved it, and whose owner was born on the day. */
  recoverable(key: string, { kind, value }: Contact, birthDate: string): Promise<Recoverable | null> {
    return this.db.one<Recoverable>(
      `SELECT a.person_id AS "personId", a.login, a.locale
       FROM identity.aliases l JOIN identity.accounts a ON a.person_id = l.person_id JOIN identity.people p ON p.id = a.person_id
         JOIN identity.contacts c ON c.person_id = a.person_id AND c.kind = $2 AND c.value = $3 AND c.proved_at IS NOT NULL
       WHERE l.key = $1 AND a.status IN ('active', 'frozen') AND p.birth_date = $4`, [key, kind, value, birthDate]);
  }

  async insert(recovery: Recovery, at: Date, expiresAt: Date): Promise<void> {
    await this.db.query('INSERT INTO identity.recoveries (id, person_id, contact_key, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)',
      [recovery.id, recovery.personId, recovery.contactKey, at, expiresAt]);
  }

  /** One that waits for its code. */
  find(id: string, now: Date): Promise<Recovery | null> {
    return this.db.one<Recovery>(`SELECT ${COLUMNS} FROM identity.recoveries WHERE id = $1 AND expires_at > $2 AND ticket_hash IS NULL`, [id, now]);
  }

  async putTicket(id: string, hash: Buffer, expiresAt: Date): Promise<void> {
    await this.db.query('UPDATE identity.recoveries SET ticket_hash = $2, expires_at = $3 WHERE id = $1', [id, hash, expiresAt]);
  }

  /** Whose password a ticket sets. */
  ofTicket(hash: Buffer, now: Date): Promise<{ personId: string } | null> {
    return this.db.one('SELECT person_id AS "personId" FROM identity.recoveries WHERE ticket_hash = $1 AND expires_at > $2', [hash, now]);
  }

  /** False when it was used, in parallel or before. Other recoveries of the person end with it. */
  async takeTicket(hash: Buffer): Promise<boolean> {
    const taken = await this.db.one<{ personId: string }>('DELETE FROM identity.recoveries WHERE ticket_hash = $1 RETURNING person_id AS "personId"', [hash]);
    if (taken !== null) await this.endOf(taken.personId);
    return taken !== null;
  }

  async endOf(personId: string): Promise<void> {
    await this.db.query('DELETE FROM identity.recoveries WHERE person_id = $1', [personId]);
  }

  async insertIssued(issued: { personId: string; by: string; document: CheckedDocument; reason: string }, at: Date): Promise<string> {
    const id = newId();
    const sealed = this.envelope.seal(issued.document.number, { table: 'identity.issued_passwords', column: 'document_sealed', row: id });
    await this.db.query(
      'INSERT INTO identity.issued_passwords (id, person_id, issued_by, created_at, document_kind, document_sealed, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [id, issued.personId, issued.by, at, issued.document.kind, sealed, issued.reason]);
    return id;
  }

  forget(now: Date): Promise<number> {
    return this.db.affected('DELETE FROM identity.recoveries WHERE expires_at <= $1', [now]);
  }
}
