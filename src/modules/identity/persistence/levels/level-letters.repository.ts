import { Injectable } from '@nestjs/common';
import { BlindIndex, Envelope, type Place } from '../../../../platform/crypto/index.js';
import { Db } from '../../../../platform/database/index.js';
import type { PersonName } from '../../../../shared/identifiers/index.js';

/** A letter with a code that is on its way: ordered, then printed. */
export interface LevelLetter {
  readonly id: string;
  readonly personId: string;
  readonly orderedAt: Date;
  readonly printedAt: Date | null;
  /** Of the code. */
  readonly expiresAt: Date | null;
}

interface Row extends LevelLetter {
  readonly aboutKey: string;
  readonly addressSealed: string;
}

export interface QueuedLetter extends LevelLetter {
  readonly name: PersonName;
}

const COLUMNS = `l.id, l.person_id AS "personId", l.ordered_at AS "orderedAt", l.printed_at AS "printedAt", l.expires_at AS "expiresAt"`;
/** A printed one whose code has expired is over. */
const OPEN = 'l.closed_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > $1)';

/** Letters that confirm an account (ID-8). An address lies sealed, and only while the letter is on its way. */
@Injectable()
export class LevelLettersRepository {
  constructor(private readonly db: Db, private readonly envelope: Envelope, private readonly blind: BlindIndex) {}

  /** The one before, if any, is over. */
  async insert(letter: { id: string; personId: string; about: string; address: string }, at: Date): Promise<void> {
    await this.close(letter.personId, 'replaced', at);
    await this.db.query('INSERT INTO identity.level_letters (id, person_id, about_key, address_sealed, ordered_at) VALUES ($1, $2, $3, $4, $5)',
      [letter.id, letter.personId, this.aboutKey(letter.about), this.envelope.seal(letter.address, placeOf(letter.id)), at]);
  }

  /** False when none was open. */
  async close(personId: string, ground: 'used' | 'cancelled' | 'replaced', at: Date): Promise<boolean> {
    return await this.db.affected(
      'UPDATE identity.level_letters SET closed_at = $3, close_ground = $2, address_sealed = NULL WHERE person_id = $1 AND closed_at IS NULL', [personId, ground, at]) > 0;
  }

  ofPerson(personId: string, now: Date): Promise<LevelLetter | null> {
    return this.db.one<LevelLetter & Record<string, unknown>>(`SELECT ${COLUMNS} FROM identity.level_letters l WHERE l.person_id = $2 AND ${OPEN}`, [now, personId]);
  }

  /** Whether the letter is made out to what the profile says. */
  async isAbout(id: string, about: string): Promise<boolean> {
    return await this.db.one('SELECT 1 AS found FROM identity.level_letters WHERE id = $1 AND about_key = $2', [id, this.aboutKey(about)]) !== null;
  }

  /** Those to print first, `limit + 1` rows, oldest first. */
  queue(now: Date, printed: boolean, limit: number, after: readonly [string, string] | null): Promise<QueuedLetter[]> {
    return this.db.query<QueuedLetter & Record<string, unknown>>(
      `SELECT ${COLUMNS}, jsonb_build_object('family', p.family, 'given', p.given, 'patronymic', p.patronymic) AS name
       FROM identity.level_letters l JOIN identity.people p ON p.id = l.person_id
       WHERE ${OPEN} AND (l.printed_at IS NOT NULL) = $2 AND ($3::timestamptz IS NULL OR (l.ordered_at, l.id) > ($3, $4::uuid))
       ORDER BY l.ordered_at, l.id LIMIT $5`, [now, printed, after?.[0] ?? null, after?.[1] ?? null, limit + 1]);
  }

  /** Locked, with its address; null when it is over. */
  async lock(id: string, now: Date): Promise<(LevelLetter & { readonly address: string }) | null> {
    const row = await this.db.one<Row & Record<string, unknown>>(
      `SELECT ${COLUMNS}, l.address_sealed AS "addressSealed" FROM identity.level_letters l WHERE l.id = $2 AND ${OPEN} FOR UPDATE`, [now, id]);
    return row === null ? null : { ...row, address: this.envelope.open(row.addressSealed, placeOf(id)) };
  }

  async printed(id: string, by: string, at: Date, expiresAt: Date): Promise<void> {
    await this.db.query('UPDATE identity.level_letters SET printed_at = $3, printed_by = $2, expires_at = $4 WHERE id = $1', [id, by, at, expiresAt]);
  }

  /** Addresses of letters whose code has expired go. */
  forget(now: Date): Promise<number> {
    return this.db.affected(
      `UPDATE identity.level_letters SET closed_at = $1, close_ground = 'cancelled', address_sealed = NULL WHERE closed_at IS NULL AND expires_at <= $1`, [now]);
  }

  private aboutKey(about: string): string {
    return this.blind.of('level.letter', about);
  }
}

function placeOf(id: string): Place {
  return { table: 'identity.level_letters', column: 'address_sealed', row: id };
}
