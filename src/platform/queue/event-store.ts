import { Injectable } from '@nestjs/common';
import { Db } from '../database/index.js';
import type { Delivered } from '../outbox/index.js';

export interface UnpublishedEvent {
  readonly id: string;
  readonly name: string;
}

interface EventRow {
  id: string;
  name: string;
  school_id: string | null;
  payload: object;
  occurred_at: Date;
  done: boolean;
}

/** `GET /jobs/{id}` knows a finished job so long. */
const JOBS_KEPT_DAYS = 30;

/** What the worker asks of `platform.outbox` and `platform.inbox`. */
@Injectable()
export class EventStore {
  constructor(private readonly db: Db) {}

  /** Claims the oldest unpublished events of known names for the ambient transaction; another relay skips them. */
  claim(limit: number, unknown: readonly string[]): Promise<UnpublishedEvent[]> {
    return this.db.query<UnpublishedEvent>(
      `SELECT id, name FROM platform.outbox WHERE published_at IS NULL AND name <> ALL ($2)
       ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED`,
      [limit, unknown],
    );
  }

  async markPublished(ids: readonly string[], subscribers: readonly number[]): Promise<void> {
    await this.db.query(
      `UPDATE platform.outbox o SET published_at = now(), subscribers = p.subscribers, settled_at = CASE WHEN p.subscribers = 0 THEN now() END
       FROM unnest($1::uuid[], $2::int[]) AS p (id, subscribers) WHERE o.id = p.id`,
      [ids, subscribers],
    );
  }

  /** The event and whether this subscriber is done with it; null when it was cleared away. */
  async forSubscriber(id: string, subscriber: string): Promise<{ event: Delivered<object>; done: boolean } | null> {
    const row = await this.db.one<EventRow>(
      `SELECT o.id, o.name, o.school_id, o.payload, o.occurred_at,
              EXISTS (SELECT FROM platform.inbox i WHERE i.event_id = o.id AND i.subscriber = $2 AND i.state = 'done') AS done
       FROM platform.outbox o WHERE o.id = $1`,
      [id, subscriber],
    );
    if (row === null) return null;
    return {
      event: { id: row.id, name: row.name, schoolId: row.school_id, payload: row.payload, occurredAt: row.occurred_at },
      done: row.done,
    };
  }

  async markDone(id: string, subscriber: string): Promise<void> {
    await this.db.query(
      `INSERT INTO platform.inbox (event_id, subscriber) VALUES ($1, $2)
       ON CONFLICT (event_id, subscriber) DO UPDATE SET state = 'done', error = NULL, at = now() WHERE inbox.state = 'dead'`,
      [id, subscriber],
    );
  }

  async markDead(id: string, subscriber: string, error: string, attempts: number): Promise<void> {
    await this.db.query(
      `INSERT INTO platform.inbox (event_id, subscriber, state, error, attempts) VALUES ($1, $2, 'dead', $3, $4)
       ON CONFLICT (event_id, subscriber) DO UPDATE SET error = excluded.error, attempts = excluded.attempts, at = now() WHERE inbox.state = 'dead'`,
      [id, subscriber, error, attempts],
    );
  }

  /** Closes events every subscriber has answered for, so that the open ones stay few. */
  async settle(): Promise<void> {
    await this.db.query(
      `UPDATE platform.outbox o SET settled_at = now()
       WHERE o.id IN (SELECT id FROM platform.outbox WHERE published_at IS NOT NULL AND settled_at IS NULL ORDER BY published_at LIMIT 5000)
         AND (SELECT count(*) FROM platform.inbox i WHERE i.event_id = o.id) >= o.subscribers`,
    );
  }

  /**
   * Events handed to the queue long ago that a subscriber has not answered for: the queue lost them (a Redis without
   * its disk) or is still trying. They go out again under the same job ids; a job that still waits swallows its twin.
   */
  republish(olderThanMs: number): Promise<number> {
    return this.db.affected(
      `UPDATE platform.outbox SET published_at = NULL
       WHERE settled_at IS NULL AND published_at < now() - $1 * interval '1 millisecond'
         AND (SELECT count(*) FROM platform.inbox i WHERE i.event_id = outbox.id) < subscribers`,
      [olderThanMs],
    );
  }

  async clear(olderThanDays: number): Promise<void> {
    // What has a dead letter stays until an operator has seen to it.
    await this.db.query(
      `DELETE FROM platform.outbox WHERE settled_at < now() - $1 * interval '1 day'
         AND NOT EXISTS (SELECT FROM platform.inbox i WHERE i.event_id = outbox.id AND i.state = 'dead')`,
      [olderThanDays],
    );
    await this.db.query(`DELETE FROM platform.due WHERE state IN ('done', 'cancelled') AND finished_at < now() - $1 * interval '1 day'`, [olderThanDays]);
    // Who asked for long work was told of it by then, or will not come back.
    await this.db.query(`DELETE FROM platform.jobs WHERE finished_at < now() - $1 * interval '1 day'`, [JOBS_KEPT_DAYS]);
    await this.db.query(`DELETE FROM platform.limits WHERE resets_at < now() - interval '1 day'`);
  }

  async open(): Promise<{ unpublished: number; unsettled: number; dead: number }> {
    const row = await this.db.one<{ unpublished: string; unsettled: string; dead: string }>(
      `SELECT (SELECT count(*) FROM platform.outbox WHERE published_at IS NULL) AS unpublished,
              (SELECT count(*) FROM platform.outbox o WHERE o.published_at IS NOT NULL AND o.settled_at IS NULL
                 AND (SELECT count(*) FROM platform.inbox i WHERE i.event_id = o.id) < o.subscribers) AS unsettled,
              (SELECT count(*) FROM platform.inbox WHERE state = 'dead') AS dead`,
    );
    return { unpublished: Number(row?.unpublished), unsettled: Number(row?.unsettled), dead: Number(row?.dead) };
  }
}
