import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Config, newKeysFile } from '../platform/config/index.js';
import { migrate } from '../platform/database/migrate.js';
import { OffsetClock } from '../shared/clock.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** `node dist/src/apps/cli.main.js <command>`: what is done from outside the running program. */
const commands: Readonly<Record<string, () => Promise<void>>> = {
  migrate: async () => {
    const config = Config.fromEnv();
    const clock = new OffsetClock(config.settings.CLOCK_OFFSET);
    const run = await migrate(config.settings.MIGRATION_DATABASE_URL ?? config.databaseUrl, clock.now());
    console.log(run.length === 0 ? 'The schema is up to date' : `The schema is up to date; migrations run: ${run.length}`);
  },
  keys: async () => {
    process.stdout.write(newKeysFile());
  },
  backup: async () => {
    const { backupCommand } = await import('./backup/commands.js');
    await backupCommand(process.argv.slice(3));
  },
  restore: async () => {
    const { restoreCommand } = await import('./backup/commands.js');
    await restoreCommand(process.argv.slice(3));
  },
  'dead-letters': async () => {
    const { deadLettersCommand } = await import('./cli/dead-letters.js');
    await deadLettersCommand(Config.fromEnv(process.env, 2), process.argv.slice(3));
  },
  totp: async () => {
    const { demoCode } = await import('../../demo/totp.js');
    console.log(demoCode(process.argv[3] ?? ''));
  },
  demo: async () => {
    const { seedDemo } = await import('../../demo/seed-demo.js');
    const started = Date.now();
    if (await seedDemo(Config.fromEnv())) console.log(`The demo schools are seeded (${Math.round((Date.now() - started) / 1000)} s)`);
  },
  seed: async () => {
    const { readSize, seedBulk } = await import('../../demo/seed-bulk.js');
    const config = Config.fromEnv();
    await seedBulk(config, new OffsetClock(config.settings.CLOCK_OFFSET).now(), readSize(process.argv.slice(3)), console.log);
  },
  directory: async () => {
    const { directoryCommand } = await import('./cli/directory.js');
    await directoryCommand(Config.fromEnv(), process.argv.slice(3));
  },
  // Loaded on use: what needs the whole program must not slow `migrate` down.
  openapi: async () => {
    const { generatedDocuments } = await import('./cli/documents.js');
    const { withScratchDatabase } = await import('./cli/scratch-database.js');
    const documents = await withScratchDatabase((config) => generatedDocuments(config));
    for (const [path, text] of documents) writeFileSync(`${root}/${path}`, text);
    console.log(`Written: ${[...documents.keys()].join(', ')}`);
  },
};

const command = commands[process.argv[2] ?? ''];
if (command === undefined) {
  console.error(`Usage: cli.main.js ${Object.keys(commands).join(' | ')}`);
  process.exit(2);
}
try {
  await command();
} catch (error) {
  console.error(error);
  process.exit(1);
}
