import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../../platform/crypto/index.js';
import { Db, HotDb, type Statement } from '../../../platform/database/index.js';
import type { CodePurpose } from '../domain/code-purposes.js';
import { DAY_MS, type SendKind } from '../domain/send-limits.js';

export interface SendKey {
  readonly kind: SendKind;
  readonly key: string;
}

const TRIES = 5;

// One statement: of two parallel tries with the right code the second finds it used; of many wrong ones five are looked at.
const TRY: Statement = { name: 'identity-try-code', text: `
  UPDATE identity.codes SET tries = tries + 1, used_at = CASE WHEN hash = $3 THEN $4::timestamptz END
  WHERE purpose = $1 AND context = $2 AND used_at IS NULL AND expires_at > $4 AND tries < $5
  RETURNING used_at IS NOT NULL AS matched` };

@Injectable()
export class CodesRepository {
  constructor(private readonly db: Db, private readonly hot: HotDb, private readonly blind: BlindIndex) {}

  /** Takes the place of the code sent before in this attempt. */
  async put(purpose: CodePurpose, context: string, code: string, at: Date, expiresAt: Date): Promise<void> {
    await this.db.query(
      `INSERT INTO identity.codes (purpose, context, hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (purpose, context) DO UPDATE SET hash = excluded.hash, tries = 0, created_at = excluded.created_at,
         expires_at = excluded.expires_at, used_at = NULL`, [purpose, context, this.hashOf(purpose, context, code), at, expiresAt]);
  }

  /** Counts a try and uses the code up when it is right, committed at once whatever becomes of the request. */
  async use(purpose: CodePurpose, context: string, code: string, now: Date): Promise<boolean> {
    const [tried] = await this.hot.apart<{ matched: boolean }>(TRY, [purpose, context, this.hashOf(purpose, context, code), now, TRIES]);
    return tried?.matched ?? false;
  }

  /** The key a recipient or a network address is counted by. */
  sendKey(kind: SendKind, value: string): SendKey {
    return { kind, key: this.blind.of(`send.${kind}`, value) };
  }

  /** When codes went out, in the order of the keys; they stay locked to the end of the transaction. */
  async holdSends(keys: readonly SendKey[]): Promise<Date[][]> {
    const params = [keys.map((k) => k.kind), keys.map((k) => k.key)];
    await this.db.query(
      `INSERT INTO identity.code_sends (kind, key, sent_at) SELECT kind, key, '{}' FROM unnest($1::text[], $2::text[]) AS k (kind, key)
       ORDER BY kind, key ON CONFLICT (kind, key) DO NOTHING`, params);
    const rows = await this.db.query<SendKey & { sent: Date[] }>(
      `SELECT kind, key, sent_at AS sent FROM identity.code_sends WHERE (kind, key) IN (SELECT * FROM unnest($1::text[], $2::text[]))
       ORDER BY kind, key FOR UPDATE`, params);
    return keys.map(({ kind, key }) => rows.find((row) => row.kind === kind && row.key === key)?.sent ?? []);
  }

  async countSend(keys: readonly SendKey[], now: Date): Promise<void> {
    await this.db.query(
      `UPDATE identity.code_sends s SET sent_at = (SELECT coalesce(array_agg(at ORDER BY at), '{}') FROM unnest(s.sent_at) AS at WHERE at > $4) || $3::timestamptz
       WHERE (kind, key) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
      [keys.map((k) => k.kind), keys.map((k) => k.key), now, new Date(now.getTime() - DAY_MS)]);
  }

  /** How many SMS have gone out this day (UTC), `more` of them now. */
  async countSms(now: Date, more: 0 | 1): Promise<number> {
    const row = await this.db.one<{ sends: number }>(
      `INSERT INTO identity.sms_days AS d (day, sends) VALUES ($1, $2)
       ON CONFLICT (day) DO UPDATE SET sends = d.sends + excluded.sends RETURNING sends`, [now.toISOString().slice(0, 10), more]);
    return row!.sends;
  }

  /** Drops codes past their time and counters that say nothing any more; the number of codes. */
  async forget(now: Date): Promise<number> {
    const dayAgo = new Date(now.getTime() - DAY_MS);
    await this.db.query('DELETE FROM identity.code_sends WHERE NOT EXISTS (SELECT FROM unnest(sent_at) AS at WHERE at > $1)', [dayAgo]);
    await this.db.query('DELETE FROM identity.sms_days WHERE day < $1', [dayAgo.toISOString().slice(0, 10)]);
    return this.db.affected('DELETE FROM identity.codes WHERE expires_at <= $1', [now]);
  }

  private hashOf(purpose: CodePurpose, context: string, code: string): string {
    return this.blind.of(`code.${purpose}`, `${context}\0${code}`);
  }
}
