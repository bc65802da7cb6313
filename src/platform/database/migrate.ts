import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrateQueueSchema } from '../queue/queue-schema.js';

// One migration at a time on a database, whoever starts it; the number only has to be ours.
const MIGRATION_LOCK = 1_795_300_001;

/**
 * Brings a database to the present schema and makes the partitions for the present and the near future.
 * @param ownerUrl a role that may create schemas there
 * @param today decides which partitions are needed
 * @returns names of the migrations that were run
 */
export async function migrate(ownerUrl: string, today: Date): Promise<string[]> {
  const gate = new pg.Client({ connectionString: ownerUrl });
  await gate.connect();
  try {
    await gate.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const run = await runMigrations(ownerUrl);
    await migrateQueueSchema(gate);
    await gate.query('SELECT platform.ensure_partitions($1)', [today.toISOString().slice(0, 10)]);
    return run;
  } finally {
    await gate.end(); // gives the lock back
  }
}

async function runMigrations(ownerUrl: string): Promise<string[]> {
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: [fileURLToPath(new URL('../../../migrations/*.js', import.meta.url))],
    migrationsTableName: 'schema_migration',
    extra: { max: 2 },
  });
  await source.initialize();
  try {
    return (await source.runMigrations({ transaction: 'each' })).map((m) => m.name);
  } finally {
    await source.destroy();
  }
}
