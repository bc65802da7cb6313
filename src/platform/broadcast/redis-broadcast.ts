import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import type { Log } from '../logging/index.js';
import { Broadcast } from './broadcast.js';

const CHANNEL = 'cabinet:broadcast';

/** Redis publish / subscribe; ioredis connects and subscribes again by itself. */
export class RedisBroadcast extends Broadcast implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly listener: Redis;
  private readonly sender: Redis;
  private stopped = false;

  constructor(url: string, private readonly log: Log) {
    super();
    this.listener = new Redis(url, { lazyConnect: true });
    this.sender = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1 });
    for (const client of [this.listener, this.sender]) client.on('error', (error) => this.failed('broadcast.redis_failed', error));
    this.listener.on('message', (_: string, text: string) => this.receive(text));
  }

  /** Not waited for: the write path never waits for Redis, and a late subscription costs the age of a cache. */
  onApplicationBootstrap(): void {
    this.listener.subscribe(CHANNEL).catch((error: unknown) => this.failed('broadcast.listen_failed', error));
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.listener.disconnect();
    this.sender.disconnect();
  }

  protected send(text: string): void {
    this.sender.publish(CHANNEL, text).catch((error: unknown) => this.failed('broadcast.send_failed', error));
  }

  /** What breaks off because we close the connection is no failure: a process that ends at once has not subscribed yet. */
  private failed(event: string, error: unknown): void {
    if (!this.stopped) this.log.failure(event, error);
  }
}
