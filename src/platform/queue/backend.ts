import { Injectable } from '@nestjs/common';
import {
  createPostgresBackend, createRedisBackend, Queue, Worker, type BackendFactory, type IQueueBackend, type Processor, type WorkerOptions,
} from 'bullmq';
import { Config } from '../config/index.js';
import { runtimeConnection } from '../database/index.js';
import { DeliveryTuning } from '../delivery/tuning.js';
import { Log } from '../logging/index.js';

/** How long what takes; tests shorten it. */
export class QueueTuning {
  /** A job whose worker has not renewed its lock for so long is given to another. */
  lockMs = 30_000;
  /** How often such jobs are looked for. */
  stalledMs = 10_000;
  /** First pause after a failure; it doubles each time, half of it is chance. */
  retryMs = 1_000;
  /** Tries before the dead-letter list: with the pauses above about an hour. */
  attempts = 12;
  delivery = new DeliveryTuning();
}

type AnyFactory = BackendFactory<IQueueBackend, unknown>;

/**
 * BullMQ on Redis (`REDIS_URL`) or on PostgreSQL. Only the worker holds queue connections: the API writes the outbox
 * and never waits for a queue (architecture, Transactions 8).
 */
@Injectable()
export class QueueBackend {
  readonly kind: 'redis' | 'postgres';

  constructor(private readonly config: Config, private readonly log: Log, readonly tuning: QueueTuning) {
    this.kind = config.settings.REDIS_URL === null ? 'postgres' : 'redis';
  }

  queue(name: string): Queue {
    const queue = new Queue(name, { connection: this.connection(2), prefix: this.prefix } as never, this.factory as never) as Queue;
    queue.on('error', (error) => this.log.failure('queue.error', error, { queue: name }));
    return queue;
  }

  worker(name: string, processor: Processor, concurrency: number): Worker {
    const options: Omit<WorkerOptions, 'connection'> = {
      concurrency,
      prefix: this.prefix,
      autorun: false,
      lockDuration: this.tuning.lockMs,
      stalledInterval: this.tuning.stalledMs,
      maxStalledCount: this.tuning.attempts,
      // What became of an event is in the inbox, not in the queue.
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    };
    const worker = new Worker(name, processor, { ...options, connection: this.connection(4) } as never, this.factory as never) as Worker;
    worker.on('error', (error) => this.log.failure('queue.worker_error', error, { queue: name }));
    return worker;
  }

  private get factory(): AnyFactory {
    return (this.kind === 'redis' ? createRedisBackend : createPostgresBackend) as unknown as AnyFactory;
  }

  private connection(max: number): object {
    const { REDIS_URL } = this.config.settings;
    if (REDIS_URL === null) return { ...runtimeConnection(this.config), max, schema: QUEUE_SCHEMA, application_name: 'cabinet-queue' };
    // A worker waits for its Redis as long as it takes; the outbox keeps everything meanwhile.
    return { url: REDIS_URL, maxRetriesPerRequest: null };
  }

  /** One Redis may serve several databases: staging beside tests. */
  private get prefix(): string {
    return `cabinet-${new URL(this.config.databaseUrl).pathname.slice(1)}`;
  }
}

/** Where BullMQ keeps its tables on the PostgreSQL backend. */
export const QUEUE_SCHEMA = 'bullmq';
