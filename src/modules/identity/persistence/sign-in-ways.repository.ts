import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';

/** `channels/sms`, `channels/email`, `portals/<id>`. */
export type Way = `channels/${'sms' | 'email'}` | `portals/${string}`;

export interface WayMark {
  readonly way: Way;
  readonly down: boolean;
  /** Up again by itself from then on. */
  readonly until: Date | null;
  /** By the program, after repeated failures. */
  readonly automatic: boolean;
  readonly reason: string | null;
  readonly changedAt: Date;
  readonly version: number;
}

const COLUMNS = 'way, down, until, automatic, reason, changed_at AS "changedAt", version';

/** What was said of portals and channels; read at each use, so that every process knows at once. */
@Injectable()
export class SignInWaysRepository {
  constructor(private readonly db: Db) {}

  all(): Promise<WayMark[]> {
    return this.db.query<WayMark & Record<string, unknown>>(`SELECT ${COLUMNS} FROM identity.sign_in_ways`);
  }

  /** Null when somebody else was first. @param version 0 when nothing was ever said of it */
  async mark(way: Way, { down, until, reason }: { down: boolean; until: Date | null; reason: string }, by: string, version: number, at: Date): Promise<WayMark | null> {
    return this.db.one<WayMark & Record<string, unknown>>(
      `INSERT INTO identity.sign_in_ways AS w (way, down, until, reason, changed_by, changed_at, version)
       SELECT $1, $2, $3, $4, $5, $7, 1 WHERE $6::integer = 0 OR EXISTS (SELECT FROM identity.sign_in_ways WHERE way = $1)
       ON CONFLICT (way) DO UPDATE SET down = $2, until = $3, automatic = false, reason = $4, changed_by = $5, changed_at = $7, failures = 0, version = w.version + 1
         WHERE w.version = $6 RETURNING ${COLUMNS}`, [way, down, until, reason, by, version, at]);
  }

  /** One more failure in a row; how many by now. */
  async failed(way: Way, at: Date): Promise<number> {
    const row = await this.db.one<{ failures: number }>(
      `INSERT INTO identity.sign_in_ways AS w (way, changed_at, failures) VALUES ($1, $2, 1)
       ON CONFLICT (way) DO UPDATE SET failures = w.failures + 1 RETURNING failures`, [way, at]);
    return row!.failures;
  }

  async answered(way: Way): Promise<void> {
    await this.db.query('UPDATE identity.sign_in_ways SET failures = 0 WHERE way = $1 AND failures > 0', [way]);
  }

  /** False when it is down already, or another process was first. */
  async markAutomatically(way: Way, until: Date, at: Date): Promise<boolean> {
    return await this.db.affected(
      `UPDATE identity.sign_in_ways SET down = true, automatic = true, until = $2, reason = NULL, changed_by = NULL, changed_at = $3, failures = 0, version = version + 1
       WHERE way = $1 AND failures > 0 AND NOT (down AND (until IS NULL OR until > $3))`, [way, until, at]) > 0;
  }
}
