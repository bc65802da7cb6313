import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Config } from '../../platform/config/index.js';
import { migrate } from '../../platform/database/migrate.js';
import { blobsOf } from '../../platform/storage/index.js';
import { OffsetClock } from '../../shared/clock.js';
import { backup } from './backup.js';
import type { Manifest } from './manifest.js';
import { withOwnerDatabase } from './owner-database.js';
import { restore } from './restore.js';

/** `npm run backup [-- --to <folder>]`: a backup of the running program or of a stopped one. */
export async function backupCommand(args: readonly string[]): Promise<void> {
  const config = Config.fromEnv();
  const now = new OffsetClock(config.settings.CLOCK_OFFSET).now();
  const { values } = parseArgs({ args: [...args], options: { to: { type: 'string' } } });
  const dir = values.to ?? join(config.dataDir, 'backups', now.toISOString().replace(/[:.]/g, '-'));
  const manifest = await withOwnerDatabase(config, false, (ownerUrl) =>
    backup({ ownerUrl, blobs: blobsOf(config), keys: config.keys }, dir, now));
  console.log(`Backup written to ${dir}: ${summary(manifest)}. The keys are not in it: keep KEYS_FILE elsewhere.`);
}

/** `npm run restore -- --from <folder>`: into an empty database, which is migrated first. */
export async function restoreCommand(args: readonly string[]): Promise<void> {
  const config = Config.fromEnv();
  const { values } = parseArgs({ args: [...args], options: { from: { type: 'string' } } });
  const dir = values.from;
  if (dir === undefined) throw new Error('Say what to restore: npm run restore -- --from <folder>');
  const { keysFile } = config;
  if (!existsSync(keysFile)) throw new Error(`${keysFile} is missing. The keys are not in a backup: put the file back first, the sealed fields cannot be read without it.`);
  const manifest = await withOwnerDatabase(config, true, async (ownerUrl) => {
    await migrate(ownerUrl, new OffsetClock(config.settings.CLOCK_OFFSET).now());
    return restore({ ownerUrl, blobs: blobsOf(config), keys: config.keys }, dir);
  });
  console.log(`Restored the backup of ${manifest.takenAt}: ${summary(manifest)}`);
}

function summary({ tables, files }: Manifest): string {
  return `${tables.length} tables, ${tables.reduce((sum, t) => sum + t.rows, 0)} rows, ${files.length} files`;
}
