import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../../../platform/crypto/index.js';
import { Db } from '../../../../platform/database/index.js';
import type { Contact } from '../../domain/contact.js';

export interface LinkedAccount {
  readonly provider: string;
  readonly linkedAt: Date;
  readonly lastUsedAt: Date | null;
}

/** Accounts of portals tied to ours: one to one (ID-7). The key is the portal and its name for the person, nothing else. */
@Injectable()
export class LinkedAccountsRepository {
  constructor(private readonly db: Db, private readonly blind: BlindIndex) {}

  /** Whose account this is here; null for nobody's. */
  async personOf(provider: string, subject: string): Promise<string | null> {
    const row = await this.db.one<{ personId: string }>(
      'SELECT person_id AS "personId" FROM identity.linked_accounts WHERE provider = $1 AND subject_key = $2', [provider, this.key(provider, subject)]);
    return row?.personId ?? null;
  }

  ofPerson(personId: string): Promise<LinkedAccount[]> {
    return this.db.query<LinkedAccount>(
      'SELECT provider, linked_at AS "linkedAt", last_used_at AS "lastUsedAt" FROM identity.linked_accounts WHERE person_id = $1 ORDER BY provider', [personId]);
  }

  /** False when either side is tied already: to each other or to somebody else. */
  async insert(personId: string, provider: string, subject: string, by: string, at: Date): Promise<boolean> {
    return await this.db.one(
      `INSERT INTO identity.linked_accounts (person_id, provider, subject_key, linked_at, linked_by) VALUES ($1, $2, $3, $5, $4)
       ON CONFLICT DO NOTHING RETURNING provider`, [personId, provider, this.key(provider, subject), by, at]) !== null;
  }

  async used(personId: string, provider: string, at: Date): Promise<void> {
    await this.db.query('UPDATE identity.linked_accounts SET last_used_at = $3 WHERE person_id = $1 AND provider = $2', [personId, provider, at]);
  }

  async remove(personId: string, provider: string): Promise<boolean> {
    return await this.db.affected('DELETE FROM identity.linked_accounts WHERE person_id = $1 AND provider = $2', [personId, provider]) > 0;
  }

  /** The account that has this SNILS, active or not; null when there is none. */
  async personBySnils(snils: string): Promise<string | null> {
    const row = await this.db.one<{ id: string }>('SELECT id FROM identity.people WHERE snils_index = $1', [this.blind.of('snils', snils)]);
    return row?.id ?? null;
  }

  /** The account, active or frozen, that signs in by this contact and has proved it. @param key its alias key */
  ownerOfContact(key: string, { kind, value }: Contact): Promise<{ personId: string; locale: 'ru' | 'en' } | null> {
    return this.db.one(
      `SELECT a.person_id AS "personId", a.locale FROM identity.aliases l JOIN identity.accounts a ON a.person_id = l.person_id
         JOIN identity.contacts c ON c.person_id = a.person_id AND c.kind = $2 AND c.value = $3 AND c.proved_at IS NOT NULL
       WHERE l.key = $1 AND a.status IN ('active', 'frozen')`, [key, kind, value]);
  }

  private key(provider: string, subject: string): string {
    return this.blind.of(`portal.${provider}`, subject);
  }
}
