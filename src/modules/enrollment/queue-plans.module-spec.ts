import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { makeSchool } from '../../../test/factories/schools.js';
import { freshDatabase } from '../../../test/support/index.js';
import { sequentialScans } from '../../../test/support/plans.js';
import { newId } from '../../shared/ids.js';
import type { Viewer } from './enrollment.policy.js';
import { queueStatement, type QueueFilter } from './persistence/queue.query.js';

const REQUESTS = 100_000;
const NOW = new Date('2026-11-05T09:00:00+03:00');
const ANY: QueueFilter = { statuses: null, kind: null, due: null, className: null, assignee: null, subjectName: null, number: null, owed: false };

let db: Pool;
let schoolId: string;

/** 100,000 requests in one region: half of them of one school, the rest of it and the region's, some the operator's. */
async function fill(): Promise<void> {
  schoolId = (await makeSchool(db, { regionCode: '39' })).id;
  const others = await Promise.all(Array.from({ length: 20 }, async () => (await makeSchool(db, { regionCode: '39' })).id));
  await db.query(
    `INSERT INTO enrollment.requests (id, kind, applicant_id, status, round, number, form, school_id, region_code, zone, route, scope, subject_key, subject_title, subject_name, class_name,
       usual_days, extended_days, submitted_at, due_on, due_at, decision_reason, decided_at, created_at, changed_at)
     SELECT uuidv7(), CASE i % 3 WHEN 0 THEN 'appeal' WHEN 1 THEN 'document' ELSE 'data_correction' END, uuidv7(), CASE WHEN i % 4 = 0 THEN 'submitted' ELSE 'rejected' END, 1, '2026-39-' || i, '{}',
       CASE WHEN scope = 'operator' THEN NULL WHEN i % 2 = 0 THEN $1::uuid ELSE ($2::uuid[])[1 + i % 20] END, '39', 'Europe/Kaliningrad', ARRAY[scope], scope,
       'key' || i, 'Ребёнок ' || i, 'ребенок ' || i, (1 + i % 11) || 'А', 5, 10, at, (at + interval '7 days')::date, at + interval '7 days',
       CASE WHEN i % 4 = 0 THEN NULL ELSE 'other' END, CASE WHEN i % 4 = 0 THEN NULL ELSE at END, at, at
     FROM (SELECT i, CASE WHEN i % 50 = 1 THEN 'region' WHEN i % 50 = 2 THEN 'operator' ELSE 'school' END AS scope, timestamptz '2026-11-10' - make_interval(mins => i) AS at
           FROM generate_series(1, $3::int) i) made`,
    [schoolId, others, REQUESTS]);
  await db.query('VACUUM ANALYZE enrollment.requests');
}

async function plan(viewer: Partial<Viewer>, filter: Partial<QueueFilter>, after: readonly [string, string] | null = null): Promise<string> {
  const whole: Viewer = { personId: newId(), role: 'secretary', schoolId: null, regionCode: null, groupId: null, operator: false, ...viewer };
  const { text, params } = queueStatement(whole, { ...ANY, ...filter }, NOW, 51, after);
  const { rows } = await db.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, [...params]);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

beforeAll(async () => {
  db = new Pool({ connectionString: (await freshDatabase('queue_plans')).ownerUrl, max: 2 });
  await fill();
}, 120_000);
afterAll(() => db.end());

describe('a queue of 100,000 requests (EN-9)', () => {
  const page = ['2026-10-01T00:00:00.000Z', '019b0000-0000-7000-8000-000000000000'] as const;
  it.each<[string, Partial<QueueFilter>]>([
    ['as it opens', {}], ['by kind', { kind: 'appeal' }], ['by class', { className: '5А' }], ['nobody has it', { assignee: 'none' }],
    ['overdue', { due: 'overdue' }], ['due today', { due: 'today' }], ['due within a week', { due: 'week' }], ['decided ones', { statuses: ['rejected'] }],
    ['by a name', { subjectName: 'ребенок 77', number: 'ребенок 77' }], ['to be handed over on paper', { owed: true }],
  ])('is read without a sequential scan: %s', async (_, filter) => {
    for (const viewer of [{ schoolId }, { regionCode: '39' }, { operator: true }]) {
      for (const after of [null, page]) expect({ viewer, after, scans: sequentialScans(await plan(viewer, filter, after)).filter((table) => table === 'requests') }).toEqual({ viewer, after, scans: [] });
    }
  });

  it('pages through everything once, in order', async () => {
    const read = async (after: readonly [string, string] | null) => {
      const { text, params } = queueStatement({ personId: newId(), role: 'system_admin', schoolId: null, regionCode: null, groupId: null, operator: true }, ANY, NOW, 200, after);
      return (await db.query<{ id: string; dueAt: Date }>(text, [...params])).rows;
    };
    const seen: string[] = [];
    for (let lines = await read(null); lines.length > 0; lines = await read([lines.at(-1)!.dueAt.toISOString(), lines.at(-1)!.id])) seen.push(...lines.map((line) => line.id));
    const { rows: [{ count }] } = await db.query(`SELECT count(*)::int AS count FROM enrollment.requests WHERE scope = 'operator' AND status = 'submitted'`);
    expect(count).toBeGreaterThan(500);
    expect([new Set(seen).size, seen.length]).toEqual([count, count]);
  });
});
