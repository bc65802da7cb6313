import { Injectable } from '@nestjs/common';
import { BlindIndex, Envelope, type Place } from '../../../../platform/crypto/index.js';
import { Db } from '../../../../platform/database/index.js';
import { newId } from '../../../../shared/ids.js';

/** A portal's account that waits for the school (ID-7). */
export interface PortalWait {
  readonly id: string;
  readonly provider: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface NewPortalWait {
  readonly provider: string;
  readonly subject: string;
  /** What its owner shows at the school. */
  readonly number: string;
  /** Whose data are the same. */
  readonly proposedId: string | null;
}

const COLUMNS = 'id, provider, created_at AS "createdAt", expires_at AS "expiresAt"';

@Injectable()
export class PortalWaitsRepository {
  constructor(private readonly db: Db, private readonly envelope: Envelope, private readonly blind: BlindIndex) {}

  /** Takes the place of the one before: the same account of a portal waits once, under its newest number. */
  async put({ provider, subject, number, proposedId }: NewPortalWait, content: string, at: Date, expiresAt: Date): Promise<void> {
    const id = newId();
    const subjectKey = this.blind.of(`portal.${provider}`, subject);
    await this.db.query(
      `INSERT INTO identity.portal_waits (id, provider, subject_key, sealed, number_key, proposed_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (provider, subject_key) DO UPDATE SET id = excluded.id, sealed = excluded.sealed, number_key = excluded.number_key,
         proposed_id = excluded.proposed_id, created_at = excluded.created_at, expires_at = excluded.expires_at`,
      [id, provider, subjectKey, this.envelope.seal(content, placeOf(id)), this.numberKey(number), proposedId, at, expiresAt]);
  }

  /** Locked to the end of the transaction; null for a number nobody was given, or an old one. */
  async byNumber(number: string, now: Date): Promise<(PortalWait & { content: string }) | null> {
    const row = await this.db.one<PortalWait & { sealed: string }>(
      `SELECT ${COLUMNS}, sealed FROM identity.portal_waits WHERE number_key = $1 AND expires_at > $2 FOR UPDATE`, [this.numberKey(number), now]);
    if (row === null) return null;
    const { sealed, ...wait } = row;
    return { ...wait, content: this.envelope.open(sealed, placeOf(row.id)) };
  }

  /** Those whose data are the person's. */
  proposedFor(personId: string, now: Date): Promise<PortalWait[]> {
    return this.db.query<PortalWait & Record<string, unknown>>(
      `SELECT ${COLUMNS} FROM identity.portal_waits WHERE proposed_id = $1 AND expires_at > $2 ORDER BY provider`, [personId, now]);
  }

  async remove(id: string): Promise<void> {
    await this.db.query('DELETE FROM identity.portal_waits WHERE id = $1', [id]);
  }

  forget(now: Date): Promise<number> {
    return this.db.affected('DELETE FROM identity.portal_waits WHERE expires_at <= $1', [now]);
  }

  private numberKey(number: string): string {
    return this.blind.of('portal.wait', number);
  }
}

function placeOf(id: string): Place {
  return { table: 'identity.portal_waits', column: 'sealed', row: id };
}
