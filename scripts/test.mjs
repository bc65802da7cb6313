// Runs the compiled tests: a PostgreSQL for the run, then Jest over dist. Arguments go to Jest, so `npm test -- family` runs
// what has "family" in its path. The last line is always "N passed, N failed".
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { startTestCluster } = await import('../dist/test/support/cluster.js');

const cluster = await startTestCluster();
if (cluster.problem !== null) console.error(`MIGRATIONS FAILED, tests on a database will fail: ${cluster.problem}\n`);
const results = join(root, '.tmp', `jest-${process.pid}.json`);
mkdirSync(join(root, '.tmp'), { recursive: true });

const jest = spawn(process.execPath, [
  '--experimental-vm-modules', '--disable-warning=ExperimentalWarning', '--enable-source-maps',
  join(root, 'node_modules/jest/bin/jest.js'), '--json', `--outputFile=${results}`, ...process.argv.slice(2),
], {
  cwd: root,
  // Jest's --json prints to stdout when there is no file; with one it prints only its report to stderr.
  stdio: ['ignore', 'inherit', 'inherit'],
  env: {
    ...process.env, NODE_ENV: 'test', TZ: process.env.TZ ?? 'UTC',
    TEST_ADMIN_URL: cluster.adminUrl, TEST_OWNER_URL: cluster.ownerUrl, TEST_RUNTIME_URL: cluster.runtimeUrl, TEST_TEMPLATE: cluster.template ?? '',
  },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest.kill(signal));

const code = await new Promise((done) => jest.on('exit', (exit) => done(exit ?? 1)));
await cluster.stop();

let passed = 0;
let failed = 0;
if (existsSync(results)) {
  const report = JSON.parse(readFileSync(results, 'utf8'));
  passed = report.numPassedTests;
  // A file that could not even be loaded, and a test that was skipped, count as failures.
  failed = report.numFailedTests + report.numRuntimeErrorTestSuites + report.numPendingTests;
  rmSync(results);
}
if (passed + failed === 0) failed = 1;
const ok = code === 0 && failed === 0;
console.log(`${passed} passed, ${ok ? 0 : Math.max(failed, 1)} failed`);
process.exit(ok ? 0 : 1);
