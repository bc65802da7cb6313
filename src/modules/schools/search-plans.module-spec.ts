import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { startTestModule, statementsSent, testDatabase, type TestModule } from '../../../test/support/index.js';
import { DirectoryQuery } from './directory/app/directory.query.js';
import type { SchoolSearch } from './directory/directory.model.js';
import { schoolSearch } from './directory/persistence/school-search.sql.js';
import { SchoolsModule } from './index.js';

const NOTHING: SchoolSearch = {
  words: [], number: null, region: null, settlement: null, type: null, profile: null, minRating: null, gradeLevel: null, hasPlaces: false, near: null, sort: 'name',
};

describe('the public search goes by indexes (SC-1)', () => {
  let client: Client;
  // 20,000 schools that nobody else sees: the transaction is rolled back
  beforeAll(async () => {
    client = new Client({ connectionString: (await testDatabase()).ownerUrl });
    await client.connect();
    await client.query('BEGIN');
    await client.query(`
      INSERT INTO schools.schools (id, name, short_name, search_key, type, region_code, settlement_id, zone, status, public_code, latitude, longitude, rating, rating_source, rating_on, profiles, inn)
      SELECT uuidv7(), 'Школа ' || n, 'Школа ' || n, 'школа ' || md5(n::text), 'school', t.region_code, t.id, t.zone, 'active', upper(substr(md5('p' || n), 1, 12)),
        50 + (n % 1000) * 0.01, 40 + (n % 777) * 0.05, CASE WHEN n % 50 = 0 THEN 4.9 END, 'x', '2026-01-01', CASE WHEN n % 400 = 0 THEN ARRAY['Химический'] ELSE '{}' END,
        lpad((1000000000 + n)::text, 10, '0')
      FROM generate_series(1, 20000) n JOIN LATERAL (SELECT * FROM schools.settlements WHERE is_capital ORDER BY md5(region_code || n) LIMIT 1) t ON true`);
    // what vacuum does to a GIN index in its time
    await client.query(`SELECT gin_clean_pending_list('schools.schools_search'), gin_clean_pending_list('schools.schools_profiles')`);
    await client.query('ANALYZE schools.schools');
  });
  afterAll(async () => {
    await client.query('ROLLBACK');
    await client.end();
  });

  it.each<[string, Partial<SchoolSearch>, RegExp]>([
    ['nothing: in the order of the list', {}, /schools_in_order/],
    ['a part of a name', { words: ['4c5bd'] }, /schools_search/],
    ['a number', { words: ['1000000777'], number: '1000000777' }, /schools_search[^]*schools_inn_key|schools_inn_key[^]*schools_search/],
    ['a region', { region: '39' }, /schools_in_region_order|schools_place/],
    ['a place on the map', { near: { latitude: 55, longitude: 60, radiusKm: 5 }, sort: 'distance' }, /schools_on_map/],
    ['a profile', { profile: 'химический' }, /schools_profiles/],
    ['a rating', { minRating: '4.5' }, /schools_rated|schools_in_order/],
  ])('%s', async (_, asked, index) => {
    const { sql, params, by } = schoolSearch({ ...NOTHING, ...asked });
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN (COSTS OFF) ${sql} ORDER BY ${by.map((column) => column.sql).join(', ')} LIMIT 51`, [...params]);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch(index);
    expect(plan).not.toMatch(/Seq Scan on schools\b/);
  });
});

describe('a page of the directory is one round trip', () => {
  let module: TestModule;
  beforeAll(async () => { module = await startTestModule(SchoolsModule); });
  afterAll(() => module.stop());

  it('of schools, whatever is asked, and of settlements by their first letters', async () => {
    const directory = module.get(DirectoryQuery);
    for (const asked of [{}, { q: 'лицей 7', region: '39', gradeLevel: 5, hasPlaces: true }, { near: '54.7,20.5', minRating: '4.0', profile: 'физика' }]) {
      expect(await statementsSent(() => directory.search(asked, { limit: 50 }))).toBe(1);
    }
    expect(await statementsSent(() => directory.settlements('39', 'Сов', { limit: 50 }))).toBe(1);
  });
});
