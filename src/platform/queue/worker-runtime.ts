import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { Job, Queue, Worker } from 'bullmq';
import { Client } from 'pg';
import { Gauge } from 'prom-client';
import { Clock } from '../../shared/clock.js';
import { Config } from '../config/index.js';
import { Db, runtimeConnection } from '../database/index.js';
import { DueSweep } from '../due/due-sweep.js';
import { Log } from '../logging/index.js';
import { WAKE_CHANNEL } from '../outbox/wake-up.js';
import { QueueBackend } from './backend.js';
import { Canary, CANARY, CANARY_EVERY_MS } from './canary.js';
import { EventRunner } from './event-runner.js';
import { EventStore } from './event-store.js';
import { Handlers } from './handlers.js';
import type { JobType } from './job.js';
import { Loop } from './loop.js';
import { EVENTS_QUEUE, Relay, type EventJob } from './relay.js';

const POLL_MS = 1_000;
const TIDY_MS = 30_000;
const HOUSEKEEPING_MS = 3_600_000;
const REPUBLISH_AFTER_MS = 600_000;
const KEEP_DAYS = 14;
const EVENT_CONCURRENCY = 8;
const JOB_CONCURRENCY = 4;
const JOBS_QUEUE = 'jobs';

const openEvents = new Gauge({ name: 'events_open', help: 'Events in the outbox not done yet, by where they are', labelNames: ['state'] });

/** A part of the program with work of its own in the worker. It polls; a nudge only makes it prompt. */
export interface WorkerPart {
  start(): Promise<void>;
  nudge(): void;
  /** Lets what is under way finish. */
  stop(): Promise<void>;
}

/** Everything that moves in the worker: the relay, the sweep, two queues with their workers, the canary. */
@Injectable()
export class WorkerRuntime implements BeforeApplicationShutdown {
  private queues: Queue[] = [];
  private workers: Worker[] = [];
  private loops: Loop[] = [];
  private timers: NodeJS.Timeout[] = [];
  private listener: Client | null = null;
  private stopping = false;
  private readonly parts: WorkerPart[] = [];

  constructor(
    private readonly config: Config,
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly backend: QueueBackend,
    private readonly events: EventStore,
    private readonly relay: Relay,
    private readonly sweep: DueSweep,
    private readonly runner: EventRunner,
    private readonly handlers: Handlers,
    private readonly canary: Canary,
    private readonly log: Log,
  ) {}

  /** At module init. */
  register(part: WorkerPart): void {
    this.parts.push(part);
  }

  /** After the application's init, so that every module has registered what it has. */
  async start(): Promise<void> {
    const events = this.backend.queue(EVENTS_QUEUE);
    const jobs = this.backend.queue(JOBS_QUEUE);
    this.queues = [events, jobs];
    this.workers = [
      this.backend.worker(EVENTS_QUEUE, (job: Job<EventJob>) => this.runner.run(job), EVENT_CONCURRENCY),
      this.backend.worker(JOBS_QUEUE, (job: Job) => this.runJob(job.name), JOB_CONCURRENCY),
    ];
    for (const worker of this.workers) void worker.run().catch((error: unknown) => this.log.failure('queue.stopped', error));
    this.loop('relay', () => this.relay.pass(events), POLL_MS);
    this.loop('sweep', () => this.sweep.pass(), POLL_MS);
    this.loop('tidy', () => this.tidy(), TIDY_MS);
    this.loop('housekeeping', () => this.keepHouse(), HOUSEKEEPING_MS);
    this.loop('canary', async () => { await this.wake(CANARY); return false; }, CANARY_EVERY_MS);
    for (const part of this.parts) await part.start();
    this.canary.watch();
    await this.listen();
  }

  /** Adds a wake-up job. */
  async wake(job: JobType): Promise<void> {
    await this.queues[1]?.add(job.name, {}, { attempts: 1 });
  }

  /** Lets what is under way finish; the rest stays in the outbox and the queue. */
  async beforeApplicationShutdown(): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    for (const timer of this.timers) clearTimeout(timer);
    await this.listener?.end();
    await Promise.all(this.loops.map((loop) => loop.stop()));
    await Promise.all(this.workers.map((worker) => worker.close()));
    await Promise.all(this.parts.map((part) => part.stop()));
    await Promise.all(this.queues.map((queue) => queue.close()));
  }

  private loop(name: string, pass: () => Promise<boolean>, everyMs: number): void {
    const loop = new Loop(pass, everyMs, (error) => this.log.failure(`worker.${name}_failed`, error));
    loop.start();
    this.loops.push(loop);
  }

  /** The ear for wake-ups. A broken one is replaced; meanwhile the polls find everything. */
  private async listen(): Promise<void> {
    if (this.stopping) return;
    const client = new Client({ ...runtimeConnection(this.config), application_name: 'cabinet-listen', keepAlive: true });
    let replaced = false;
    const replace = (): void => {
      if (replaced || this.stopping) return;
      replaced = true;
      void client.end().catch(() => undefined); // it is broken already
      this.timers.push(setTimeout(() => void this.listen(), POLL_MS));
    };
    client.on('error', replace);
    client.on('end', replace);
    client.on('notification', () => { this.loops[0]?.nudge(); this.loops[1]?.nudge(); this.parts.forEach((part) => part.nudge()); });
    try {
      await client.connect();
      await client.query(`LISTEN ${WAKE_CHANNEL}`);
      this.listener = client;
    } catch (error) {
      this.log.failure('worker.listen_failed', error);
      replace();
    }
  }

  private async runJob(name: string): Promise<void> {
    const handler = this.handlers.job(name);
    if (handler === null) throw new Error(`This worker has no handler for job ${name}`);
    await handler();
  }

  private async tidy(): Promise<boolean> {
    await this.events.settle();
    await this.events.republish(REPUBLISH_AFTER_MS);
    for (const [state, count] of Object.entries(await this.events.open())) openEvents.set({ state }, count);
    return false;
  }

  private async keepHouse(): Promise<boolean> {
    await this.db.query('SELECT platform.ensure_partitions($1::date)', [this.clock.now()]);
    await this.events.clear(KEEP_DAYS);
    return false;
  }
}
