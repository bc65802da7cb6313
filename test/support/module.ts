import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamicModule, Global, type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Pool } from 'pg';
import { AccessTokens, SchoolAccess, SchoolZones } from '../../src/platform/auth/index.js';
import { BroadcastModule } from '../../src/platform/broadcast/index.js';
import { Config, newKeysFile } from '../../src/platform/config/index.js';
import { BlindIndex, Envelope } from '../../src/platform/crypto/index.js';
import { DatabaseModule } from '../../src/platform/database/index.js';
import { Deliveries } from '../../src/platform/delivery/deliveries.js';
import { DeliveryStore } from '../../src/platform/delivery/delivery-store.js';
import { DueModule } from '../../src/platform/due/index.js';
import { Jobs } from '../../src/platform/jobs/index.js';
import { Limits } from '../../src/platform/limits/index.js';
import { Log } from '../../src/platform/logging/index.js';
import { NoticesModule } from '../../src/platform/notices/index.js';
import { ObjectsModule } from '../../src/platform/objects/index.js';
import { OutboxModule } from '../../src/platform/outbox/index.js';
import { Clock, OffsetClock } from '../../src/shared/clock.js';
import { testDatabase } from './database.js';

@Global()
@Module({})
class TestPlatform {
  static with(config: Config, clock: Clock): DynamicModule {
    return {
      module: TestPlatform,
      imports: [DatabaseModule, BroadcastModule, OutboxModule, DueModule, NoticesModule, ObjectsModule],
      providers: [{ provide: Config, useValue: config }, { provide: Clock, useValue: clock }, Log, Envelope, BlindIndex, Limits, AccessTokens, SchoolAccess, SchoolZones, Jobs, DeliveryStore, Deliveries],
      exports: [Config, Clock, Log, Envelope, BlindIndex, Limits, AccessTokens, SchoolAccess, SchoolZones, Jobs, Deliveries],
    };
  }
}

@Module({})
class TestRoot {}

/** One module on this Jest worker's database, without HTTP and without a worker: a module spec talks to its facade. */
export class TestModule {
  private constructor(
    private readonly context: INestApplicationContext,
    readonly clock: OffsetClock,
    readonly config: Config,
    /** The owner's connections, for factories and for looking behind the facade. */
    readonly db: Pool,
    private readonly dir: string,
  ) {}

  static async start(modules: readonly Type<object>[], settings: Readonly<Record<string, string>> = {}): Promise<TestModule> {
    const dir = mkdtempSync(join(tmpdir(), 'school-cabinet-'));
    writeFileSync(join(dir, 'keys.json'), newKeysFile());
    const { runtimeUrl, ownerUrl } = await testDatabase();
    const config = Config.fromEnv({ NODE_ENV: 'test', LOG_LEVEL: 'silent', DATA_DIR: dir, DATABASE_URL: runtimeUrl, MIGRATION_DATABASE_URL: ownerUrl, ...settings });
    const clock = new OffsetClock();
    const root: DynamicModule = { module: TestRoot, imports: [TestPlatform.with(config, clock), ...modules] };
    const context = await NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
    return new TestModule(context, clock, config, new Pool({ connectionString: ownerUrl, max: 3 }), dir);
  }

  get<T>(provider: Type<T> | (abstract new (...args: never[]) => T)): T {
    return this.context.get<T>(provider as Type<T>, { strict: false });
  }

  /** Payloads of this event published so far, oldest first. */
  async published<P>(name: string): Promise<P[]> {
    const { rows } = await this.db.query<{ payload: P }>('SELECT payload FROM platform.outbox WHERE name = $1 ORDER BY id', [name]);
    return rows.map((row) => row.payload);
  }

  async stop(): Promise<void> {
    await this.context.close();
    await this.db.end();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

export function startTestModule(...modules: Type<object>[]): Promise<TestModule> {
  return TestModule.start(modules);
}

/** The platform alone. @param settings environment variables beside the test's own */
export function startTestPlatform(settings: Readonly<Record<string, string>> = {}): Promise<TestModule> {
  return TestModule.start([], settings);
}
