import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Config, newKeysFile } from '../../platform/config/index.js';
import { migrate } from '../../platform/database/migrate.js';
import { EmbeddedPostgres } from '../launcher/embedded-postgres.js';

/** Runs `work` on an empty migrated database of its own, which is gone afterwards. */
export async function withScratchDatabase<T>(work: (config: Config) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'school-cabinet-'));
  writeFileSync(join(dir, 'keys.json'), newKeysFile());
  const server = await EmbeddedPostgres.start(join(dir, 'postgres'), { fsync: 'off' });
  try {
    await server.ensureDatabase('cabinet');
    await migrate(server.ownerUrl('cabinet'), new Date());
    return await work(Config.fromEnv({
      NODE_ENV: 'test', LOG_LEVEL: 'error', DATA_DIR: dir, DEMO: '0', DATABASE_URL: server.runtimeUrl('cabinet'), MIGRATION_DATABASE_URL: server.ownerUrl('cabinet'),
    }));
  } finally {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
