import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Answer, Method, TestApp } from './app.js';

const API = new URL('../../src/apps/api.main.js', import.meta.url);
const WORKER = new URL('../../src/apps/worker.main.js', import.meta.url);

/** A real process of the API beside a test's own program: same database, same keys, another memory. */
export class ApiProcess {
  private constructor(private readonly child: ChildProcess, private readonly url: string) {}

  /** @param settings environment variables beside those of `app` */
  static async beside(app: TestApp, settings: Readonly<Record<string, string>> = {}): Promise<ApiProcess> {
    const { child, listening } = await beside(app, API, settings);
    return new ApiProcess(child, listening);
  }

  async request(method: Method, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = (response.headers.get('content-type') ?? '').includes('json') && text !== '';
    return { status: response.status, body: json ? JSON.parse(text) : text, headers: Object.fromEntries(response.headers) };
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await gone;
  }
}

/** A real worker beside a test's own program, to be killed. */
export class WorkerProcess {
  private constructor(private readonly child: ChildProcess) {}

  /** @param settings environment variables beside those of `app` */
  static async beside(app: TestApp, settings: Readonly<Record<string, string>> = {}): Promise<WorkerProcess> {
    return new WorkerProcess((await beside(app, WORKER, settings)).child);
  }

  /** With -9; not an error when it is dead already. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}

async function beside(app: TestApp, main: URL, settings: Readonly<Record<string, string>>): Promise<{ child: ChildProcess; listening: string }> {
  const { settings: own, dataDir, publicUrl } = app.config;
  const child = fork(fileURLToPath(main), [], {
    env: {
      ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'silent', PORT: '0', WORKER_PORT: '0', DEMO: '0', DATA_DIR: dataDir, KEYS_FILE: join(dataDir, 'keys.json'), PUBLIC_URL: publicUrl,
      DATABASE_URL: own.DATABASE_URL ?? '', MIGRATION_DATABASE_URL: own.MIGRATION_DATABASE_URL ?? '', REDIS_URL: own.REDIS_URL ?? '', TRUST_PROXY: own.TRUST_PROXY, ...settings,
    },
    execArgv: ['--enable-source-maps'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [{ listening }] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => { throw new Error('The process ended before it listened'); }),
  ])) as [{ listening: string }];
  return { child, listening };
}
