import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Answer, Method, TestApp } from './app.js';

const MAIN = fileURLToPath(new URL('../../src/apps/api.main.js', import.meta.url));

/** A real process of the API beside a test's own program: same database, same keys, another memory. */
export class ApiProcess {
  private constructor(private readonly child: ReturnType<typeof fork>, private readonly url: string) {}

  /** @param settings environment variables beside those of `app` */
  static async beside(app: TestApp, settings: Readonly<Record<string, string>> = {}): Promise<ApiProcess> {
    const { settings: own, dataDir, publicUrl } = app.config;
    const child = fork(MAIN, [], {
      env: {
        ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'silent', PORT: '0', DEMO: '0', DATA_DIR: dataDir, KEYS_FILE: join(dataDir, 'keys.json'), PUBLIC_URL: publicUrl,
        DATABASE_URL: own.DATABASE_URL ?? '', MIGRATION_DATABASE_URL: own.MIGRATION_DATABASE_URL ?? '', REDIS_URL: own.REDIS_URL ?? '', TRUST_PROXY: own.TRUST_PROXY, ...settings,
      },
      execArgv: ['--enable-source-maps'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const [{ listening }] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => { throw new Error('The API process ended before it listened'); }),
    ])) as [{ listening: string }];
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
