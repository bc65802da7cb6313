import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newKeysFile, type Config } from '../../platform/config/index.js';
import { EmbeddedPostgres } from './embedded-postgres.js';
import { LOCAL_BANK, LOCAL_CLIENT, LOCAL_PROVIDER } from '../local-portal/local-client.js';
import { lockDirectory } from './lock.js';
import { Service } from './service.js';

const DATABASE = 'cabinet';
const script = (name: string): string => fileURLToPath(new URL(`../${name}.main.js`, import.meta.url));

/** `npm start`: stores, migrations, demo, API and worker, in this order; and all of it down again in the reverse one. */
export class Launcher {
  private readonly undo: { what: string; how: () => void | Promise<void> }[] = [];
  /** How long API and worker may take to stop: to finish what they do, which they cannot once something broke. */
  private graceMs = 20_000;
  private stopped: Promise<void> | null = null;
  private readonly ended: Promise<number>;
  private end!: (code: number) => void;

  constructor(private readonly config: Config) {
    this.ended = new Promise((resolve) => { this.end = resolve; });
  }

  /** @returns the exit code, when everything has been stopped */
  async run(): Promise<number> {
    try {
      const url = await this.start();
      if (this.stopped === null) console.log(`School Cabinet is ready at ${url}`);
    } catch (error) {
      if (this.stopped === null) this.fail((error as Error).message);
    }
    return this.ended;
  }

  /** Stops everything in order; called again, waits for the same. */
  stop(code = 0): Promise<void> {
    this.stopped ??= (async () => {
      let result = code;
      for (const { what, how } of this.undo.splice(0).reverse()) {
        try {
          await how();
        } catch (error) {
          console.error(`Stopping ${what} failed:`, error);
          result = 1;
        }
      }
      this.end(result);
    })();
    return this.stopped;
  }

  private fail(why: string): void {
    if (this.stopped !== null) return;
    console.error(why);
    this.graceMs = 3000;
    void this.stop(1);
  }

  private async start(): Promise<string> {
    this.onStop('the lock', lockDirectory(this.config.dataDir));
    this.ensureKeys();
    const env = { ...process.env, ...await this.database() };
    await this.cli('migrate', env);
    if (this.config.settings.DEMO && !this.config.isProduction) await this.cli('demo', env);
    // The running program gets the runtime role's URL only.
    const { MIGRATION_DATABASE_URL: owner, ...rest } = env;
    const runtimeEnv = { ...rest, ...await this.localPortal(), ...(this.config.settings.DATABASE_URL === null ? {} : { MIGRATION_DATABASE_URL: owner }) };
    const giveUp = (why: string): void => { this.fail(why); };
    const worker = new Service('worker', script('worker'), { ...runtimeEnv }, 'WORKER_PORT', giveUp);
    const api = new Service('API', script('api'), { ...runtimeEnv }, 'PORT', giveUp);
    this.onStop('the worker', () => worker.stop(this.graceMs));
    this.onStop('the API', () => api.stop(this.graceMs));
    await Promise.all([api.start(), worker.start()]);
    return this.config.settings.PUBLIC_URL ?? api.url;
  }

  /** In the demo, where no portal is configured: one of our own, with made-up people. The program works without it, too. */
  private async localPortal(): Promise<{ IDENTITY_PROVIDERS?: string }> {
    const { DEMO, IDENTITY_PROVIDERS, PUBLIC_URL, PORT } = this.config.settings;
    const knowsItself = PUBLIC_URL !== null || PORT !== 0;
    if (!DEMO || this.config.isProduction || IDENTITY_PROVIDERS.length > 0 || !knowsItself) return {};
    const secret = randomBytes(24).toString('base64url');
    const callbacks = [LOCAL_PROVIDER, LOCAL_BANK].map((id) => `${this.config.publicUrl.replace(/\/$/, '')}/api/v1/auth/providers/${id}/callback`).join(' ');
    const portal = new Service('local portal', script('local-portal'), { ...process.env, LOCAL_PORTAL_SECRET: secret, LOCAL_PORTAL_CALLBACKS: callbacks }, 'LOCAL_PORTAL_PORT',
      (why) => { console.error(`${why}; sign-in through it does not work until the next start`); });
    this.onStop('the local portal', () => portal.stop(this.graceMs));
    try {
      await portal.start();
    } catch (error) {
      console.error(`${error instanceof Error ? error.message : String(error)}; sign-in through it does not work until the next start`);
      return {};
    }
    const common = { kind: 'oidc', issuer: portal.url, clientId: LOCAL_CLIENT, clientSecret: secret, confirmedClaim: 'trusted' };
    return { IDENTITY_PROVIDERS: JSON.stringify([
      { ...common, id: LOCAL_PROVIDER, title: { ru: 'Учебный портал', en: 'Demo portal' } },
      { ...common, id: LOCAL_BANK, title: { ru: 'Учебный банк', en: 'Demo bank' }, purpose: 'confirm' },
    ]) };
  }

  private onStop(what: string, how: () => void | Promise<void>): void {
    this.undo.push({ what, how });
  }

  /** The keys are made once; a lost file is never replaced silently, for what was sealed with it would be lost too. */
  private ensureKeys(): void {
    const path = join(this.config.dataDir, 'keys.json');
    if (this.config.settings.KEYS_FILE !== null || existsSync(path)) return;
    if (existsSync(join(this.config.dataDir, 'postgres', 'passwords.json'))) {
      throw new Error(`${path} is missing, but the database beside it was written with its keys. Put the file back from your backup.`);
    }
    writeFileSync(`${path}.new`, newKeysFile(), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  /** The server of our own, or what DATABASE_URL names. */
  private async database(): Promise<{ DATABASE_URL: string; MIGRATION_DATABASE_URL?: string }> {
    const { DATABASE_URL, MIGRATION_DATABASE_URL } = this.config.settings;
    if (DATABASE_URL !== null) return { DATABASE_URL, ...(MIGRATION_DATABASE_URL === null ? {} : { MIGRATION_DATABASE_URL }) };
    const server = await EmbeddedPostgres.start(join(this.config.dataDir, 'postgres'));
    this.onStop('PostgreSQL', () => server.stop());
    void server.died().then(() => { this.fail('PostgreSQL ended unexpectedly; start again, it recovers by itself'); });
    await server.ensureDatabase(DATABASE);
    return { DATABASE_URL: server.runtimeUrl(DATABASE), MIGRATION_DATABASE_URL: server.ownerUrl(DATABASE) };
  }

  /** One command of the CLI, as a process of its own: what it needed is given back to the machine. */
  private async cli(command: string, env: Record<string, string | undefined>): Promise<void> {
    const child = fork(script('cli'), [command], { env, detached: true, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: ['--enable-source-maps'] });
    this.onStop(command, () => { child.kill('SIGTERM'); });
    const [code] = await once(child, 'exit') as [number | null];
    this.undo.pop();
    if (code !== 0) throw new Error(`\`${command}\` failed; its message is above`);
  }
}
