import { administer } from '../../src/apps/launcher/postgres-roles.js';
import { inDatabase } from './cluster.js';

/** A migrated database of this Jest worker's own. */
export interface TestDatabase {
  readonly name: string;
  /** Role of the running program: DATABASE_URL. */
  readonly runtimeUrl: string;
  /** Role of migrations and of a test that must look behind the grants: MIGRATION_DATABASE_URL. */
  readonly ownerUrl: string;
}

/** A second run of what failed (scripts/test.mjs) has databases of its own. */
const OWN = `cabinet_test_${process.env['TEST_RUN'] ?? '1'}_${process.env['JEST_WORKER_ID'] ?? '0'}`;

let made: Promise<TestDatabase> | null = null;

/**
 * The clone of the migrated template that belongs to this Jest worker; made at the first call, shared by its spec files.
 * @throws Error outside `npm test`
 */
export function testDatabase(): Promise<TestDatabase> {
  made ??= ensureDatabase(OWN);
  return made;
}

/** A fresh clone under a name of its own, for a test that needs a database nobody else has touched. */
export function freshDatabase(name: string): Promise<TestDatabase> {
  return ensureDatabase(`${OWN}_${name}`);
}

async function ensureDatabase(name: string): Promise<TestDatabase> {
  const admin = given('TEST_ADMIN_URL');
  const template = given('TEST_TEMPLATE');
  if (template === '') throw new Error('The migrations failed, so there is no database to test on; the beginning of the run says why');
  const found = await administer(admin, 'SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (found.length === 0) {
    await administer(admin, `CREATE DATABASE "${name}" TEMPLATE "${template}" OWNER "${new URL(given('TEST_OWNER_URL')).username}"`);
  }
  return { name, runtimeUrl: inDatabase(given('TEST_RUNTIME_URL'), name), ownerUrl: inDatabase(given('TEST_OWNER_URL'), name) };
}

function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: tests on a database run through \`npm test\` (scripts/test.mjs)`);
  return value;
}
