// `npm run check`: everything a machine can check about the house. Prints what is wrong, one line each, then "N passed, N failed".
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import './ensure.mjs';
import { boundaryViolations } from './checks/boundaries.mjs';
import { entityProblems } from './checks/entities.mjs';
import { openApiProblems } from './checks/openapi.mjs';
import { sourceViolations } from './checks/sources.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
let passed = 0;
let failed = 0;

async function check(name, run) {
  const problems = await run().catch((error) => [String(error?.stack ?? error)]);
  if (problems.length === 0) passed++;
  else failed++;
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name}`);
  for (const problem of problems) console.log(`       ${problem}`);
}

await check('boundaries between modules', () => boundaryViolations());
await check('sources: SQL across modules, clocks, school scope, sizes', async () => sourceViolations());

// The program is booted on a database migrated from empty: it refuses to boot with an open endpoint or a union-typed body.
let documents = new Map();
let entities = [];
await check('migrations from empty, boot: closed endpoints, bodies, events, permissions', async () => {
  const { withScratchDatabase } = await import('../dist/src/apps/cli/scratch-database.js');
  const { generatedDocuments } = await import('../dist/src/apps/cli/documents.js');
  const { DataSource } = await import('typeorm');
  await withScratchDatabase(async (config) => {
    documents = await generatedDocuments(config, async (app) => { entities = await entityProblems(app.get(DataSource, { strict: false })); });
  });
  return [];
});
await check('entities are the schema', async () => documents.size === 0 ? ['the program did not boot'] : entities);
for (const path of ['openapi.json', 'docs/problems.md', '.env.example', 'demo/accounts.json', 'README.md']) {
  await check(`${path} is up to date`, async () => {
    const now = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '';
    return now === documents.get(path) ? [] : [`differs from the program: run \`npm run openapi\` and commit ${path}`];
  });
}
await check('OpenAPI: words, errors, examples, schemas', async () => openApiProblems(JSON.parse(documents.get('openapi.json') ?? '{"paths":{}}')));

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
