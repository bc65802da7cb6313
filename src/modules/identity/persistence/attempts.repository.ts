import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../../platform/crypto/index.js';
import { Db, HotDb, type Statement } from '../../../platform/database/index.js';
import type { AccountStatus } from '../identity.contracts.js';
import { ADDRESS_TRIES, ADDRESS_WINDOW_MS, addressGroup, FORGET_MS, LOCK_MS, TRIES } from '../domain/try-limits.js';

/** What a try counts against: the typed identifier, the account it means, the address it comes from. */
export interface TryKeys {
  readonly ip: string;
  /** Key of the typed identifier; null where none was typed (a code, the current password). */
  readonly identifier: string | null;
  /** The account, when the caller knows it already. */
  readonly personId?: string;
  /** The trusted device it comes from: its own run of tries is counted, and nothing else (ID-9). */
  readonly device?: string;
  /** Aliases the typed identifier can mean, the likelier first. */
  readonly aliases?: readonly string[];
}

export interface Reservation {
  /** Nothing was reserved because the address or the identifier is over its limit. */
  readonly refused: boolean;
  /** The account meant, if there is one. */
  readonly personId: string | null;
  readonly status: AccountStatus | null;
  readonly passwordHash: string | null;
  /** Which try in a row this is for the account; null when it is locked, or there is none. */
  readonly accountTry: number | null;
  /** The account was locked, and nobody has proved to be its owner since (ID-9). */
  readonly proofDue: boolean | null;
}

// Reserving is one statement, and comes before the password is looked at: a hundred parallel tries are five evaluated (ID-9).
// Rows are locked in the order address, identifier, account everywhere.
const RESERVE: Statement = { name: 'identity-reserve-try', text: `
  WITH who AS (
    SELECT person_id, status, password_hash FROM identity.accounts WHERE person_id = coalesce($3::uuid,
      (SELECT l.person_id FROM identity.aliases l WHERE l.key = ANY($4::text[]) ORDER BY array_position($4::text[], l.key) LIMIT 1))
  ), address AS (
    INSERT INTO identity.attempts AS t (kind, key, tries, fresh_until) VALUES ('address', $1, 1, $6)
    ON CONFLICT (kind, key) DO UPDATE SET
      tries = CASE WHEN t.fresh_until <= $5 THEN 1 ELSE t.tries + 1 END,
      fresh_until = CASE WHEN t.fresh_until <= $5 THEN excluded.fresh_until ELSE t.fresh_until END
    WHERE t.fresh_until <= $5 OR t.tries < $10
    RETURNING tries
  ), identifier AS (
    INSERT INTO identity.attempts AS t (kind, key, tries, fresh_until)
    SELECT 'identifier', $2, 1, $7 WHERE $2::text IS NOT NULL AND EXISTS (SELECT FROM address)
    ON CONFLICT (kind, key) DO UPDATE SET
      tries = CASE WHEN t.locked_until IS NOT NULL OR t.fresh_until <= $5 THEN 1 ELSE t.tries + 1 END,
      fresh_until = excluded.fresh_until,
      locked_until = CASE WHEN t.locked_until IS NULL AND t.fresh_until > $5 AND t.tries + 1 >= $9 THEN $8::timestamptz END
    WHERE t.locked_until IS NULL OR t.locked_until <= $5
    RETURNING tries
  ), account AS (
    INSERT INTO identity.attempts AS t (kind, key, tries, fresh_until)
    SELECT 'account', who.person_id::text, 1, $7 FROM who
    WHERE EXISTS (SELECT FROM address) AND ($2::text IS NULL OR EXISTS (SELECT FROM identifier))
    ON CONFLICT (kind, key) DO UPDATE SET
      tries = CASE WHEN t.locked_until IS NOT NULL OR t.fresh_until <= $5 THEN 1 ELSE t.tries + 1 END,
      fresh_until = excluded.fresh_until,
      locked_until = CASE WHEN t.locked_until IS NULL AND t.fresh_until > $5 AND t.tries + 1 >= $9 THEN $8::timestamptz END
    WHERE t.locked_until IS NULL OR t.locked_until <= $5
    RETURNING tries, proof_due
  )
  SELECT NOT EXISTS (SELECT FROM address) OR ($2::text IS NOT NULL AND NOT EXISTS (SELECT FROM identifier)) AS refused,
    who.person_id AS "personId", who.status, who.password_hash AS "passwordHash", account.tries AS "accountTry", account.proof_due AS "proofDue"
  FROM (VALUES (1)) AS one LEFT JOIN who ON true LEFT JOIN account ON true` };

