import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Type } from '@nestjs/common';
import { createHttpApp } from '../../src/apps/http-app.js';
import { AppModule } from '../../src/apps/modules.js';
import { Config, newKeysFile } from '../../src/platform/config/index.js';
import { Drain, QueueTuning, WorkerRuntime } from '../../src/platform/queue/index.js';
import { OffsetClock } from '../../src/shared/clock.js';
import { testDatabase } from './database.js';

/** An answer: `body` is parsed JSON, or the text when it is something else. */
export interface Answer {
  readonly status: number;
  readonly body: any;
  /** The bytes as they came; of a call within this process only. */
  readonly raw?: Buffer;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
}

/** A handler that fails is given up within a test's patience. */
const QUICK = Object.assign(new QueueTuning(), { lockMs: 5_000, stalledMs: 1_000, retryMs: 20, attempts: 4 });

type Headers = Readonly<Record<string, string>>;

/** Calls the API as one person. Paths begin after `/api/v1`; a path that begins with `//` is taken from the root. */
export interface Client {
  get(path: string, headers?: Headers): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Headers): Promise<Answer>;
  put(path: string, body?: unknown, headers?: Headers): Promise<Answer>;
  patch(path: string, body?: unknown, headers?: Headers): Promise<Answer>;
  delete(path: string, headers?: Headers): Promise<Answer>;
}

/** The whole program on this Jest worker's database, with a clock the test moves. */
export class TestApp {
  private worker: Promise<void> | null = null;
  /** Where its requests come from: counters of addresses are in the database, and spec files must not use up one another's. */
  readonly address: string;

  private constructor(
    readonly nest: NestFastifyApplication,
    readonly clock: OffsetClock,
    readonly config: Config,
    private readonly dir: string,
  ) {
    this.address = config.settings.TRUST_PROXY === '' ? `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}` : '127.0.0.1';
  }

  static async start(settings: Readonly<Record<string, string>> = {}, extra: readonly Type<object>[] = []): Promise<TestApp> {
    const dir = mkdtempSync(join(tmpdir(), 'school-cabinet-'));
    writeFileSync(join(dir, 'keys.json'), newKeysFile());
    const { runtimeUrl, ownerUrl } = await testDatabase();
    const config = Config.fromEnv({
      NODE_ENV: 'test', LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent', DATA_DIR: dir, DEMO: '0',
      DATABASE_URL: runtimeUrl, ...(ownerUrl === runtimeUrl ? {} : { MIGRATION_DATABASE_URL: ownerUrl }), REDIS_URL: process.env['REDIS_URL'], ...settings,
    });
    const clock = new OffsetClock();
    const program = AppModule.with(config, clock, QUICK);
    const nest = await createHttpApp(config, clock, { ...program, imports: [...(program.imports ?? []), ...extra] });
    await nest.init();
    await nest.getHttpAdapter().getInstance().ready();
    return new TestApp(nest, clock, config, dir);
  }

  get<T>(provider: Type<T> | (abstract new (...args: never[]) => T)): T {
    return this.nest.get<T>(provider as Type<T>, { strict: false });
  }

  /** @param accessToken null calls without signing in */
  as(accessToken: string | null): Client {
    const call = (method: Method) => (path: string, body?: unknown, headers: Headers = {}): Promise<Answer> =>
      this.request(method, path, body, accessToken === null ? headers : { authorization: `Bearer ${accessToken}`, ...headers });
    const [post, put, patch, get, remove] = [call('POST'), call('PUT'), call('PATCH'), call('GET'), call('DELETE')];
    return { post, put, patch, get: (path, headers) => get(path, undefined, headers), delete: (path, headers) => remove(path, undefined, headers) };
  }

  get anonymous(): Client {
    return this.as(null);
  }

  /** One request with any headers; a string or Buffer body goes as it is. */
  async request(method: Method, path: string, body?: unknown, headers: Headers = {}): Promise<Answer> {
    const raw = typeof body === 'string' || Buffer.isBuffer(body);
    const response = await this.nest.inject({
      method,
      remoteAddress: this.address,
      url: path.startsWith('//') ? path.slice(1) : `/api/v1${path}`,
      headers: { ...(body === undefined || raw ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { payload: raw ? (body as string | Buffer) : JSON.stringify(body) }),
    });
    const json = String(response.headers['content-type'] ?? '').includes('json') && response.body !== '';
    return { status: response.statusCode, body: json ? JSON.parse(response.body) : response.body, raw: response.rawPayload, headers: response.headers };
  }

  /**
   * Waits until everything that was set off is done: events handled, due rows up to the test's clock, notices sent.
   * The worker's half runs in this process from the first call on.
   * @throws Error naming what is left when it takes too long
   */
  async drain(): Promise<void> {
    this.worker ??= this.get(WorkerRuntime).start();
    await this.worker;
    await this.get(Drain).drain();
  }

  async stop(): Promise<void> {
    await this.nest.close();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * @param settings environment variables beside the test's own
 * @param extra modules of the test
 */
export function startTestApp(settings: Readonly<Record<string, string>> = {}, extra: readonly Type<object>[] = []): Promise<TestApp> {
  return TestApp.start(settings, extra);
}
