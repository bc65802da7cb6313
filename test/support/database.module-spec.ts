import { describe, expect, it } from '@jest/globals';
import { administer } from '../../src/apps/launcher/postgres-roles.js';
import { testDatabase } from './index.js';

describe('platform foundations', () => {
  it('tells the school year of a day and of an id, cut on 1 August', async () => {
    const { runtimeUrl } = await testDatabase();
    const [row] = await administer(runtimeUrl, `SELECT
      platform.school_year_on('2026-07-31') AS before, platform.school_year_on('2026-08-01') AS after,
      platform.school_year_of('019fba9e-d7ff-7000-8000-000000000000') AS last_of_2025,
      platform.school_year_of('019fba9e-d800-7000-8000-000000000000') AS first_of_2026,
      platform.school_year_of('3f0e2a52-8c6f-4f0a-9d55-000000000000') AS not_a_v7`);
    expect(row).toEqual({ before: 2025, after: 2026, last_of_2025: 2025, first_of_2026: 2026, not_a_v7: 0 });
  });

  it('finds Cyrillic by trigrams and by Russian words', async () => {
    const { runtimeUrl } = await testDatabase();
    const [row] = await administer<{ alike: boolean; lower: string; words: string }>(runtimeUrl,
      `SELECT similarity('Иванов', 'ИВАНОВА') > 0.5 AS alike, lower('ЁЖ') AS lower, to_tsvector('russian', 'Задания')::text AS words`);
    expect(row).toEqual({ alike: true, lower: 'ёж', words: `'задан':1` });
  });
});

describe('append-only and partitioned tables', () => {
  it('refuses to change history, whoever asks and through whichever partition', async () => {
    const { ownerUrl, runtimeUrl } = await testDatabase();
    const schema = `t${Date.now()}`;
    await administer(ownerUrl, `CREATE SCHEMA ${schema};
      CREATE TABLE ${schema}.log (id uuid, created_at timestamptz, PRIMARY KEY (created_at, id)) PARTITION BY RANGE (created_at);
      SELECT platform.register_month_table('${schema}.log');
      SELECT platform.make_append_only('${schema}.log');
      SELECT platform.grant_runtime('${schema}')`);
    await administer(runtimeUrl, `INSERT INTO ${schema}.log VALUES (uuidv7(), current_date)`);

    for (const act of [`UPDATE ${schema}.log SET id = uuidv7()`, `DELETE FROM ${schema}.log`, `TRUNCATE ${schema}.log`]) {
      await expect(administer(runtimeUrl, act)).rejects.toMatchObject({ code: '42501', message: expect.stringContaining('permission denied') });
      await expect(administer(ownerUrl, act)).rejects.toMatchObject({ code: '42501', message: expect.stringContaining('append-only') });
    }
    await administer(runtimeUrl, `SELECT platform.ensure_partitions('2031-05-05')`);
    const late = `${schema}.log_m2031_05`;
    await expect(administer(runtimeUrl, `DELETE FROM ${late}`)).rejects.toMatchObject({ code: '42501' });
    await expect(administer(ownerUrl, `TRUNCATE ${late}`)).rejects.toThrow('append-only');
    // Leaves no table behind that the next test's partitions would be made for.
    await administer(ownerUrl, `DROP SCHEMA ${schema} CASCADE; DELETE FROM platform.partitioned_table WHERE relation LIKE '${schema}.%'`);
  });

  it('keeps a row in the partition of the school year its id tells', async () => {
    const { ownerUrl } = await testDatabase();
    const schema = `y${Date.now()}`;
    await administer(ownerUrl, `CREATE SCHEMA ${schema};
      CREATE TABLE ${schema}.mark (school_id uuid, school_year integer CHECK (school_year = platform.school_year_of(id)), id uuid,
        PRIMARY KEY (school_id, school_year, id)) PARTITION BY LIST (school_year);
      SELECT platform.register_year_table('${schema}.mark');
      SELECT platform.ensure_year_partition('${schema}.mark', 2020)`);
    const insert = (id: string, year: string): Promise<unknown> =>
      administer(ownerUrl, `INSERT INTO ${schema}.mark VALUES (uuidv7(), ${year}, ${id})`);
    await insert('uuidv7()', 'platform.school_year_on(current_date)');
    await expect(insert('uuidv7()', '2020')).rejects.toMatchObject({ code: '23514' });
    await expect(insert('gen_random_uuid()', 'platform.school_year_on(current_date)')).rejects.toMatchObject({ code: '23514' });
    await administer(ownerUrl, `DROP SCHEMA ${schema} CASCADE; DELETE FROM platform.partitioned_table WHERE relation LIKE '${schema}.%'`);
  });
});
