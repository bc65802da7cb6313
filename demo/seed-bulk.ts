import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import type { Config } from '../src/platform/config/index.js';
import type { SchoolSpec } from './plan/school.js';
import { planSchool } from './plan/school.js';
import { fixedId, Random } from './plan/random.js';
import { planYear } from './plan/year.js';
import { writeChanges, writeLessons } from './write/lessons.js';
import { writeJournal } from './write/journal.js';
import { prepareDice } from './write/rows.js';
import { Steps } from './write/steps.js';
import { writeRoster, writeSchool } from './write/structure.js';

const CLASSES = 22;
const USAGE = 'Usage: npm run seed -- [--schools 1] [--pupils 550] [--years 1] [--seed bulk]   (--pupils: of one school; --years: the present school year and those before it)';

/** What `npm run seed` was asked for. */
export interface BulkSize {
  readonly schools: number;
  /** Of one school; rounded up to whole classes of 22. */
  readonly pupils: number;
  /** The present school year and those before it. */
  readonly years: number;
  readonly seed: string;
}

/** @throws Error that tells the usage */
export function readSize(args: readonly string[]): BulkSize {
  const { values } = parseArgs({
    args: [...args],
    options: {
      schools: { type: 'string', default: '1' }, pupils: { type: 'string', default: '550' }, years: { type: 'string', default: '1' }, seed: { type: 'string', default: 'bulk' },
    },
  });
  const number = (name: 'schools' | 'pupils' | 'years', most: number): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 1 || value > most) throw new Error(`--${name} is a whole number from 1 to ${most}. ${USAGE}`);
    return value;
  };
  if (!/^[a-z0-9-]{1,20}$/.test(values.seed)) throw new Error(`--seed is 1 to 20 lower-case letters, digits or dashes. ${USAGE}`);
  return { schools: number('schools', 1000), pupils: number('pupils', 2200), years: number('years', 10), seed: values.seed };
}

/**
 * Schools with their timetables, journals and pupils by numbers, for trying the program at size; nobody in them has an
 * account. The same seed gives the same schools; killed half-way, it goes on where it stopped.
 */
export async function seedBulk(config: Config, now: Date, size: BulkSize, say: (line: string) => void): Promise<void> {
  const lastYear = now.getUTCMonth() < 7 ? now.getUTCFullYear() - 1 : now.getUTCFullYear();
  const years = Array.from({ length: size.years }, (_, i) => planYear(lastYear - size.years + 1 + i));
  const db = new Client({ connectionString: config.settings.MIGRATION_DATABASE_URL ?? config.databaseUrl });
  await db.connect();
  try {
    for (const { startsOn, endsOn } of years) for (const month of monthsOf(startsOn, endsOn)) await db.query('SELECT platform.ensure_partitions($1::date)', [month]);
    await prepareDice(db, size.seed);
    const { rows: places } = await db.query<Place>(
      `SELECT s.region_code AS "regionCode", s.name AS settlement, s.zone FROM schools.settlements s WHERE s.is_capital ORDER BY s.region_code, s.name`);
    for (let n = 1; n <= size.schools; n += 1) {
      const plan = planSchool(size.seed, specOf(size.seed, n, places), years.map((y) => y.schoolYear), Math.ceil(size.pupils / CLASSES));
      const steps = new Steps(db, `bulk-${size.seed}-${n}-${size.pupils}-${years[0]!.schoolYear}-${lastYear}`);
      const headId = fixedId(size.seed, `head:${n}`, new Date(Date.UTC(years[0]!.schoolYear, 7, 20)));
      say(`School ${n} of ${size.schools}: ${plan.pupils.length} pupils over ${size.years} years`);
      await steps.once('school', async () => {
        await writeSchool(db, size.seed, plan, years);
        await writeRoster(db, size.seed, plan, years, new Set(), null);
      });
      await steps.once('lessons', async () => {
        await writeLessons(db, size.seed, plan, years, headId, new Set(), new Date(now.getTime() + 21 * 86_400_000).toISOString().slice(0, 10));
        await writeChanges(db, plan.id, headId, now);
      });
      for (const { schoolYear } of years) await steps.once(`journal ${schoolYear}`, () => writeJournal(db, plan, schoolYear, now));
    }
    await db.query('ANALYZE');
  } finally {
    await db.end();
  }
}

interface Place { readonly regionCode: string; readonly settlement: string; readonly zone: string }

function specOf(seed: string, n: number, places: readonly Place[]): SchoolSpec {
  const place = new Random(`${seed}:place:${n}`).pick(places);
  return {
    ...place, key: `${seed}-${n}`, name: `Школа № ${n} (${seed})`, shortName: `Школа № ${n}`, address: `${place.settlement}, Учебная улица, ${n}`,
    publicCode: createHash('sha256').update(`${seed}:${n}`).digest('hex').slice(0, 10).toUpperCase(),
  };
}

function monthsOf(from: string, to: string): string[] {
  const months: string[] = [];
  for (let date = new Date(`${from.slice(0, 7)}-01T00:00:00Z`); date.toISOString().slice(0, 10) <= to; date = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1))) {
    months.push(date.toISOString().slice(0, 10));
  }
  return months;
}
