import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { Db } from '../database/index.js';
import { Log } from '../logging/index.js';
import { Handlers } from '../queue/handlers.js';
import type { DueItem } from './on-due.js';

interface DueRow {
  kind: string;
  key: string;
  due_at: Date;
  payload: Record<string, unknown>;
  school_id: string | null;
}

const ATTEMPTS = 12;
const FIRST_PAUSE_S = 2;

/** Handles what has fallen due, one row a transaction: the handler's effects and the row's mark stand or fall together. */
@Injectable()
export class DueSweep {
  constructor(private readonly db: Db, private readonly clock: Clock, private readonly handlers: Handlers, private readonly log: Log) {}

  /** @returns true when a row was handled, so that there may be more */
  async pass(): Promise<boolean> {
    let taken: DueRow | null = null;
    try {
      await this.db.transaction(async () => {
        taken = await this.take();
        if (taken !== null) await this.handle(taken);
      });
    } catch (error) {
      if (taken === null) throw error;
      await this.putOff(taken, error);
    }
    return taken !== null;
  }

  private take(): Promise<DueRow | null> {
    // Kinds this worker does not know wait for one that does.
    return this.db.one<DueRow & Record<string, unknown>>(
      `SELECT kind, key, due_at, payload, school_id FROM platform.due
       WHERE state = 'planned' AND due_at <= $1 AND (retry_at IS NULL OR retry_at <= $1) AND kind = ANY ($2)
       ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
      [this.clock.now(), this.handlers.dueKinds()],
    );
  }

  private async handle(row: DueRow): Promise<void> {
    const handler = this.handlers.dueHandler(row.kind);
    if (handler === null) throw new Error(`No handler for due rows of kind ${row.kind}`);
    const item: DueItem = { kind: row.kind, key: row.key, dueAt: row.due_at, payload: row.payload, schoolId: row.school_id };
    // Marked before the handler runs, so that a handler may plan its own next time.
    await this.db.query(
      `UPDATE platform.due SET state = 'done', finished_at = $3 WHERE kind = $1 AND key = $2`, [row.kind, row.key, this.clock.now()],
    );
    if ((await handler(item)) !== 'missed') return;
    await this.db.query(`UPDATE platform.due SET state = 'missed' WHERE kind = $1 AND key = $2 AND state = 'done'`, [row.kind, row.key]);
  }

  private async putOff(row: DueRow, error: unknown): Promise<void> {
    const { name, code } = error as { name?: string; code?: string };
    this.log.failure('due.failed', error, { kind: row.kind, key: row.key });
    await this.db.query(
      `UPDATE platform.due
       SET attempts = attempts + 1, error = $4, retry_at = $3::timestamptz + (power(2, attempts) * $5) * interval '1 second',
           state = CASE WHEN attempts + 1 >= $6 THEN 'failed' ELSE state END
       WHERE kind = $1 AND key = $2 AND state = 'planned'`,
      [row.kind, row.key, this.clock.now(), [name, code].filter(Boolean).join(' '), FIRST_PAUSE_S, ATTEMPTS],
    );
  }
}
