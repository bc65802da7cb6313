import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from '../../../src/apps/launcher/lock.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** `npm start` in a process of its own, as a user would run it. */
export class Launched {
  output = '';
  private readonly exited: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    this.exited = once(child, 'exit').then(([code]) => code as number | null);
    for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk: Buffer) => { this.output += chunk.toString(); });
  }

  static on(dataDir: string, settings: Readonly<Record<string, string>> = {}): Launched {
    const { DATABASE_URL: _, MIGRATION_DATABASE_URL: __, ...env } = process.env;
    return new Launched(spawn(process.execPath, [join(root, 'dist/src/apps/launcher.main.js')], {
      env: { ...env, NODE_ENV: 'development', DATA_DIR: dataDir, PORT: '0', WORKER_PORT: '0', DEMO: '0', LOG_LEVEL: 'warn', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    }));
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** @returns the address it is ready at */
  async ready(times = 1, ms?: number): Promise<string> {
    const address = /^School Cabinet is ready at (\S+)$/gm;
    return until('ready', () => {
      if (this.child.exitCode !== null) throw new Error(`The launcher ended:\n${this.output}`);
      return [...this.output.matchAll(address)][times - 1]?.[1];
    }, ms);
  }

  /** Its processes by what they run: `api.main`, `worker.main`, `postgres`. */
  family(): Map<string, number> {
    const all = processes();
    const mine = new Set([this.pid]);
    for (let grew = true; grew;) {
      const before = mine.size;
      for (const p of all) if (mine.has(p.parent)) mine.add(p.pid);
      grew = mine.size > before;
    }
    const named = new Map<string, number>();
    for (const p of all) {
      if (!mine.has(p.pid)) continue;
      const name = /\/(api\.main|worker\.main)\.js/.exec(p.command)?.[1] ?? (/^\S*\/bin\/postgres /.test(p.command) ? 'postgres' : undefined);
      if (name !== undefined && !(name === 'postgres' && named.has(name))) named.set(name, p.pid);
      if (p.command.startsWith('sh ')) named.set(named.has('shell') ? 'watcher' : 'shell', p.pid);
    }
    return named;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  exit(): Promise<number | null> {
    return this.exited;
  }
}

/** Asks again until there is an answer. */
export async function until<T>(what: string, ask: () => T | undefined | false | Promise<T | undefined | false>, ms = 60_000): Promise<T> {
  const deadline = Date.now() + ms;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`Not in time: ${what}`);
    await pause(50);
  }
}

export async function allGone(pids: Iterable<number>): Promise<void> {
  const list = [...pids];
  await until(`processes ${list.join(', ')} are gone`, () => list.every((pid) => !isAlive(pid) || isZombie(pid)), 30_000);
}

/** Ended, but its parent (whoever took the orphan over) has not asked yet. */
function isZombie(pid: number): boolean {
  return processes().every((p) => p.pid !== pid);
}

/** Living processes, by /proc. */
function processes(): { pid: number; parent: number; command: string }[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return state === 'Z' ? [] : [{ pid: Number(name), parent: Number(parent), command }];
    } catch {
      return []; // ended while we looked
    }
  });
}