// A trusted device has tries of its own: whoever locks the account from elsewhere does not keep its owner out.
const RESERVE_ON_DEVICE: Statement = { name: 'identity-reserve-device-try', text: `
  WITH device AS (
    INSERT INTO identity.attempts AS t (kind, key, tries, fresh_until) VALUES ('device', $1, 1, $4)
    ON CONFLICT (kind, key) DO UPDATE SET
      tries = CASE WHEN t.locked_until IS NOT NULL OR t.fresh_until <= $3 THEN 1 ELSE t.tries + 1 END,
      fresh_until = excluded.fresh_until,
      locked_until = CASE WHEN t.locked_until IS NULL AND t.fresh_until > $3 AND t.tries + 1 >= $6 THEN $5::timestamptz END
    WHERE t.locked_until IS NULL OR t.locked_until <= $3
    RETURNING tries
  )
  SELECT device.tries IS NULL AS refused, a.person_id AS "personId", a.status, a.password_hash AS "passwordHash", device.tries AS "accountTry", false AS "proofDue"
  FROM identity.accounts a LEFT JOIN device ON true WHERE a.person_id = $2` };

const IN_ORDER = `ORDER BY array_position(ARRAY['address', 'identifier', 'account'], kind), key FOR UPDATE`;

/** Counters of tries, shared by all processes; they outlive restarts and refusals. */
@Injectable()
export class AttemptsRepository {
  constructor(private readonly db: Db, private readonly hot: HotDb, private readonly blind: BlindIndex) {}

  /** Counts a try before it is evaluated, committed at once. */
  async reserve(keys: TryKeys, now: Date): Promise<Reservation> {
    const later = (ms: number): Date => new Date(now.getTime() + ms);
    if (keys.device !== undefined) {
      const [reserved] = await this.hot.apart<Reservation>(RESERVE_ON_DEVICE, [keys.device, keys.personId, now, later(FORGET_MS), later(LOCK_MS), TRIES]);
      return reserved!;
    }
    const rows = await this.hot.apart<Reservation>(RESERVE, [
      this.addressKey(keys.ip), keys.identifier, keys.personId ?? null, keys.aliases ?? [], now,
      later(ADDRESS_WINDOW_MS), later(FORGET_MS), later(LOCK_MS), TRIES, ADDRESS_TRIES,
    ]);
    return rows[0]!;
  }

  /** Gives a reserved try back: the password was right, and a second factor is still due. */
  async giveBack(keys: TryKeys): Promise<void> {
    await this.db.query(
      `WITH mine AS (SELECT kind, key FROM identity.attempts WHERE (kind, key) IN (SELECT * FROM unnest($1::text[], $2::text[])) ${IN_ORDER})
       UPDATE identity.attempts t SET tries = greatest(t.tries - 1, 0), locked_until = CASE WHEN t.tries - 1 >= $3 THEN t.locked_until END
       FROM mine WHERE t.kind = mine.kind AND t.key = mine.key`, [...this.pairs(keys), TRIES]);
  }

  /**
   * The owner has come in: their run of wrong tries is over, under whatever identifier; the address gets its one try back.
   * From a trusted device only the device's own run is over: what others did elsewhere still counts.
   */
  async clear(keys: TryKeys & { readonly personId: string }): Promise<void> {
    await this.db.query(
      `WITH mine AS (SELECT kind, key FROM identity.attempts
         WHERE (kind, key) IN (SELECT * FROM unnest($1::text[], $2::text[]))
           OR (kind = 'identifier' AND key IN (SELECT key FROM identity.aliases WHERE person_id = $3)) ${IN_ORDER})
       UPDATE identity.attempts t SET tries = CASE WHEN t.kind = 'address' THEN greatest(t.tries - 1, 0) ELSE 0 END, locked_until = NULL, proof_due = false
       FROM mine WHERE t.kind = mine.kind AND t.key = mine.key`, [...this.pairs(keys), keys.device === undefined ? keys.personId : null]);
  }

  /** The account is locked by wrong tries, not by right ones under way: its owner is to prove who they are (ID-9). */
  async needProof(personId: string): Promise<void> {
    await this.db.query(`UPDATE identity.attempts SET proof_due = true WHERE kind = 'account' AND key = $1 AND locked_until IS NOT NULL`, [personId]);
  }

  /** Until when tries with these keys are refused; null when they are not. */
  async lockedUntil(keys: TryKeys, now: Date): Promise<Date | null> {
    const row = await this.db.one<{ until: Date | null }>(
      `SELECT max(CASE WHEN kind <> 'address' THEN locked_until WHEN tries >= $3 THEN fresh_until END) AS until FROM identity.attempts
       WHERE (kind, key) IN (SELECT * FROM unnest($1::text[], $2::text[]))`, [...this.pairs(keys), ADDRESS_TRIES]);
    return row?.until != null && row.until > now ? row.until : null;
  }

  /** Drops counters that say nothing any more; the number of them. */
  forget(now: Date): Promise<number> {
    return this.db.affected('DELETE FROM identity.attempts WHERE fresh_until <= $1 AND NOT proof_due AND (locked_until IS NULL OR locked_until <= $1)', [now]);
  }

  private pairs({ ip, identifier, personId, device }: TryKeys): [string[], string[]] {
    if (device !== undefined) return [['device'], [device]];
    const pairs = [['address', this.addressKey(ip)]];
    if (identifier !== null) pairs.push(['identifier', identifier]);
    if (personId !== undefined) pairs.push(['account', personId]);
    return [pairs.map((p) => p[0]!), pairs.map((p) => p[1]!)];
  }

  private addressKey(ip: string): string {
    return this.blind.of('address', addressGroup(ip));
  }
}
