import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { readSize, seedBulk } from '../../demo/seed-bulk.js';
import { Config } from '../../src/platform/config/index.js';
import { freshDatabase, type TestDatabase } from '../support/index.js';

describe('npm run seed', () => {
  let database: TestDatabase;
  let db: pg.Client;
  beforeAll(async () => {
    database = await freshDatabase('seed_bulk');
    db = new pg.Client({ connectionString: database.ownerUrl });
    await db.connect();
  });
  afterAll(() => db.end());

  it('names a size it cannot take', () => {
    expect(() => readSize(['--schools', '0'])).toThrow('--schools is a whole number');
    expect(() => readSize(['--seed', 'Школа'])).toThrow('--seed is');
    expect(readSize([])).toEqual({ schools: 1, pupils: 550, years: 1, seed: 'bulk' });
  });

  it('makes the same school again from the same seed, and nothing twice', async () => {
    const config = Config.fromEnv({ NODE_ENV: 'test', DATABASE_URL: database.runtimeUrl, MIGRATION_DATABASE_URL: database.ownerUrl });
    const size = { schools: 1, pupils: 22, years: 1, seed: 'test' };
    const now = new Date('2026-09-10T12:00:00Z');
    const counts = async () => (await db.query(
      `SELECT (SELECT count(*)::int FROM schools.schools) AS schools, (SELECT count(*)::int FROM schools.class_members) AS members,
         (SELECT count(*)::int FROM journal.mark) AS marks, (SELECT count(*)::int FROM schedule.lesson) AS lessons`)).rows[0];
    await seedBulk(config, now, size, () => undefined);
    const first = await counts();
    expect(first).toMatchObject({ schools: 1, members: 22 });
    expect(first.marks).toBeGreaterThan(50);
    await seedBulk(config, now, size, () => undefined);
    expect(await counts()).toEqual(first);
    // What was set by set agrees with what was written one by one.
    const { rows } = await db.query(
      `SELECT 1 FROM journal.average a WHERE a.marks <> (SELECT count(m.points) FROM journal.mark m WHERE m.school_id = a.school_id AND m.school_year = a.school_year
         AND m.group_id = a.group_id AND m.term_id = a.term_id AND m.pupil_id = a.pupil_id)`);
    expect(rows).toEqual([]);
  });
});
