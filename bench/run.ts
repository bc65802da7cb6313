import { fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { EmbeddedPostgres } from '../src/apps/launcher/embedded-postgres.js';
import { lockDirectory } from '../src/apps/launcher/lock.js';
import { administer } from '../src/apps/launcher/postgres-roles.js';
import { AccessTokens } from '../src/platform/auth/index.js';
import { BlindIndex } from '../src/platform/crypto/index.js';
import { Config, newKeysFile } from '../src/platform/config/index.js';
import { migrate } from '../src/platform/database/migrate.js';
import { OffsetClock } from '../src/shared/clock.js';
import { type Dataset, prepare, seed } from './dataset.js';
import { percentile, type Request, runLoad } from './load.js';
import { cpuMs } from './processes.js';
import { type Scenario, scenarios } from './scenarios.js';

const { values: options } = parseArgs({
  options: {
    marks: { type: 'string', default: '300000' },
    requests: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '4' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const CONNECTIONS = 10;
const here = fileURLToPath(new URL('.', import.meta.url));
const dir = join(here, '../../.tmp/bench', options.marks);
const say = (line: string): void => { if (!options.json) console.log(line); };

interface Outcome {
  id: string; scenario: string; ratio: number | null; cpuMs: number; floorCpuMs: number; databaseMs: number; floorDatabaseMs: number; roundTrips: number; p50: number; p99: number; errors: number;
}

interface Side { readonly base: string; readonly pid: number; next(index: number): Request }

mkdirSync(dir, { recursive: true, mode: 0o700 });
const unlock = lockDirectory(dir);
const children: ChildProcess[] = [];
let postgres: EmbeddedPostgres | null = null;
const limit = setTimeout(() => { void stop().then(() => process.exit(1)); console.error('The bench takes longer than 15 minutes and is stopped'); }, 15 * 60_000);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { void stop().then(() => process.exit(1)); });
try {
  await main();
} finally {
  clearTimeout(limit);
  await stop();
}

async function main(): Promise<void> {
  postgres = await EmbeddedPostgres.start(join(dir, 'postgres'));
  const config = writeConfig(postgres);
  const data = await dataset(postgres, new BlindIndex(config.config));
  say(`${data.marks} marks, ${data.groups.length} groups, ${data.guardians.length} pupils`);

  const api = await start(join(here, '../src/apps/api.main.js'), config.env);
  const floor = await start(join(here, 'floor.js'), { ...process.env, DATABASE_URL: postgres.runtimeUrl('bench') });
  const outcomes: Outcome[] = [];
  for (const scenario of scenarios(data, tokens(config.config))) {
    if (options.only !== undefined && !options.only.split(',').includes(scenario.id)) continue;
    outcomes.push(await measure(scenario, api, floor));
  }
  if (options.json) console.log(JSON.stringify(outcomes, null, 2));
  else print(outcomes);
}

/** The data set of the size asked for: that of an earlier run when it was made whole and the schema is the same. */
async function dataset(server: EmbeddedPostgres, blind: BlindIndex): Promise<Dataset> {
  const done = join(dir, 'seeded');
  const schema = readdirSync(join(here, '../migrations')).filter((f) => f.endsWith('.js')).map((f) => readFileSync(join(here, '../migrations', f), 'utf8')).join('\n');
  const state = createHash('sha256').update(schema).digest('hex');
  const fresh = !existsSync(done) || readFileSync(done, 'utf8') !== state;
  if (fresh) await administer(server.superuserUrl('postgres'), 'DROP DATABASE IF EXISTS bench WITH (FORCE)');
  await server.ensureDatabase('bench');
  await migrate(server.ownerUrl('bench'), new Date());
  const owner = new pg.Client(server.superuserUrl('bench'));
  await owner.connect();
  try {
    if (fresh) {
      say(`seeding ${options.marks} marks`);
      await seed(owner, Number(options.marks), say);
      writeFileSync(done, state);
    }
    return await prepare(owner, blind);
  } finally {
    await owner.end();
  }
}

/** Floor and product in turns, so that a machine that drifts drifts for both. */
async function measure(scenario: Scenario, api: Started, floor: Started): Promise<Outcome> {
  const sides = {
    floor: { base: scenario.id === 'P3b' ? `${api.url}/api/v1` : floor.url, pid: scenario.id === 'P3b' ? api.pid : floor.pid, next: (i: number) => scenario.floor(i) },
    product: { base: `${api.url}/api/v1`, pid: api.pid, next: (i: number) => scenario.product(i) },
  };
  const count = Math.max(20, Math.round(Number(options.requests) * scenario.share));
  const warm = Math.ceil(count / 2);
  await runLoad(sides.floor.base, warm, CONNECTIONS, sides.floor.next);
  const first = await runLoad(sides.product.base, warm, CONNECTIONS, sides.product.next);
  if (first.firstError !== null) say(`${scenario.id}: ${first.firstError}`);

  const spent = { floor: 0, product: 0, database: 0, floorDatabase: 0 };
  const latencies: number[] = [];
  let errors = 0;
  let trips = 0;
  const rounds = Number(options.rounds);
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? (['floor', 'product'] as const) : (['product', 'floor'] as const)) {
      const before = name === 'product' ? await roundTrips(api.url) : 0;
      const { cpu, database, result } = await timed(sides[name], count, warm + round * count);
      spent[name] += cpu + database;
      spent[name === 'floor' ? 'floorDatabase' : 'database'] += database;
      errors += result.errors;
      if (name === 'floor') continue;
      latencies.push(...result.latencies);
      trips += (await roundTrips(api.url)) - before;
    }
  }
  const [cpu, floorCpu] = [spent.product / (rounds * count), spent.floor / (rounds * count)];
  return {
    id: scenario.id, scenario: scenario.title, ratio: floorCpu === 0 ? null : round(cpu / floorCpu), cpuMs: round(cpu, 3), floorCpuMs: round(floorCpu, 3),
    databaseMs: round(spent.database / (rounds * count), 3), floorDatabaseMs: round(spent.floorDatabase / (rounds * count), 3),
    roundTrips: round(trips / (rounds * count)), p50: round(percentile(latencies, 0.5)), p99: round(percentile(latencies, 0.99)), errors,
  };
}

async function timed(side: Side, count: number, offset: number) {
  const before = [cpuMs([side.pid]), cpuMs([postmaster()])] as const;
  const result = await runLoad(side.base, count, CONNECTIONS, (i) => side.next(offset + i));
  return { cpu: cpuMs([side.pid]) - before[0], database: cpuMs([postmaster()]) - before[1], result };
}

function postmaster(): number {
  return Number(readFileSync(join(dir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Statements the API has sent to PostgreSQL. */
async function roundTrips(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^db_round_trips_total (\d+)/m.exec(metrics)?.[1] ?? 0);
}

function writeConfig(server: EmbeddedPostgres): { env: NodeJS.ProcessEnv; config: Config } {
  const keys = join(dir, 'keys.json');
  if (!existsSync(keys)) writeFileSync(keys, newKeysFile(), { mode: 0o600 });
  const env = {
    ...process.env, NODE_ENV: 'development', LOG_LEVEL: 'error', PORT: '0', PUBLIC_URL: 'http://bench.test', DATA_DIR: dir, DEMO: '0', KEYS_FILE: keys,
    DATABASE_URL: server.runtimeUrl('bench'), MIGRATION_DATABASE_URL: server.ownerUrl('bench'),
  };
  return { env, config: Config.fromEnv(env) };
}

function tokens(config: Config): (personId: string, sessionId: string, assignmentId: string) => string {
  const issuer = new AccessTokens(config, new OffsetClock());
  const issued = new Map<string, string>();
  const started = Date.now();
  return (sub, sid, asg) => {
    // A token lives ten minutes; those of the same five are the same.
    const key = `${sid} ${Math.floor((Date.now() - started) / 300_000)}`;
    const known = issued.get(key) ?? issuer.issue({ sub, sid, asg, acr: 'second_factor' }).accessToken;
    issued.set(key, known);
    return known;
  };
}

interface Started { readonly url: string; readonly pid: number }

async function start(script: string, env: NodeJS.ProcessEnv): Promise<Started> {
  const child = fork(script, [], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  children.push(child);
  const gone = once(child, 'exit').then(() => { throw new Error(`${script} ended while starting; what it said is above`); });
  const [message] = (await Promise.race([once(child, 'message', { signal: AbortSignal.timeout(60_000) }), gone])) as [{ listening: string }];
  gone.catch(() => undefined); // its end later is the bench's own doing
  return { url: message.listening, pid: child.pid! };
}

async function stop(): Promise<void> {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await exit;
    clearTimeout(late);
  }
  await postgres?.stop();
  postgres = null;
  unlock();
}

function print(outcomes: readonly Outcome[]): void {
  console.table(Object.fromEntries(outcomes.map(({ id, ...rest }) => [id, rest])));
  console.log('CPU of the API (or the floor) and of all PostgreSQL processes, ms per request; ratio to the floor of the same run; P3b is measured against one mark.');
}

function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
