import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { HotDb, type Statement } from '../database/index.js';
import { Log } from '../logging/index.js';

/** The channel the worker listens on. */
export const WAKE_CHANNEL = 'cabinet_wake';

const NOTIFY: Statement = { name: 'platform-wake', text: `SELECT pg_notify('${WAKE_CHANNEL}', '')` };
const EVERY_MS = 50;

/**
 * Tells the worker that there is something to fetch: after the commit, at most once per 50 ms, because a NOTIFY inside
 * the transaction serialises commits (architecture, Transactions 3). A lost one costs at most the worker's poll of 1 s.
 */
@Injectable()
export class WakeUp implements OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private last = 0;

  constructor(private readonly hot: HotDb, private readonly log: Log) {}

  soon(): void {
    if (this.timer !== null) return;
    const wait = Math.max(0, this.last + EVERY_MS - performance.now());
    this.timer = setTimeout(() => {
      this.timer = null;
      this.last = performance.now();
      this.hot.run(NOTIFY, []).catch((error: unknown) => this.log.failure('outbox.wake_failed', error));
    }, wait);
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}
