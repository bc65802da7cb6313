import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../../platform/crypto/index.js';
import { Db, HotDb, type Statement } from '../../../platform/database/index.js';
import { addressGroup } from '../domain/try-limits.js';

const WINDOW_MS = 3600 * 1000;

const COUNT: Statement = { name: 'identity-count-form', text: `
  INSERT INTO identity.form_doubts AS d (key, asks, failures, fresh_until) SELECT key, $2, $3, $5 FROM unnest($1::text[]) AS key ORDER BY key
  ON CONFLICT (key) DO UPDATE SET
    asks = CASE WHEN d.fresh_until <= $4 THEN 0 ELSE d.asks END + excluded.asks,
    failures = CASE WHEN d.fresh_until <= $4 THEN 0 ELSE d.failures END + excluded.failures,
    fresh_until = CASE WHEN d.fresh_until <= $4 THEN excluded.fresh_until ELSE d.fresh_until END
  RETURNING key, asks, failures` };

const SPEND: Statement = { name: 'identity-spend-proof', text: `
  INSERT INTO identity.spent_proofs (nonce, expires_at) VALUES ($1, $2) ON CONFLICT (nonce) DO NOTHING RETURNING nonce` };

export interface Doubt {
  readonly key: string;
  readonly asks: number;
  readonly failures: number;
}

/** What public forms have seen within the hour, by network address and by what was typed; committed at once. */
@Injectable()
export class RobotsRepository {
  constructor(private readonly db: Db, private readonly hot: HotDb, private readonly blind: BlindIndex) {}

  addressKey(ip: string): string {
    return this.blind.of('form.address', addressGroup(ip));
  }

  typedKey(typed: string): string {
    return this.blind.of('form.typed', typed);
  }

  count(keys: readonly string[], more: { asks?: number; failures?: number }, now: Date): Promise<Doubt[]> {
    return this.hot.apart<Doubt>(COUNT, [keys, more.asks ?? 0, more.failures ?? 0, now, new Date(now.getTime() + WINDOW_MS)]);
  }

  /** False when it was spent before: in parallel one wins. */
  async spend(nonce: string, expiresAt: Date): Promise<boolean> {
    return (await this.hot.apart(SPEND, [nonce, expiresAt])).length > 0;
  }

  /** Secrets for signing challenges, made from the key outside the database. */
  secret(purpose: string): string {
    return this.blind.of('robots', purpose);
  }

  async forget(now: Date): Promise<number> {
    return await this.db.affected('DELETE FROM identity.form_doubts WHERE fresh_until <= $1', [now])
      + await this.db.affected('DELETE FROM identity.spent_proofs WHERE expires_at <= $1', [now]);
  }
}
