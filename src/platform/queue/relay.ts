import { Injectable } from '@nestjs/common';
import type { JobsOptions, Queue } from 'bullmq';
import { Db } from '../database/index.js';
import { Log } from '../logging/index.js';
import { isDeclared } from '../outbox/event.js';
import { QueueBackend } from './backend.js';
import { EventStore, type UnpublishedEvent } from './event-store.js';
import { Handlers } from './handlers.js';

export interface EventJob {
  readonly eventId: string;
  readonly subscriber: string;
}

export const EVENTS_QUEUE = 'events';
const BATCH = 200;

/**
 * Moves events from the outbox to the queue: one job per subscriber, `<event id>-<subscriber>`. The rows are held
 * while the jobs are added; a crash between the two adds them again under the same ids.
 */
@Injectable()
export class Relay {
  private readonly unknown = new Set<string>();

  constructor(
    private readonly db: Db,
    private readonly events: EventStore,
    private readonly handlers: Handlers,
    private readonly backend: QueueBackend,
    private readonly log: Log,
  ) {}

  /** @returns true when there may be more */
  async pass(queue: Queue): Promise<boolean> {
    const claimed = await this.db.transaction(async () => {
      const rows = await this.events.claim(BATCH, [...this.unknown]);
      const known = rows.filter((row) => this.knows(row));
      const jobs = known.flatMap((row) => this.jobsOf(row));
      if (jobs.length > 0) await queue.addBulk(jobs);
      if (known.length > 0) {
        await this.events.markPublished(known.map((e) => e.id), known.map((e) => this.handlers.subscribersOf(e.name).length));
      }
      return rows.length;
    });
    return claimed === BATCH;
  }

  private jobsOf(event: UnpublishedEvent): { name: string; data: EventJob; opts: JobsOptions }[] {
    const { attempts, retryMs } = this.backend.tuning;
    return this.handlers.subscribersOf(event.name).map(({ subscriber }) => ({
      name: event.name,
      data: { eventId: event.id, subscriber },
      opts: { jobId: `${event.id}-${subscriber}`, attempts, backoff: { type: 'exponential', delay: retryMs, jitter: 0.5 } },
    }));
  }

  /** An event of a newer release waits for a worker that knows it; it must not hold up the others. */
  private knows(event: UnpublishedEvent): boolean {
    if (isDeclared(event.name)) return true;
    if (!this.unknown.has(event.name)) this.log.failure('outbox.unknown_event', new Error('undeclared event'), { event: event.name });
    this.unknown.add(event.name);
    return false;
  }
}
