import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { Db } from '../database/index.js';
import { WakeUp } from '../outbox/wake-up.js';
import { EventStore } from './event-store.js';
import { Handlers } from './handlers.js';

const LOOK_EVERY_MS = 20;

/** Counts what a part of the program still has to do now. */
export type Pending = () => Promise<number>;

/**
 * Says when everything that was set off is done: no event unpublished or unanswered, no due row overdue, nothing to
 * send. It asks the database, so it works whichever process does the work. Tests and the demo wait by it.
 */
@Injectable()
export class Drain {
  private readonly parts = new Map<string, Pending>();

  constructor(
    private readonly db: Db,
    private readonly events: EventStore,
    private readonly clock: Clock,
    private readonly handlers: Handlers,
    private readonly wake: WakeUp,
  ) {
    this.register('outbox', async () => { const { unpublished, unsettled } = await this.events.open(); return unpublished + unsettled; });
    this.register('due', () => this.overdue());
  }

  register(part: string, pending: Pending): void {
    this.parts.set(part, pending);
  }

  /** What is still to do, by part; empty when nothing is. */
  async pending(): Promise<Record<string, number>> {
    const left: Record<string, number> = {};
    for (const [part, pending] of this.parts) {
      const count = await pending();
      if (count > 0) left[part] = count;
    }
    return left;
  }

  /** @throws Error naming what is left when it takes longer than `timeoutMs` */
  async drain(timeoutMs = 30_000): Promise<void> {
    const until = performance.now() + timeoutMs;
    this.wake.soon();
    // Parts are looked at one after another, and work moves between them: a due row, done just after events were counted, has published one.
    for (let quiet = 0; quiet < 2;) {
      const left = await this.pending();
      if (Object.keys(left).length === 0) {
        quiet += 1;
        continue;
      }
      quiet = 0;
      if (performance.now() > until) throw new Error(`Not drained after ${timeoutMs} ms: ${JSON.stringify(left)}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  private async overdue(): Promise<number> {
    const row = await this.db.one<{ count: string }>(
      `SELECT count(*) FROM platform.due WHERE state = 'planned' AND due_at <= $1 AND (retry_at IS NULL OR retry_at <= $1) AND kind = ANY ($2)`,
      [this.clock.now(), this.handlers.dueKinds()],
    );
    return Number(row?.count ?? 0);
  }
}
