import { Injectable } from '@nestjs/common';
import { BlindIndex, Envelope } from '../../../platform/crypto/index.js';
import { Db } from '../../../platform/database/index.js';
import { fullNameKey, type PersonName } from '../../../shared/identifiers/index.js';
import type { Identifier } from '../domain/identifier.js';
import type { Person } from '../identity.contracts.js';

interface PersonRow extends PersonName {
  readonly id: string;
  readonly birthDate: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly locale: 'ru' | 'en' | null;
}

export interface NewPersonRow {
  readonly id: string;
  readonly name: PersonName;
  readonly birthDate: string | null;
  readonly snils: string | null;
}

/** People and what they sign in by. SNILS is sealed here, and leaves this class only to its owner. */
@Injectable()
export class PeopleRepository {
  constructor(private readonly db: Db, private readonly envelope: Envelope, private readonly blind: BlindIndex) {}

  async find(ids: readonly string[]): Promise<Person[]> {
    const rows = await this.db.query<PersonRow>(
      `SELECT p.id, p.family, p.given, p.patronymic, p.birth_date AS "birthDate", c.email, c.phone, c.locale
       FROM identity.people p LEFT JOIN identity.v_contact c ON c.person_id = p.id WHERE p.id = ANY($1)`, [ids]);
    return rows.map(({ id, family, given, patronymic, birthDate, email, phone, locale }) => ({
      id, name: { family, given, patronymic }, birthDate, email, phone, locale: locale ?? 'ru',
    }));
  }

  async insert(person: NewPersonRow, at: Date): Promise<void> {
    const { id, name, birthDate, snils } = person;
    await this.db.query(
      `INSERT INTO identity.people (id, family, given, patronymic, name_key, birth_date, snils_sealed, snils_index, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
      [id, name.family.trim(), name.given.trim(), name.patronymic?.trim() || null, fullNameKey(name), birthDate,
        snils === null ? null : this.envelope.seal(snils, snilsPlace(id)), snils === null ? null : this.blind.of('snils', snils), at],
    );
  }

  async snils(personId: string): Promise<string | null> {
    const row = await this.db.one<{ sealed: string | null }>('SELECT snils_sealed AS sealed FROM identity.people WHERE id = $1', [personId]);
    return row?.sealed == null ? null : this.envelope.open(row.sealed, snilsPlace(personId));
  }

  async insertContact(personId: string, kind: 'email' | 'phone', value: string, provedAt: Date | null): Promise<void> {
    await this.db.query('INSERT INTO identity.contacts (person_id, kind, value, proved_at) VALUES ($1, $2, $3, $4)', [personId, kind, value, provedAt]);
  }

  /** The key an identifier is found and counted by; it tells nothing of the value. */
  aliasKey(identifier: Identifier): string {
    return this.blind.of(`alias.${identifier.kind}`, identifier.value);
  }

  /** Keys of everything this person signs in by. */
  async aliasKeysOf(personId: string): Promise<string[]> {
    return (await this.db.query<{ key: string }>('SELECT key FROM identity.aliases WHERE person_id = $1', [personId])).map((r) => r.key);
  }

  /** Whose key it is, or null. */
  async personOfAlias(key: string): Promise<string | null> {
    return (await this.db.one<{ id: string }>('SELECT person_id AS id FROM identity.aliases WHERE key = $1', [key]))?.id ?? null;
  }

  /** The same of many; keys of nobody are missing. */
  async peopleOfAliases(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.db.query<{ key: string; id: string }>('SELECT key, person_id AS id FROM identity.aliases WHERE key = ANY ($1)', [keys]);
    return new Map(rows.map(({ key, id }) => [key, id]));
  }

  /** Kinds of the identifiers that belong to somebody already. */
  async takenAliases(identifiers: readonly Identifier[]): Promise<string[]> {
    const rows = await this.db.query<{ kind: string }>(
      'SELECT kind FROM identity.aliases WHERE key = ANY($1) ORDER BY kind', [identifiers.map((i) => this.aliasKey(i))]);
    return rows.map((r) => r.kind);
  }

  /** False when it belongs to somebody already. */
  async insertAlias(personId: string, identifier: Identifier): Promise<boolean> {
    return await this.db.one(
      'INSERT INTO identity.aliases (key, person_id, kind) VALUES ($1, $2, $3) ON CONFLICT (key) DO NOTHING RETURNING key',
      [this.aliasKey(identifier), personId, identifier.kind]) !== null;
  }
}

function snilsPlace(personId: string): { table: string; column: string; row: string } {
  return { table: 'identity.people', column: 'snils_sealed', row: personId };
}
