import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { startWorker } from '../../src/apps/worker-app.js';
import { administer } from '../../src/apps/launcher/postgres-roles.js';
import { Config } from '../../src/platform/config/index.js';
import { OffsetClock } from '../../src/shared/clock.js';
import { freshDatabase } from '../support/index.js';
import { PARCEL_TABLES, parcelApp } from './parcel.module.js';

/** The platform with the parcel module on a database of its own; with the worker's side running or without. */
export async function startParcels(name: string, worker: boolean): Promise<{ app: INestApplicationContext; clock: OffsetClock; ownerUrl: string }> {
  const { runtimeUrl, ownerUrl } = await freshDatabase(`${name}_${process.pid}`);
  await administer(ownerUrl, PARCEL_TABLES);
  const config = Config.fromEnv({
    NODE_ENV: 'test', LOG_LEVEL: 'silent', DATABASE_URL: runtimeUrl, MIGRATION_DATABASE_URL: ownerUrl, REDIS_URL: process.env['REDIS_URL'],
  });
  const clock = new OffsetClock();
  const module = parcelApp(config, clock);
  const app = worker
    ? await startWorker(config, module)
    : await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  return { app, clock, ownerUrl };
}
