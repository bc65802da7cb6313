import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { administer } from '../../src/apps/launcher/postgres-roles.js';
import { Config } from '../../src/platform/config/index.js';
import { Drain } from '../../src/platform/queue/index.js';
import { freshDatabase, type TestDatabase } from '../support/index.js';
import { PARCEL_TABLES, parcelApp, Parcels, type Parcel } from './parcel.module.js';
import { kill, said, start } from './processes.js';

const REDIS = process.env['REDIS_URL'] ?? '';
// `npm test` runs the half without a Redis, .ci/run the other one too.
const BACKENDS = [REDIS === '' ? 'postgres' : 'redis'];

// Each test starts processes, which takes its time on a busy machine.
jest.setTimeout(120_000);

describe.each(BACKENDS)('processes killed with -9, queue on %s', (backend) => {
  let database: TestDatabase;
  let env: Record<string, string>;
  let observer: INestApplicationContext | undefined;
  const children: ChildProcess[] = [];

  const run = async (mode: 'sender' | 'worker'): Promise<ChildProcess> => {
    const child = await start(mode, env);
    children.push(child);
    return child;
  };
  const drain = (): Promise<void> => observer!.get(Drain, { strict: false }).drain(60_000);
  const put = (place: string): Promise<number[]> =>
    administer<{ number: number }>(database.ownerUrl, 'SELECT number FROM test_queue.put WHERE place = $1 ORDER BY number', [place])
      .then((rows) => rows.map((r) => r.number));
  const parcels = (from: number, count: number): Parcel[] =>
    Array.from({ length: count }, (_, i) => ({ number: from + i, mood: 'plain' as const }));
  const numbers = (from: number, count: number): number[] => parcels(from, count).map((p) => p.number);

  beforeAll(async () => {
    database = await freshDatabase(`kill_${backend}_${process.pid}`);
    await administer(database.ownerUrl, PARCEL_TABLES);
    env = {
      NODE_ENV: 'test', LOG_LEVEL: 'silent', DATABASE_URL: database.runtimeUrl, MIGRATION_DATABASE_URL: database.ownerUrl,
      REDIS_URL: backend === 'redis' ? REDIS : '',
    };
    observer = await NestFactory.createApplicationContext(parcelApp(Config.fromEnv(env)), { logger: false, abortOnError: false });
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map((child) => kill(child)));
    await administer(database.ownerUrl, 'TRUNCATE test_queue.sent, test_queue.put');
  });
  afterAll(() => observer?.close());

  it('loses nothing when the API dies right after the commit, before anybody was told', async () => {
    const sender = await run('sender');
    const dead = once(sender, 'exit');
    sender.send(parcels(1, 30));
    expect(await dead).toEqual([null, 'SIGKILL']);
    expect(await administer(database.ownerUrl, 'SELECT count(*)::int AS n FROM platform.outbox WHERE published_at IS NULL')).toEqual([{ n: 30 }]);
    await run('worker');
    await drain();
    expect(await put('shelf')).toEqual(numbers(1, 30));
    expect(await put('ledger')).toEqual(numbers(1, 30));
  });

  it('does a job once when the worker dies inside it', async () => {
    const first = await run('worker');
    const inside = said(first, 'hanging');
    await observer!.get(Parcels, { strict: false }).send({ number: 1, mood: 'hangs-once' });
    await inside;
    await kill(first);
    expect(await put('shelf')).toEqual([]);
    await run('worker');
    await drain();
    expect(await put('shelf')).toEqual([1]);
    expect(await put('ledger')).toEqual([1]);
  });

  it('does everything once while workers die again and again at any moment', async () => {
    const sender = observer!.get(Parcels, { strict: false });
    const sending = (async () => { for (const parcel of parcels(1, 400)) await sender.send(parcel); })();
    for (let i = 0; i < 4; i++) {
      const [worker, other] = [await run('worker'), i % 2 === 1 ? await run('worker') : null];
      await new Promise((resolve) => setTimeout(resolve, 40 + Math.random() * 200)); // the moment of death is the chance we test
      await kill(worker);
      if (other !== null) await kill(other);
    }
    await sending;
    await run('worker');
    await drain();
    expect(await put('shelf')).toEqual(numbers(1, 400));
    expect(await put('ledger')).toEqual(numbers(1, 400));
  });

  it('ends a worker cleanly on SIGTERM: what is under way is finished, the rest waits', async () => {
    const worker = await run('worker');
    const sender = observer!.get(Parcels, { strict: false });
    for (const parcel of parcels(1, 50)) await sender.send(parcel);
    const ended = once(worker, 'exit');
    worker.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    await run('worker');
    await drain();
    expect(await put('shelf')).toEqual(numbers(1, 50));
  });
});
