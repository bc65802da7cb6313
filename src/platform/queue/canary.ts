import { Injectable } from '@nestjs/common';
import { Health } from '../health/index.js';
import { defineJob, OnJob } from './job.js';

export const CANARY = defineJob('platform.canary');
export const CANARY_EVERY_MS = 10_000;
const TOO_LONG_MS = 60_000;

/** The worker is well when a canary job went through the queue lately; a worker that says it runs may do nothing. */
@Injectable()
export class Canary {
  private lastMs = performance.now();

  constructor(private readonly health: Health) {}

  /** In the worker only: the API has no queue to be well with. */
  watch(): void {
    this.lastMs = performance.now();
    this.health.register('queue', async () => {
      if (performance.now() - this.lastMs > TOO_LONG_MS) throw new Error('no canary lately');
    });
  }

  @OnJob(CANARY)
  async sing(): Promise<void> {
    this.lastMs = performance.now();
  }
}
