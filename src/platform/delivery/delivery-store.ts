import { Injectable } from '@nestjs/common';
import { Db } from '../database/index.js';
import type { DeliveryChannel, DeliveryOutcome } from './message.js';

export interface NewDelivery {
  readonly id: string;
  readonly channel: DeliveryChannel;
  readonly source: string;
  readonly ref: string | null;
  readonly eventId: string | null;
  readonly sealed: string | null;
  readonly expiresAt: Date | null;
}

/** A delivery that ended badly; a code's cannot be sent again, its words are gone. */
export interface DeadDelivery {
  readonly id: string;
  readonly channel: DeliveryChannel;
  readonly state: 'failed' | 'unknown';
  readonly eventId: string | null;
  readonly error: string | null;
  readonly attempts: number;
  readonly at: Date;
}

export interface ClaimedDelivery {
  readonly id: string;
  readonly channel: DeliveryChannel;
  readonly source: string;
  readonly ref: string | null;
  readonly sealed: string | null;
  readonly claim: string;
  /** Tries begun before this one. */
  readonly attempts: number;
  readonly expires_at: Date | null;
}

/** `platform.delivery`. A claim is a commit of its own; a lease that runs out gives the row to somebody else. */
@Injectable()
export class DeliveryStore {
  constructor(private readonly db: Db) {}

  async insert(rows: readonly NewDelivery[]): Promise<void> {
    await this.db.query(
      `INSERT INTO platform.delivery (id, channel, source, ref, event_id, sealed, expires_at)
       SELECT id, channel, source, ref, "eventId", sealed, "expiresAt" FROM jsonb_to_recordset($1)
         AS r (id uuid, channel text, source text, ref uuid, "eventId" uuid, sealed text, "expiresAt" timestamptz)`,
      [JSON.stringify(rows)],
    );
  }

  claim(channel: DeliveryChannel, claim: string, limit: number, leaseMs: number): Promise<ClaimedDelivery[]> {
    return this.db.query<ClaimedDelivery & Record<string, unknown>>(
      `UPDATE platform.delivery SET state = 'claimed', claim = $2, lease_until = now() + $4 * interval '1 millisecond'
       WHERE id IN (SELECT id FROM platform.delivery WHERE state = 'pending' AND channel = $1 AND next_at <= now()
                    ORDER BY next_at LIMIT $3 FOR UPDATE SKIP LOCKED)
       RETURNING id, channel, source, ref, sealed, claim, attempts, expires_at`,
      [channel, claim, limit, leaseMs],
    );
  }

  /** From here on the outcome of this try may stay unknown. @returns false when the lease was lost */
  async begin({ id, claim }: ClaimedDelivery, leaseMs: number): Promise<boolean> {
    const begun = await this.db.affected(
      `UPDATE platform.delivery SET state = 'sending', attempts = attempts + 1, lease_until = now() + $3 * interval '1 millisecond'
       WHERE id = $1 AND claim = $2 AND state = 'claimed'`,
      [id, claim, leaseMs],
    );
    return begun === 1;
  }

  /** @returns false when somebody else has the row by now */
  async finish({ id, claim }: ClaimedDelivery, outcome: DeliveryOutcome, facts: { providerId?: string | null; error?: string | null }): Promise<boolean> {
    const done = await this.db.affected(
      `UPDATE platform.delivery SET state = $3, provider_id = $4, error = $5, sealed = NULL, claim = NULL, lease_until = NULL,
         unknowns = unknowns + CASE WHEN $3 = 'unknown' THEN 1 ELSE 0 END, finished_at = now()
       WHERE id = $1 AND claim = $2`,
      [id, claim, outcome, facts.providerId ?? null, facts.error ?? null],
    );
    return done === 1;
  }

  /** Lets it rest and tries again. @param unknown the try that failed may have got through */
  async putOff({ id, claim }: ClaimedDelivery, pauseMs: number, error: string, unknown: boolean): Promise<void> {
    await this.db.query(
      `UPDATE platform.delivery SET state = 'pending', claim = NULL, lease_until = NULL, error = $4,
         -- a try that ended before its send began counts as well
         attempts = attempts + CASE WHEN state = 'claimed' THEN 1 ELSE 0 END, next_at = now() + $3 * interval '1 millisecond', unknowns = unknowns + $5::integer
       WHERE id = $1 AND claim = $2`,
      [id, claim, pauseMs, error, unknown ? 1 : 0],
    );
  }

  /** Gives back what a dead worker had claimed but not begun to send. */
  async release(): Promise<void> {
    await this.db.query(
      `UPDATE platform.delivery SET state = 'pending', claim = NULL, lease_until = NULL WHERE state = 'claimed' AND lease_until < now()`,
    );
  }

  /** Takes over, under a claim of ours, what a dead worker was sending. */
  takeOver(claim: string, leaseMs: number): Promise<ClaimedDelivery[]> {
    return this.db.query<ClaimedDelivery & Record<string, unknown>>(
      `UPDATE platform.delivery SET claim = $1, lease_until = now() + $2 * interval '1 millisecond'
       WHERE id IN (SELECT id FROM platform.delivery WHERE state = 'sending' AND lease_until < now() LIMIT 100 FOR UPDATE SKIP LOCKED)
       RETURNING id, channel, source, ref, sealed, claim, attempts, expires_at`,
      [claim, leaseMs],
    );
  }

  /** What is due now or under way. */
  async pending(): Promise<number> {
    const row = await this.db.one<{ count: string }>(
      `SELECT count(*) FROM platform.delivery WHERE state IN ('claimed', 'sending') OR (state = 'pending' AND next_at <= now())`,
    );
    return Number(row?.count ?? 0);
  }

  /** What was given up, or may have got through or not; oldest first. */
  dead(limit: number): Promise<DeadDelivery[]> {
    return this.db.query<DeadDelivery & Record<string, unknown>>(
      `SELECT id, channel, state, event_id AS "eventId", error, attempts, finished_at AS at
       FROM platform.delivery WHERE state IN ('failed', 'unknown') ORDER BY finished_at LIMIT $1`,
      [limit],
    );
  }

  /** Sends a failed or unknown one again (NO-5), when its words are still to be had. @returns false when there is none */
  async again(id: string): Promise<boolean> {
    const touched = await this.db.affected(
      `UPDATE platform.delivery SET state = 'pending', attempts = 0, next_at = now(), finished_at = NULL, error = NULL
       WHERE id = $1 AND state IN ('failed', 'unknown') AND source <> 'sealed'`,
      [id],
    );
    return touched === 1;
  }

  async clear(days: number): Promise<void> {
    await this.db.query(`DELETE FROM platform.delivery WHERE finished_at < now() - $1 * interval '1 day'`, [days]);
  }
}
