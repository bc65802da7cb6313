import { Injectable } from '@nestjs/common';
import { BlindIndex, Envelope, type Place } from '../../../platform/crypto/index.js';
import { Db } from '../../../platform/database/index.js';
import { fullNameKey, type PersonName } from '../../../shared/identifiers/index.js';
import { newId } from '../../../shared/ids.js';
import type { Descriptive, Identifying, PersonalData } from '../domain/personal-data.js';
import type { Passport } from '../domain/registration.js';

interface Row extends PersonName {
  readonly birthDate: string | null;
  readonly snilsSealed: string | null;
  readonly citizenship: string | null;
  readonly birthPlace: string | null;
  readonly version: number;
}

export interface Correction {
  readonly id: string;
  readonly personId: string;
  readonly fields: readonly string[];
  readonly status: 'pending' | 'approved' | 'declined' | 'replaced';
  readonly createdAt: Date;
  readonly decidedAt: Date | null;
  /** Told to the owner. */
  readonly reason: string | null;
}

const CORRECTION = 'id, person_id AS "personId", fields, status, created_at AS "createdAt", decided_at AS "decidedAt", reason';

/** An account's data of its owner, and corrections that wait. SNILS, INN, passport and what is to be are sealed. */
@Injectable()
export class PersonalDataRepository {
  constructor(private readonly db: Db, private readonly envelope: Envelope, private readonly blind: BlindIndex) {}

  async find(personId: string): Promise<PersonalData & { version: number }> {
    const row = (await this.db.one<Row & Record<string, unknown>>(
      `SELECT family, given, patronymic, birth_date AS "birthDate", snils_sealed AS "snilsSealed", citizenship, birth_place AS "birthPlace", version
       FROM identity.people WHERE id = $1`, [personId]))!;
    const documents = await this.db.query<{ id: string; kind: string; sealed: string }>('SELECT id, kind, sealed FROM identity.person_documents WHERE person_id = $1', [personId]);
    const document = (kind: string): string | null => {
      const found = documents.find((d) => d.kind === kind);
      return found === undefined ? null : this.envelope.open(found.sealed, placeOf('person_documents', found.id));
    };
    const { family, given, patronymic, birthDate, snilsSealed, citizenship, birthPlace, version } = row;
    const passport = document('passport');
    return {
      name: { family, given, patronymic: patronymic ?? null }, birthDate, citizenship, birthPlace, version, inn: document('inn'),
      snils: snilsSealed === null ? null : this.envelope.open(snilsSealed, snilsPlace(personId)), passport: passport === null ? null : JSON.parse(passport) as Passport,
    };
  }

  /** The next version, or null when somebody else was first. */
  async touch(personId: string, version: number, at: Date): Promise<number | null> {
    const row = await this.db.one<{ version: number }>(
      'UPDATE identity.people SET version = version + 1, updated_at = $3 WHERE id = $1 AND version = $2 RETURNING version', [personId, version, at]);
    return row?.version ?? null;
  }

  async describe(personId: string, { citizenship, birthPlace, inn, passport }: Descriptive, at: Date): Promise<void> {
    if (citizenship !== undefined) await this.db.query('UPDATE identity.people SET citizenship = $2 WHERE id = $1', [personId, citizenship]);
    if (birthPlace !== undefined) await this.db.query('UPDATE identity.people SET birth_place = $2 WHERE id = $1', [personId, birthPlace]);
    if (inn !== undefined) await this.putDocument(personId, 'inn', inn, inn, at);
    if (passport !== undefined) await this.putDocument(personId, 'passport', passport === null ? null : `${passport.series}${passport.number}`, passport === null ? null : JSON.stringify(passport), at);
  }

