import { Injectable } from '@nestjs/common';
import { BlindIndex, Envelope, type Place } from '../../../platform/crypto/index.js';
import { Db } from '../../../platform/database/index.js';
import { newId } from '../../../shared/ids.js';
import type { Registration } from '../domain/registration.js';

export interface HeldRegistration extends Registration {
  readonly id: string;
  readonly createdAt: Date;
  /** The phone is another account's. */
  readonly known: boolean;
}

interface Row {
  readonly id: string;
  readonly sealed: string;
  readonly known: boolean;
  readonly createdAt: Date;
}

const COLUMNS = 'id, sealed, known, created_at AS "createdAt"';

/** Registrations that wait for their phone; everything in them is sealed (SE-3). */
@Injectable()
export class RegistrationsRepository {
  constructor(private readonly db: Db, private readonly envelope: Envelope, private readonly blind: BlindIndex) {}

  async insert(id: string, registration: Registration, known: boolean, at: Date, expiresAt: Date): Promise<void> {
    await this.db.query('INSERT INTO identity.registrations (id, sealed, known, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)',
      [id, this.envelope.seal(JSON.stringify(registration), placeOf('registrations', id)), known, at, expiresAt]);
  }

  find(id: string, now: Date): Promise<HeldRegistration | null> {
    return this.opened(this.db.one<Row>(`SELECT ${COLUMNS} FROM identity.registrations WHERE id = $1 AND expires_at > $2`, [id, now]));
  }

  /** Takes it out: in parallel one gets it. */
  take(id: string): Promise<HeldRegistration | null> {
    return this.opened(this.db.one<Row>(`DELETE FROM identity.registrations WHERE id = $1 RETURNING ${COLUMNS}`, [id]));
  }

  /** What a registration tells beside name, birth date and SNILS. */
  async describe(personId: string, { citizenship, birthPlace, passport, inn }: Registration, at: Date): Promise<void> {
    await this.db.query('UPDATE identity.people SET citizenship = $2, birth_place = $3 WHERE id = $1', [personId, citizenship, birthPlace]);
    if (passport !== null) await this.insertDocument(personId, 'passport', `${passport.series}${passport.number}`, JSON.stringify(passport), at);
    if (inn !== null) await this.insertDocument(personId, 'inn', inn, inn, at);
  }

  async insertLink(hash: Buffer, personId: string, email: string, at: Date, expiresAt: Date): Promise<void> {
    await this.db.query('INSERT INTO identity.email_links (token_hash, person_id, email, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)',
      [hash, personId, email, at, expiresAt]);
  }

  /** Uses a link up. Null for one that is unknown, used, or too old. */
  takeLink(hash: Buffer, now: Date): Promise<{ personId: string; email: string } | null> {
    return this.db.one('DELETE FROM identity.email_links WHERE token_hash = $1 AND expires_at > $2 RETURNING person_id AS "personId", email', [hash, now]);
  }

  async forget(now: Date): Promise<number> {
    return await this.db.affected('DELETE FROM identity.registrations WHERE expires_at <= $1', [now])
      + await this.db.affected('DELETE FROM identity.email_links WHERE expires_at <= $1', [now]);
  }

  private async insertDocument(personId: string, kind: 'passport' | 'inn', number: string, content: string, at: Date): Promise<void> {
    const id = newId();
    await this.db.query('INSERT INTO identity.person_documents (id, person_id, kind, sealed, number_index, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [id, personId, kind, this.envelope.seal(content, placeOf('person_documents', id)), this.blind.of(`document.${kind}`, number), at]);
  }

  private async opened(found: Promise<Row | null>): Promise<HeldRegistration | null> {
    const row = await found;
    if (row === null) return null;
    const { sealed, ...rest } = row;
    return { ...rest, ...JSON.parse(this.envelope.open(sealed, placeOf('registrations', row.id))) as Registration };
  }
}

function placeOf(table: 'registrations' | 'person_documents', id: string): Place {
  return { table: `identity.${table}`, column: 'sealed', row: id };
}
