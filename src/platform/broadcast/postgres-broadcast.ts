import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Client } from 'pg';
import type { Config } from '../config/index.js';
import { type HotDb, runtimeConnection, type Statement } from '../database/index.js';
import type { Log } from '../logging/index.js';
import { Broadcast } from './broadcast.js';

const CHANNEL = 'cabinet_broadcast';
const NOTIFY: Statement = { name: 'platform-broadcast', text: `SELECT pg_notify('${CHANNEL}', $1)` };
const RETRY_MS = 1000;

/** LISTEN / NOTIFY on a connection of its own, made again when it is lost. */
export class PostgresBroadcast extends Broadcast implements OnApplicationBootstrap, OnApplicationShutdown {
  private client: Client | null = null;
  private retry: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(private readonly config: Config, private readonly hot: HotDb, private readonly log: Log) {
    super();
  }

  onApplicationBootstrap(): Promise<void> {
    return this.connect();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.retry !== null) clearTimeout(this.retry);
    await this.client?.end();
  }

  protected send(text: string): void {
    // Apart: it must not ride on the connection of a transaction that is being left.
    this.hot.apart(NOTIFY, [text]).catch((error: unknown) => this.log.failure('broadcast.send_failed', error));
  }

  private async connect(): Promise<void> {
    const client = new Client({ ...runtimeConnection(this.config), application_name: 'cabinet-listen', keepAlive: true });
    client.on('error', () => undefined); // 'end' follows and connects again
    client.once('end', () => this.connectLater());
    client.on('notification', ({ payload }) => this.receive(payload ?? '{}'));
    this.client = client;
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      this.log.failure('broadcast.listen_failed', error);
      this.connectLater();
    }
  }

  private connectLater(): void {
    if (this.stopped || this.retry !== null) return;
    this.retry = setTimeout(() => {
      this.retry = null;
      void this.connect();
    }, RETRY_MS);
  }
}
