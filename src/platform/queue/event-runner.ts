import { Injectable } from '@nestjs/common';
import type { Job } from 'bullmq';
import { Counter } from 'prom-client';
import { Log } from '../logging/index.js';
import { EventStore } from './event-store.js';
import { Handlers } from './handlers.js';
import type { EventJob } from './relay.js';

const handled = new Counter({ name: 'events_handled_total', help: 'Events by subscriber and outcome', labelNames: ['subscriber', 'outcome'] });

/** Runs a subscriber for one event. The inbox, not the queue, knows whether it was done. */
@Injectable()
export class EventRunner {
  constructor(private readonly events: EventStore, private readonly handlers: Handlers, private readonly log: Log) {}

  async run(job: Job<EventJob>): Promise<void> {
    const { eventId, subscriber } = job.data;
    const found = await this.events.forSubscriber(eventId, subscriber);
    if (found === null || found.done) return;
    try {
      const subscription = this.handlers.subscription(subscriber);
      if (subscription === null) throw new Error(`This worker has no subscriber ${subscriber}`);
      await subscription.handle(found.event);
      await this.events.markDone(eventId, subscriber);
      handled.inc({ subscriber, outcome: 'done' });
    } catch (error) {
      const attempt = job.attemptsMade + 1;
      const last = attempt >= (job.opts.attempts ?? 1);
      handled.inc({ subscriber, outcome: last ? 'dead' : 'failed' });
      this.log.failure(last ? 'event.dead' : 'event.failed', error, { eventId, subscriber, attempt });
      if (last) await this.events.markDead(eventId, subscriber, nameOf(error), attempt);
      throw error;
    }
  }
}

/** What went wrong without its message, which may quote data. */
function nameOf(error: unknown): string {
  const { name, code } = error as { name?: string; code?: string };
  return [name, code].filter((part) => typeof part === 'string').join(' ') || 'Error';
}
