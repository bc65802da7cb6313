import { fileURLToPath } from 'node:url';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import workerpool, { type Pool } from 'workerpool';
import { Log } from '../../../platform/logging/index.js';
import type { Inspected } from './inspected.js';

const SCRIPT = fileURLToPath(new URL('./inspect.process.js', import.meta.url));
const PROCESSES = 2;
const SECONDS = 20;
/** A process without work is ended, its memory with it. */
const IDLE_MS = 30_000;

/**
 * Looks into documents that strangers sent, in processes of their own: a decoder that crashes, swells or never ends takes
 * nothing with it but the document it was given, and such a process has neither keys nor database in its environment.
 */
@Injectable()
export class ContentInspection implements OnModuleDestroy {
  private pool: Pool | null = null;
  private idle: NodeJS.Timeout | null = null;

  constructor(private readonly log: Log) {}

  /**
   * @param maxBytes of what is kept instead, when something is
   * @throws Error when it could not be looked into for reasons of ours
   */
  async inspect(bytes: Buffer, mediaType: string, maxBytes: number): Promise<Inspected> {
    if (this.idle !== null) clearTimeout(this.idle);
    this.pool ??= workerpool.pool(SCRIPT, {
      workerType: 'process', maxWorkers: PROCESSES, workerTerminateTimeout: 100,
      forkOpts: { env: {}, execArgv: ['--max-old-space-size=256'], serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
    });
    try {
      return (await this.pool.exec('inspect', [bytes, mediaType, maxBytes]).timeout(SECONDS * 1000)) as Inspected;
    } catch (error) {
      if (!(error instanceof workerpool.TerminateError) && !(error instanceof workerpool.Promise.TimeoutError)) throw error;
      // Ended for its time, its memory or a decoder's fault: whatever it was, it is no document people send.
      this.log.failure('files.inspection_ended', error, { mediaType, size: bytes.length });
      return { refused: 'files.unreadable' };
    } finally {
      this.endWhenIdle();
    }
  }

  async onModuleDestroy(): Promise<void> {
    if (this.idle !== null) clearTimeout(this.idle);
    await this.end();
  }

  private endWhenIdle(): void {
    if (this.idle !== null) clearTimeout(this.idle);
    this.idle = setTimeout(() => {
      const { busyWorkers = 0, pendingTasks = 0 } = this.pool?.stats() ?? {};
      if (busyWorkers + pendingTasks > 0) this.endWhenIdle();
      else void this.end();
    }, IDLE_MS).unref();
  }

  private async end(): Promise<void> {
    const { pool } = this;
    this.pool = null;
    await pool?.terminate(true);
  }
}