  /** False when the SNILS is another account's. */
  async identify(personId: string, { name, birthDate, snils }: Identifying, at: Date): Promise<boolean> {
    if (snils != null && await this.db.one('SELECT 1 FROM identity.people WHERE snils_index = $1 AND id <> $2', [this.blind.of('snils', snils), personId]) !== null) return false;
    if (name !== undefined) {
      await this.db.query('UPDATE identity.people SET family = $2, given = $3, patronymic = $4, name_key = $5, updated_at = $6 WHERE id = $1',
        [personId, name.family, name.given, name.patronymic ?? null, fullNameKey(name), at]);
    }
    if (birthDate !== undefined) await this.db.query('UPDATE identity.people SET birth_date = $2, updated_at = $3 WHERE id = $1', [personId, birthDate, at]);
    if (snils !== undefined) {
      const sealed = snils === null ? null : this.envelope.seal(snils, snilsPlace(personId));
      await this.db.query('UPDATE identity.people SET snils_sealed = $2, snils_index = $3, updated_at = $4 WHERE id = $1', [personId, sealed, snils === null ? null : this.blind.of('snils', snils), at]);
      await this.db.query(`DELETE FROM identity.aliases WHERE person_id = $1 AND kind = 'snils'`, [personId]);
      if (snils !== null) {
        await this.db.query(`INSERT INTO identity.aliases (key, person_id, kind) VALUES ($1, $2, 'snils') ON CONFLICT (key) DO NOTHING`, [this.blind.of('alias.snils', snils), personId]);
      }
    }
    return true;
  }

  /** Takes the place of one that waits already. */
  async ask(personId: string, changes: Identifying, at: Date): Promise<string> {
    const id = newId();
    await this.db.query(`UPDATE identity.data_corrections SET status = 'replaced', sealed = NULL, decided_at = $2 WHERE person_id = $1 AND status = 'pending'`, [personId, at]);
    await this.db.query('INSERT INTO identity.data_corrections (id, person_id, sealed, fields, created_at) VALUES ($1, $2, $3, $4, $5)',
      [id, personId, this.envelope.seal(JSON.stringify(changes), placeOf('data_corrections', id)), Object.keys(changes), at]);
    return id;
  }

  latest(personId: string): Promise<Correction | null> {
    return this.db.one<Correction & Record<string, unknown>>(
      `SELECT ${CORRECTION} FROM identity.data_corrections WHERE person_id = $1 AND status <> 'replaced' ORDER BY created_at DESC, id DESC LIMIT 1`, [personId]);
  }

  /** The one that waits, with what is to be; locked to the end of the transaction. */
  async pending(personId: string): Promise<(Correction & { changes: Identifying }) | null> {
    const row = await this.db.one<Correction & { sealed: string }>(
      `SELECT ${CORRECTION}, sealed FROM identity.data_corrections WHERE person_id = $1 AND status = 'pending' FOR UPDATE`, [personId]);
    if (row === null) return null;
    const { sealed, ...correction } = row;
    return { ...correction, changes: JSON.parse(this.envelope.open(sealed, placeOf('data_corrections', row.id))) as Identifying };
  }

  /** The oldest that wait, of people who hold a role in the school; of everybody when it is null. */
  queue(schoolId: string | null, limit: number): Promise<(Correction & PersonName)[]> {
    return this.db.query<Correction & PersonName & Record<string, unknown>>(
      `SELECT c.id, c.person_id AS "personId", c.fields, c.status, c.created_at AS "createdAt", c.decided_at AS "decidedAt", c.reason, p.family, p.given, p.patronymic
       FROM identity.data_corrections c JOIN identity.people p ON p.id = c.person_id
       WHERE c.status = 'pending' AND ($1::uuid IS NULL OR EXISTS (SELECT FROM identity.role_assignments r WHERE r.person_id = c.person_id AND r.school_id = $1 AND r.status = 'active'))
       ORDER BY c.created_at, c.id LIMIT $2`, [schoolId, limit]);
  }

  async decide(id: string, status: 'approved' | 'declined', by: string, reason: string, at: Date): Promise<void> {
    await this.db.query('UPDATE identity.data_corrections SET status = $2, sealed = NULL, decided_by = $3, reason = $4, decided_at = $5 WHERE id = $1', [id, status, by, reason, at]);
  }

  private async putDocument(personId: string, kind: 'passport' | 'inn', number: string | null, content: string | null, at: Date): Promise<void> {
    await this.db.query('DELETE FROM identity.person_documents WHERE person_id = $1 AND kind = $2', [personId, kind]);
    if (number === null || content === null) return;
    const id = newId();
    await this.db.query('INSERT INTO identity.person_documents (id, person_id, kind, sealed, number_index, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [id, personId, kind, this.envelope.seal(content, placeOf('person_documents', id)), this.blind.of(`document.${kind}`, number), at]);
  }
}

function placeOf(table: 'person_documents' | 'data_corrections', row: string): Place {
  return { table: `identity.${table}`, column: 'sealed', row };
}

function snilsPlace(personId: string): Place {
  return { table: 'identity.people', column: 'snils_sealed', row: personId };
}
