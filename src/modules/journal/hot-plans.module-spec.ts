import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PoolClient } from 'pg';
import { type JournalWorld, makeJournal } from '../../../test/factories/journal.js';
import { startTestModule, type TestModule } from '../../../test/support/index.js';
import type { Statement } from '../../platform/database/index.js';
import { JournalModule } from './index.js';
import { CHANGE_MARK, REMOVE_MARK } from './persistence/change-mark.sql.js';
import { JOURNAL_PAGE } from './persistence/journal-page.sql.js';
import { SAVE_ATTENDANCE } from './persistence/save-attendance.sql.js';
import { SAVE_MARKS } from './persistence/save-marks.sql.js';

interface Node { readonly 'Node Type': string; readonly 'Relation Name'?: string; readonly Schema?: string; readonly Plans?: Node[] }

describe('plans of the hot statements (performance P7)', () => {
  let module: TestModule;
  let client: PoolClient;
  let w: JournalWorld;

  beforeAll(async () => {
    module = await startTestModule(JournalModule);
    w = await makeJournal(module.db);
    client = await module.db.connect();
    // Tables of a test are so small that reading them whole is cheapest; what is asked is whether an index serves at all.
    await client.query('SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan');
  });
  afterAll(async () => {
    client.release(true);
    await module.stop();
  });

  /** Every scan of a table in the statement's generic plan, as it is with these parameters: partitions ruled out are gone. */
  async function scans(statement: Statement, params: readonly string[]): Promise<Node[]> {
    await client.query(`PREPARE "${statement.name}" AS ${statement.text}`);
    const { rows } = await client.query(`EXPLAIN (FORMAT JSON, VERBOSE) EXECUTE "${statement.name}" (${params.join(', ')})`);
    const walk = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(walk)];
    return walk(rows[0]['QUERY PLAN'][0].Plan).filter((n) => n['Relation Name'] !== undefined && n['Node Type'].includes('Scan'));
  }

  const text = (value: string | number): string => `'${value}'`;
  const list = (value: string | number | null): string => (value === null ? `'{NULL}'` : `'{${value}}'`);
  const scope = (): string[] => [text(w.school.id), String(w.school.schoolYear), text(w.teacher.personId), text('teacher'), text('2026-11-20T09:00:00Z')];
  const lesson = (): string => w.lessons[0]!.id;
  const pupil = (): string => w.pupils[0]!.id;

  const statements: [string, Statement, () => string[]][] = [
    ['save marks', SAVE_MARKS, () => [...scope(), 'NULL', list(lesson()), list(pupil()), list(5), ...[null, null, null, null, null].map(list), list(lesson()), list(lesson()), list(null), list(null)]],
    ['change a mark', CHANGE_MARK, () => [...scope(), text(lesson()), '1', 'false', text('retake'), 'NULL', text(5), 'NULL', 'true']],
    ['remove a mark', REMOVE_MARK, () => [...scope(), text(lesson()), '1', 'false', text('retake'), 'NULL']],
    ['save attendance', SAVE_ATTENDANCE, () => [...scope(), text(lesson()), 'true', list(pupil()), list('absent'), list(null), list(null), list('false'), list(null), list(lesson())]],
    ['journal page', JOURNAL_PAGE, () => [text(w.school.id), String(w.school.schoolYear), text(w.group.id), text(w.teacher.personId), 'false', text('2026-11-20T09:00:00Z'), 'NULL', text(w.teacher.personId)]],
  ];

  it.each(statements)('%s: reads no table whole, and no other year', async (_, statement, params) => {
    const found = await scans(statement, params());
    expect(found.length).toBeGreaterThan(3);
    expect(found.filter((n) => n['Node Type'] === 'Seq Scan').map((n) => `${n.Schema}.${n['Relation Name']}`)).toEqual([]);
    const partitions = found.map((n) => n['Relation Name']!).filter((name) => /_y\d{4}$/.test(name));
    expect(partitions.length).toBeGreaterThan(0);
    expect([...new Set(partitions.map((name) => name.slice(-4)))]).toEqual([String(w.school.schoolYear)]);
  });
});
