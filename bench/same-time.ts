import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { percentile } from './load.js';

/**
 * Medians of refused sign-ins, for identifiers of the demo and for made-up ones in turn, against a running demo:
 * `npm run bench:same-time -- http://127.0.0.1:3000`. It prints and judges nothing: that both cost the same work is
 * `same-work.e2e-spec.ts`. Two wrong passwords an account: nobody is locked out, and the address stays under its hundred.
 */
const base = process.argv[2] ?? 'http://127.0.0.1:3000';
const accounts = JSON.parse(readFileSync(join(fileURLToPath(new URL('.', import.meta.url)), '../../demo/accounts.json'), 'utf8')) as { identifier: string }[];
const TRIES = 2;

async function timed(identifier: string): Promise<number> {
  const started = process.hrtime.bigint();
  const response = await fetch(`${base}/api/v1/auth/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ identifier, password: 'wrong-password' }) });
  await response.arrayBuffer();
  if (response.status !== 401) throw new Error(`Answered ${response.status}: is this a fresh demo?`);
  return Number(process.hrtime.bigint() - started) / 1e6;
}

const times = { known: [] as number[], unknown: [] as number[] };
await timed('warm_up_nobody');
for (let round = 0; round < TRIES; round++) {
  for (const [index, { identifier }] of accounts.entries()) {
    times.known.push(await timed(identifier));
    times.unknown.push(await timed(`nobody_${round}_${index}`));
  }
}
for (const [kind, all] of Object.entries(times)) {
  console.log(`${kind}: ${all.length} sign-ins, median ${percentile(all, 0.5).toFixed(1)} ms, p90 ${percentile(all, 0.9).toFixed(1)} ms`);
}
