// Runs the compiled tests: a PostgreSQL for the run, then Jest over dist. Arguments go to Jest, so `npm test -- family` runs
// what has "family" in its path. The last line is always "N passed, N failed". With RERUN_FAILED=1 (CI, whose machine may be busy)
// files that failed run once more, by themselves on fresh databases; what passes only then is printed as unsteady.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { startTestCluster } = await import('../dist/test/support/cluster.js');

/** More than these is no accident. */
const MOST_RERUN = 8;

const cluster = await startTestCluster();
if (cluster.problem !== null) console.error(`MIGRATIONS FAILED, tests on a database will fail: ${cluster.problem}\n`);
mkdirSync(join(root, '.tmp'), { recursive: true });
let running = null;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => running?.kill(signal));

/** One run of Jest. @returns {Promise<{ code: number, report: object | null }>} */
async function jest(run, args) {
  const results = join(root, '.tmp', `jest-${process.pid}-${run}.json`);
  running = spawn(process.execPath, [
    '--disable-warning=ExperimentalWarning', '--enable-source-maps',
    join(root, 'node_modules/jest/bin/jest.js'), '--json', `--outputFile=${results}`, ...args,
  ], {
    cwd: root,
    // Jest's --json prints to stdout when there is no file; with one it prints only its report to stderr.
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env, NODE_ENV: 'test', TZ: process.env.TZ ?? 'UTC', TEST_RUN: String(run),
      TEST_ADMIN_URL: cluster.adminUrl, TEST_OWNER_URL: cluster.ownerUrl, TEST_RUNTIME_URL: cluster.runtimeUrl, TEST_TEMPLATE: cluster.template ?? '',
    },
  });
  const code = await new Promise((done) => running.on('exit', (exit) => done(exit ?? 1)));
  const report = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : null;
  rmSync(results, { force: true });
  return { code, report };
}

const first = await jest(1, process.argv.slice(2));
let { code } = first;
let passed = first.report?.numPassedTests ?? 0;
// A file that could not even be loaded, and a test that was skipped, count as failures.
let failed = first.report === null ? 0 : first.report.numFailedTests + first.report.numRuntimeErrorTestSuites + first.report.numPendingTests;

const broken = (first.report?.testResults ?? []).filter(({ status }) => status === 'failed');
if (process.env.RERUN_FAILED === '1' && broken.length > 0 && broken.length <= MOST_RERUN && first.report.numPendingTests === 0) {
  const again = await jest(2, ['--runInBand', '--runTestsByPath', ...broken.map(({ name }) => name)]);
  if (again.report !== null) {
    const passing = new Set(again.report.testResults.flatMap((file) => file.assertionResults.filter((t) => t.status === 'passed').map((t) => `${file.name} ${t.fullName}`)));
    for (const file of broken) {
      for (const t of file.assertionResults) if (t.status === 'failed' && passing.has(`${file.name} ${t.fullName}`)) console.log(`UNSTEADY, passed at the second try: ${t.fullName}`);
    }
    ({ code } = again);
    const passedBefore = broken.flatMap((file) => file.assertionResults).filter((t) => t.status === 'passed').length;
    passed += again.report.numPassedTests - passedBefore;
    failed = again.report.numFailedTests + again.report.numRuntimeErrorTestSuites + again.report.numPendingTests;
  }
}
await cluster.stop();
if (passed + failed === 0) failed = 1;
const ok = code === 0 && failed === 0;
console.log(`${passed} passed, ${ok ? 0 : Math.max(failed, 1)} failed`);
process.exit(ok ? 0 : 1);
