import { readFileSync } from 'node:fs';
import { SchoolsFacade } from '../../modules/schools/index.js';
import type { Config } from '../../platform/config/index.js';
import { say } from '../../platform/i18n/index.js';
import { createHttpApp } from '../http-app.js';

/** Fills the directory of settlements from a CSV file (SC-1); with `--partial` the good rows though others are wrong. */
export async function directoryCommand(config: Config, args: readonly string[]): Promise<void> {
  const [path, ...more] = args.filter((arg) => arg !== '--partial');
  if (path === undefined || more.length > 0) throw new Error('Usage: npm run directory -- <city.csv> [--partial]');
  const app = await createHttpApp(config);
  try {
    await app.init();
    const { written, rows, created, changed, errors } = await app.get(SchoolsFacade, { strict: false }).importSettlements(readFileSync(path), args.includes('--partial'));
    for (const { line, column, code, params } of errors) console.error(`line ${line}${column === null ? '' : `, ${column}`}: ${say(code, params ?? {}, 'en')}`);
    if (!written) throw new Error(`Nothing was written: ${errors.length} errors. Mend the file, or take the good rows with --partial`);
    console.log(`Settlements: ${rows} rows, ${created} new, ${changed} changed, ${errors.length} errors`);
  } finally {
    await app.close();
  }
}
