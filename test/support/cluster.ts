import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddedPostgres } from '../../src/apps/launcher/embedded-postgres.js';
import { DirectoryIsTaken, lockDirectory } from '../../src/apps/launcher/lock.js';
import { administer } from '../../src/apps/launcher/postgres-roles.js';
import { migrate } from '../../src/platform/database/migrate.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What a test process needs to make its own clone of the migrated template. */
export interface TestCluster {
  /** A role that may create databases; its path names the maintenance database. */
  readonly adminUrl: string;
  readonly ownerUrl: string;
  readonly runtimeUrl: string;
  /** The migrated database, or why there is none: unit specs run without it. */
  readonly template: string | null;
  readonly problem: string | null;
  stop(): Promise<void>;
}

/**
 * One PostgreSQL for a run of the tests, with a database migrated by the compiled migrations. The embedded one keeps its
 * folder and its template between runs, so a single spec starts at once; `TEST_DATABASE_URL` (a superuser) names another.
 */
export async function startTestCluster(): Promise<TestCluster> {
  const external = process.env['TEST_DATABASE_URL'];
  return external === undefined || external === '' ? embedded() : onServer(external, external, external, async () => undefined);
}

async function embedded(): Promise<TestCluster> {
  const { dir, unlock } = takeFolder();
  // Nothing here outlives the machine, so nothing waits for the disk.
  const server = await EmbeddedPostgres.start(join(dir, 'postgres'), {
    fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200', autovacuum_naptime: '10min',
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    unlock();
  };
  return onServer(server.superuserUrl('postgres'), server.ownerUrl('postgres'), server.runtimeUrl('postgres'), stop);
}

/** Runs at the same time get folders of their own. */
function takeFolder(): { dir: string; unlock: () => void } {
  for (let slot = 1; ; slot++) {
    const dir = join(root, '.tmp', `test-${slot}`);
    try {
      return { dir, unlock: lockDirectory(dir) };
    } catch (error) {
      if (!(error instanceof DirectoryIsTaken)) throw error;
    }
  }
}

async function onServer(adminUrl: string, ownerUrl: string, runtimeUrl: string, stop: () => Promise<void>): Promise<TestCluster> {
  const cluster = { adminUrl, ownerUrl, runtimeUrl, stop };
  try {
    return { ...cluster, template: await makeTemplate(adminUrl, ownerUrl), problem: null };
  } catch (error) {
    return { ...cluster, template: null, problem: (error as Error).message };
  }
}

async function makeTemplate(adminUrl: string, ownerUrl: string): Promise<string> {
  const template = `cabinet_template_${migrationState()}`;
  for (const { name } of await administer<{ name: string }>(adminUrl,
    `SELECT datname AS name FROM pg_database WHERE datname LIKE 'cabinet\\_t%' AND datname <> $1`, [template])) {
    await administer(adminUrl, `DROP DATABASE "${name}" WITH (FORCE)`);
  }
  if ((await administer(adminUrl, 'SELECT 1 FROM pg_database WHERE datname = $1', [template])).length === 0) {
    // It gets its name when it is whole, so a killed run leaves none that looks ready.
    const draft = 'cabinet_t_draft';
    await administer(adminUrl, `CREATE DATABASE ${draft} OWNER "${new URL(ownerUrl).username}"`);
    await administer(inDatabase(adminUrl, draft), 'CREATE EXTENSION pg_trgm');
    await administer(inDatabase(adminUrl, draft), 'CREATE EXTENSION btree_gist');
    await migrate(inDatabase(ownerUrl, draft), new Date());
    await administer(adminUrl, `ALTER DATABASE ${draft} RENAME TO ${template}`);
  }
  return template;
}

/** Changes when a migration does, and with the month (partitions are made for the present). */
function migrationState(): string {
  const sum = createHash('sha256').update(new Date().toISOString().slice(0, 7));
  const dir = join(root, 'dist', 'migrations');
  for (const file of readdirSync(dir).filter((f) => f.endsWith('.js')).sort()) sum.update(file).update(readFileSync(join(dir, file)));
  return sum.digest('hex').slice(0, 16);
}

/** The same server and role, another database. */
export function inDatabase(url: string, database: string): string {
  const there = new URL(url);
  there.pathname = `/${database}`;
  return there.href;
}
