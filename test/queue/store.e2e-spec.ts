import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EmbeddedPostgres } from '../../src/apps/launcher/embedded-postgres.js';
import { administer } from '../../src/apps/launcher/postgres-roles.js';
import { Config } from '../../src/platform/config/index.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { Drain } from '../../src/platform/queue/index.js';
import { PARCEL_TABLES, parcelApp, Parcels } from './parcel.module.js';
import { kill, start } from './processes.js';

const REDIS = process.env['REDIS_URL'] ?? '';
const FAST = { fsync: 'off', max_connections: '60' };

jest.setTimeout(180_000);

/** A Redis of the test's own, with its log on disk, killed and started again on the same port. */
class OwnRedis {
  private child: ChildProcess | null = null;

  constructor(private readonly dir: string, readonly port: number) {}

  async start(): Promise<void> {
    mkdirSync(this.dir, { recursive: true });
    const child = spawn('redis-server', ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'yes',
      '--appendfsync', 'always', '--maxmemory-policy', 'noeviction', '--dir', this.dir], { stdio: 'ignore' });
    const failed = new Promise<never>((_, reject) => child.once('error', reject));
    await Promise.race([failed, this.answers()]);
    this.child = child;
  }

  async kill(): Promise<void> {
    if (this.child === null || this.child.exitCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }

  private async answers(): Promise<void> {
    for (;;) {
      const socket = connect(this.port, '127.0.0.1');
      const open = await new Promise<boolean>((resolve) => socket.once('connect', () => resolve(true)).once('error', () => resolve(false)));
      socket.destroy();
      if (open) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('a store that stops and comes back', () => {
  const dir = join(fileURLToPath(new URL('../../../.tmp', import.meta.url)), `store-${process.pid}`);
  let postgres: EmbeddedPostgres;
  let app: INestApplicationContext;
  let worker: ChildProcess | null = null;
  let redis: OwnRedis | null = null;

  const sender = (): Parcels => app.get(Parcels, { strict: false });
  const numbers = async (sql: string): Promise<number[]> =>
    (await administer<{ number: number }>(postgres.ownerUrl('cabinet'), sql)).map((r) => r.number);

  const begin = async (redisUrl: string): Promise<void> => {
    await administer(postgres.ownerUrl('cabinet'), PARCEL_TABLES);
    const env = {
      NODE_ENV: 'test', LOG_LEVEL: 'silent', DATABASE_URL: postgres.runtimeUrl('cabinet'), MIGRATION_DATABASE_URL: postgres.ownerUrl('cabinet'), REDIS_URL: redisUrl,
    };
    app = await NestFactory.createApplicationContext(parcelApp(Config.fromEnv(env)), { logger: false, abortOnError: false });
    worker = await start('worker', env);
  };
  /** Sends on and on; what the store refused was not sent. @returns how to stop */
  const keepSending = (from: number): (() => Promise<number>) => {
    let on = true;
    let refused = 0;
    const sending = (async () => {
      for (let number = from; on; number++) {
        try {
          await sender().send({ number, mood: 'plain' });
        } catch {
          refused += 1; // the store is away: the user would be told so
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
    })();
    return async () => { on = false; await sending; return refused; };
  };
  const sentSoFar = async (count: number): Promise<void> => {
    while ((await numbers(`SELECT number FROM test_queue.put WHERE place = 'shelf'`)).length < count) await new Promise((resolve) => setTimeout(resolve, 50));
  };
  const everySentOnce = async (): Promise<void> => {
    await app.get(Drain, { strict: false }).drain(90_000);
    const sent = await numbers('SELECT number FROM test_queue.sent ORDER BY number');
    expect(sent.length).toBeGreaterThan(20);
    for (const place of ['shelf', 'ledger']) expect(await numbers(`SELECT number FROM test_queue.put WHERE place = '${place}' ORDER BY number`)).toEqual(sent);
  };

  beforeAll(async () => {
    postgres = await EmbeddedPostgres.start(join(dir, 'postgres'), FAST);
    await postgres.ensureDatabase('cabinet');
    await migrate(postgres.ownerUrl('cabinet'), new Date());
  });
  afterEach(async () => {
    if (worker !== null) await kill(worker, 'SIGTERM');
    await app?.close();
    await redis?.kill();
  });
  afterAll(async () => {
    await postgres?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it('loses nothing and doubles nothing when PostgreSQL, queue and all, is stopped and started', async () => {
    await begin('');
    const stop = keepSending(1);
    await sentSoFar(20);
    const { port } = postgres;
    await postgres.stop();
    await new Promise((resolve) => setTimeout(resolve, 1_500)); // the time it is away
    postgres = await EmbeddedPostgres.start(join(dir, 'postgres'), { ...FAST, port: String(port) });
    const before = (await numbers('SELECT number FROM test_queue.sent')).length;
    while ((await numbers('SELECT number FROM test_queue.sent')).length < before + 20) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await stop()).toBeGreaterThan(0);
    await everySentOnce();
    expect(worker!.exitCode).toBeNull();
  });

  if (REDIS !== '') {
    it('goes on writing while Redis is gone, and catches up when it is back', async () => {
      redis = new OwnRedis(join(dir, 'redis'), await freePort());
      await redis.start();
      await begin(`redis://127.0.0.1:${redis.port}`);
      const stop = keepSending(1);
      await sentSoFar(20);
      await redis.kill();
      const before = (await numbers('SELECT number FROM test_queue.sent')).length;
      while ((await numbers('SELECT number FROM test_queue.sent')).length < before + 30) await new Promise((resolve) => setTimeout(resolve, 50));
      await redis.start();
      expect(await stop()).toBe(0);
      await everySentOnce();
      expect(worker!.exitCode).toBeNull();
    });
  }
});
