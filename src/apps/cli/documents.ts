import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { accountsJson, accountsTable } from '../../../demo/accounts.js';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { envExample, type Config } from '../../platform/config/index.js';
import { buildOpenApi, problemsPage } from '../../platform/http/index.js';
import { createHttpApp } from '../http-app.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/**
 * The files that are made from the program; `npm run openapi` writes them, `npm run check` compares.
 * @param inspect sees the booted program before it is closed
 * @returns path from the root of the repository → text
 */
export async function generatedDocuments(config: Config, inspect: (app: NestFastifyApplication) => Promise<void> = async () => undefined): Promise<Map<string, string>> {
  const app = await createHttpApp(config);
  try {
    await app.init();
    await inspect(app);
    return new Map([
      ['openapi.json', `${JSON.stringify(buildOpenApi(app), null, 2)}\n`],
      ['docs/problems.md', problemsPage()],
      ['.env.example', envExample()],
      ['demo/accounts.json', accountsJson()],
      ['README.md', withAccounts(readFileSync(`${root}/README.md`, 'utf8'))],
    ]);
  } finally {
    await app.close();
  }
}

/** README with its table of demo accounts as they are. */
function withAccounts(readme: string): string {
  return readme.replace(/(<!-- accounts:[^\n]*-->\n)[\s\S]*?(<!-- \/accounts -->)/, (_, open: string, close: string) => `${open}${accountsTable()}\n${close}`);
}
