import { join } from 'node:path';
import type { Config } from '../../platform/config/index.js';
import { EmbeddedPostgres } from '../launcher/embedded-postgres.js';
import { DirectoryIsTaken, lockDirectory } from '../launcher/lock.js';

const DATABASE = 'cabinet';

/**
 * Runs `work` on the database as its owner: the one DATABASE_URL names, or the embedded one, which is started for it
 * unless the running program has started it already.
 * @param alone refuse when the program is running
 */
export async function withOwnerDatabase<T>(config: Config, alone: boolean, work: (ownerUrl: string) => Promise<T>): Promise<T> {
  const { DATABASE_URL, MIGRATION_DATABASE_URL } = config.settings;
  if (DATABASE_URL !== null) return work(MIGRATION_DATABASE_URL ?? DATABASE_URL);
  const unlock = lockUnlessShared(config, alone);
  const server = await EmbeddedPostgres.start(join(config.dataDir, 'postgres'));
  try {
    await server.ensureDatabase(DATABASE);
    return await work(server.ownerUrl(DATABASE));
  } finally {
    if (unlock !== null) {
      await server.stop();
      unlock();
    }
  }
}

/** Null when the running program holds the folder, and that is fine. */
function lockUnlessShared(config: Config, alone: boolean): (() => void) | null {
  try {
    return lockDirectory(config.dataDir);
  } catch (error) {
    if (!alone && error instanceof DirectoryIsTaken) return null;
    throw error;
  }
}
