import { Injectable } from '@nestjs/common';
import { BlindIndex, Envelope, type Place } from '../../../../platform/crypto/index.js';
import { Db, HotDb, type Statement } from '../../../../platform/database/index.js';
import { newId } from '../../../../shared/ids.js';

export type RowKind = 'sms' | 'email' | 'webauthn' | 'push' | 'certificate';

/** A factor with what it is checked by. */
export interface FactorRow<Secret> {
  readonly id: string;
  readonly personId: string;
  readonly label: string;
  readonly secret: Secret;
  readonly counter: number;
  readonly endsAt: Date | null;
}

interface Sealed extends Omit<FactorRow<never>, 'secret' | 'counter'> {
  readonly sealed: string;
  readonly counter: string;
}

const COLUMNS = 'id, person_id AS "personId", label, sealed, counter, ends_at AS "endsAt"';

// The counter of an authenticator grows, or stays 0 where it keeps none (WebAuthn, 7.2 step 22).
const USE: Statement = { name: 'identity-use-factor', text: `
  UPDATE identity.factors SET last_used_at = $3, counter = $2 WHERE id = $1 AND confirmed_at IS NOT NULL AND (counter < $2 OR ($2 = 0 AND counter = 0)) RETURNING id` };

/** Factors beside the authenticator app. What they are checked by is sealed, bound to its person and row (SE-3). */
@Injectable()
export class FactorRowsRepository {
  constructor(private readonly db: Db, private readonly hot: HotDb, private readonly envelope: Envelope, private readonly blind: BlindIndex) {}

  /** One waits for its confirmation: it takes the place of the last that was never confirmed. */
  async putPending(personId: string, kind: RowKind, label: string, secret: object, at: Date): Promise<string> {
    const id = newId();
    await this.db.query('DELETE FROM identity.factors WHERE person_id = $1 AND kind = $2 AND confirmed_at IS NULL', [personId, kind]);
    await this.db.query('INSERT INTO identity.factors (id, person_id, kind, label, sealed, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [id, personId, kind, label, this.seal(secret, personId, id), at]);
    return id;
  }

  /** The one that waits since `after` or later, held to the end of the transaction. */
  pending<Secret>(personId: string, kind: RowKind, id: string, after: Date): Promise<FactorRow<Secret> | null> {
    return this.one<Secret>('person_id = $1 AND kind = $2 AND id = $3 AND created_at > $4 AND confirmed_at IS NULL FOR UPDATE', [personId, kind, id, after]);
  }

  /** It counts from now on. @param unique what only one account can have: the credential, the certificate */
  async confirm(row: { id: string; personId: string }, secret: object, at: Date, more: { unique?: string; counter?: number; endsAt?: Date; label?: string } = {}): Promise<void> {
    await this.db.query(
      'UPDATE identity.factors SET sealed = $2, lookup = $3, counter = $4, ends_at = $5, confirmed_at = $6, label = coalesce($7, label) WHERE id = $1',
      [row.id, this.seal(secret, row.personId, row.id), more.unique === undefined ? null : this.index(more.unique), more.counter ?? 0, more.endsAt ?? null, at, more.label ?? null]);
  }

  /** Whether some account has it already. */
  async isTaken(kind: RowKind, unique: string): Promise<boolean> {
    return await this.db.one('SELECT 1 FROM identity.factors WHERE kind = $1 AND lookup = $2 AND confirmed_at IS NOT NULL', [kind, this.index(unique)]) !== null;
  }

  /** The person's own; somebody else's is not found. */
  find<Secret>(personId: string, kind: RowKind, unique: string): Promise<FactorRow<Secret> | null> {
    return this.one<Secret>('person_id = $1 AND kind = $2 AND lookup = $3 AND confirmed_at IS NOT NULL', [personId, kind, this.index(unique)]);
  }

  async confirmed<Secret>(personId: string, kind: RowKind): Promise<FactorRow<Secret>[]> {
    const rows = await this.db.query<Sealed>(`SELECT ${COLUMNS} FROM identity.factors WHERE person_id = $1 AND kind = $2 AND confirmed_at IS NOT NULL ORDER BY id`, [personId, kind]);
    return rows.map((row) => this.open<Secret>(row));
  }

  /** By its id alone, for what falls due. */
  byId<Secret>(id: string): Promise<FactorRow<Secret> | null> {
    return this.one<Secret>('id = $1 AND confirmed_at IS NOT NULL', [id]);
  }

  /** Committed at once. False when the counter does not grow: in parallel one wins. */
  async use(id: string, counter: number, at: Date): Promise<boolean> {
    return (await this.hot.apart(USE, [id, counter, at])).length > 0;
  }

  async remove(personId: string, kind: string, id: string): Promise<boolean> {
    return await this.db.affected('DELETE FROM identity.factors WHERE id = $1 AND person_id = $2 AND kind = $3 AND confirmed_at IS NOT NULL', [id, personId, kind]) > 0;
  }

  async removeAll(personId: string, kind: RowKind): Promise<void> {
    await this.db.query('DELETE FROM identity.factors WHERE person_id = $1 AND kind = $2', [personId, kind]);
  }

  private async one<Secret>(where: string, params: readonly unknown[]): Promise<FactorRow<Secret> | null> {
    const row = await this.db.one<Sealed>(`SELECT ${COLUMNS} FROM identity.factors WHERE ${where}`, params);
    return row === null ? null : this.open<Secret>(row);
  }

  private open<Secret>({ sealed, counter, ...row }: Sealed): FactorRow<Secret> {
    return { ...row, counter: Number(counter), secret: JSON.parse(this.envelope.open(sealed, placeOf(row.personId, row.id))) as Secret };
  }

  private seal(secret: object, personId: string, id: string): string {
    return this.envelope.seal(JSON.stringify(secret), placeOf(personId, id));
  }

  private index(unique: string): string {
    return this.blind.of('factor', unique);
  }
}

function placeOf(personId: string, id: string): Place {
  return { table: 'identity.factors', column: 'sealed', row: `${personId}/${id}` };
}
