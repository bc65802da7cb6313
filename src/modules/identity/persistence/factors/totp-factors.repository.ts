import { Injectable } from '@nestjs/common';
import { Envelope } from '../../../../platform/crypto/index.js';
import { Db, HotDb, type Statement } from '../../../../platform/database/index.js';

export interface TotpFactor {
  readonly id: string;
  readonly label: string;
  readonly secret: string;
  readonly createdAt: Date;
  readonly confirmedAt: Date | null;
}

interface Row extends Omit<TotpFactor, 'secret'> {
  readonly sealed: string;
}

const COLUMNS = 'id, label, secret_sealed AS sealed, created_at AS "createdAt", confirmed_at AS "confirmedAt"';

const USE_STEP: Statement = {
  name: 'identity-use-totp-step',
  text: `UPDATE identity.totp_factors SET last_step = $2
    WHERE id = $1 AND confirmed_at IS NOT NULL AND (last_step IS NULL OR last_step < $2) RETURNING id`,
};

/** Secrets of authenticator apps, sealed (SE-3). */
@Injectable()
export class TotpFactorsRepository {
  constructor(private readonly db: Db, private readonly hot: HotDb, private readonly envelope: Envelope) {}

  async confirmed(personId: string): Promise<TotpFactor[]> {
    const rows = await this.db.query<Row>(`SELECT ${COLUMNS} FROM identity.totp_factors WHERE person_id = $1 AND confirmed_at IS NOT NULL ORDER BY id`, [personId]);
    return rows.map((row) => this.open(row));
  }

  async pending(personId: string): Promise<TotpFactor | null> {
    const row = await this.db.one<Row>(`SELECT ${COLUMNS} FROM identity.totp_factors WHERE person_id = $1 AND confirmed_at IS NULL`, [personId]);
    return row === null ? null : this.open(row);
  }

  /** A pending factor takes the place of the last one that was never confirmed. */
  async putPending(id: string, personId: string, label: string, secret: string, at: Date): Promise<void> {
    await this.db.query('DELETE FROM identity.totp_factors WHERE person_id = $1 AND confirmed_at IS NULL', [personId]);
    await this.db.query('INSERT INTO identity.totp_factors (id, person_id, label, secret_sealed, created_at) VALUES ($1, $2, $3, $4, $5)',
      [id, personId, label, this.envelope.seal(secret, placeOf(id)), at]);
  }

  /** @param step the time step of the code it was confirmed by: that code does not work again */
  async confirm(id: string, step: number | null, at: Date): Promise<boolean> {
    return await this.db.affected('UPDATE identity.totp_factors SET confirmed_at = $2, last_step = $3 WHERE id = $1 AND confirmed_at IS NULL', [id, at, step]) > 0;
  }

  /**
   * Uses the code of a time step up, committed at once: whatever becomes of the request, it does not work again.
   * False when it, or a later one, was used: in parallel one wins (ID-5).
   */
  async useStep(id: string, step: number): Promise<boolean> {
    return (await this.hot.apart(USE_STEP, [id, step])).length > 0;
  }

  async remove(id: string, personId: string): Promise<boolean> {
    return await this.db.affected('DELETE FROM identity.totp_factors WHERE id = $1 AND person_id = $2', [id, personId]) > 0;
  }

  private open({ sealed, ...factor }: Row): TotpFactor {
    return { ...factor, secret: this.envelope.open(sealed, placeOf(factor.id)) };
  }
}

function placeOf(id: string): { table: string; column: string; row: string } {
  return { table: 'identity.totp_factors', column: 'secret_sealed', row: id };
}
