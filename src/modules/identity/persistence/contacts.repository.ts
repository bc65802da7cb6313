import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { Contact, ContactKind } from '../domain/contact.js';

export interface ContactRow {
  readonly kind: ContactKind;
  readonly value: string;
  readonly provedAt: Date | null;
}

export interface ContactChange {
  readonly id: string;
  readonly personId: string;
  readonly kind: ContactKind;
  readonly value: string;
  /** Which proved contact confirms the change; null when the code to the new one is enough. */
  readonly proofKind: ContactKind | null;
  readonly valueProved: boolean;
  readonly proofProved: boolean;
}

/** Contacts of an account and changes of them under way. */
@Injectable()
export class ContactsRepository {
  constructor(private readonly db: Db) {}

  of(personId: string): Promise<ContactRow[]> {
    return this.db.query<ContactRow>('SELECT kind, value, proved_at AS "provedAt" FROM identity.contacts WHERE person_id = $1 ORDER BY kind', [personId]);
  }

  /** A proved contact takes the place of the former one. With both proved, nothing is owed to a transit password any more. */
  async put(personId: string, kind: ContactKind, value: string, provedAt: Date): Promise<void> {
    await this.db.query(
      `INSERT INTO identity.contacts (person_id, kind, value, proved_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (person_id, kind) DO UPDATE SET value = excluded.value, proved_at = excluded.proved_at`, [personId, kind, value, provedAt]);
    await this.db.query(
      `UPDATE identity.accounts SET contacts_due = false WHERE person_id = $1 AND contacts_due
         AND (SELECT count(*) FROM identity.contacts WHERE person_id = $1 AND proved_at IS NOT NULL) = 2`, [personId]);
  }

  /** Somebody who has not come in yet gave another contact, or it was written down wrongly. */
  async replaceUnproved(personId: string, { kind, value }: Contact): Promise<void> {
    await this.db.query(
      `INSERT INTO identity.contacts (person_id, kind, value) VALUES ($1, $2, $3)
       ON CONFLICT (person_id, kind) DO UPDATE SET value = excluded.value WHERE contacts.proved_at IS NULL`, [personId, kind, value]);
  }

  /** The account's contacts count as not proved any more: they take no notices and recover nothing. */
  async doubt(personId: string): Promise<void> {
    await this.db.query('UPDATE identity.contacts SET proved_at = NULL WHERE person_id = $1', [personId]);
  }

  /** The owner signs in by this contact from now on, unless it is somebody else's who had it first. */
  async moveAlias(personId: string, kind: ContactKind, key: string): Promise<void> {
    await this.db.query('DELETE FROM identity.aliases WHERE person_id = $1 AND kind = $2 AND key <> $3', [personId, kind, key]);
    await this.db.query('INSERT INTO identity.aliases (key, person_id, kind) VALUES ($1, $2, $3) ON CONFLICT (key) DO NOTHING', [key, personId, kind]);
  }

  async insertChange(change: Omit<ContactChange, 'valueProved' | 'proofProved'>, at: Date, expiresAt: Date): Promise<void> {
    await this.db.query(
      'INSERT INTO identity.contact_changes (id, person_id, kind, value, proof_kind, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [change.id, change.personId, change.kind, change.value, change.proofKind, at, expiresAt]);
  }

  /** One of the person's own that can still be confirmed. */
  change(id: string, personId: string, now: Date): Promise<ContactChange | null> {
    return this.db.one<ContactChange>(
      `SELECT id, person_id AS "personId", kind, value, proof_kind AS "proofKind", value_proved_at IS NOT NULL AS "valueProved",
         proof_proved_at IS NOT NULL AS "proofProved"
       FROM identity.contact_changes WHERE id = $1 AND person_id = $2 AND expires_at > $3`, [id, personId, now]);
  }

  /** What a code has proved stays proved while the other code is still missing. */
  async prove(id: string, what: 'value' | 'proof', at: Date): Promise<void> {
    await this.db.query(what === 'value'
      ? 'UPDATE identity.contact_changes SET value_proved_at = $2 WHERE id = $1'
      : 'UPDATE identity.contact_changes SET proof_proved_at = $2 WHERE id = $1', [id, at]);
  }

  /** False when somebody else, in parallel, was first. */
  async takeChange(id: string): Promise<boolean> {
    return await this.db.affected('DELETE FROM identity.contact_changes WHERE id = $1', [id]) > 0;
  }

  forget(now: Date): Promise<number> {
    return this.db.affected('DELETE FROM identity.contact_changes WHERE expires_at <= $1', [now]);
  }
}
