import { Client } from 'pg';
import type { Statement } from '../../src/platform/database/index.js';
import { newId } from '../../src/shared/ids.js';
import { makeLessons } from '../factories/schedule.js';
import { makeClass, makePupils, makeSchool, makeTeachingGroup } from '../factories/schools.js';
import { testDatabase } from './database.js';

/**
 * The plan PostgreSQL runs a hot statement by: the generic one, as on the hot pool. A test's tables are small, so sequential
 * scans are made dear: one that stays has no index to go by.
 */
export async function hotPlan(statement: Statement, params: readonly (string | number | boolean | null)[]): Promise<string> {
  const client = new Client({ connectionString: (await testDatabase()).runtimeUrl, options: '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off' });
  await client.connect();
  try {
    await client.query(`PREPARE asked AS ${statement.text}`);
    const values = params.map((p) => (p === null ? 'NULL' : client.escapeLiteral(String(p)))).join(', ');
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN (COSTS OFF) EXECUTE asked(${values})`);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  } finally {
    await client.end();
  }
}

/** A school with a class of 25, forty days of lessons with records, works, marks and attendance; statistics as after autovacuum. */
export async function fillSchoolYear(): Promise<void> {
  const owner = new Client({ connectionString: (await testDatabase()).ownerUrl });
  await owner.connect();
  try {
    const school = await makeSchool(owner, {});
    for (const letter of ['А', 'Б']) {
      const schoolClass = await makeClass(owner, school, { letter });
      await makePupils(owner, schoolClass, 25);
      for (let n = 1; n <= 6; n++) {
        const group = await makeTeachingGroup(owner, school, { classes: [schoolClass], subject: `Предмет ${n}`, teacherId: newId() });
        await makeLessons(owner, Array.from({ length: 40 }, (_, day) => (
          { schoolId: school.id, groupId: group.id, number: n, date: new Date(Date.UTC(school.schoolYear, 9, 1 + day)).toISOString().slice(0, 10) })));
      }
    }
    for (const statement of FILL_JOURNAL) await owner.query(statement, [school.id]);
    await owner.query('ANALYZE');
  } finally {
    await owner.end();
  }
}

const FILL_JOURNAL = [
  `INSERT INTO journal.work_type (school_id, code, name, weight, position) VALUES ($1, 'answer', 'Ответ', 1, 1)`,
  `INSERT INTO journal.record (school_id, school_year, lesson_id, group_id, topic, updated_at, updated_by)
   SELECT school_id, school_year, id, group_id, 'Тема', starts_at, teacher_id FROM schedule.lesson WHERE school_id = $1`,
  `INSERT INTO journal.work (school_id, school_year, id, lesson_id, group_id, date, type_id, weight, counts, created_by)
   SELECT l.school_id, school_year, schedule.id_at(starts_at), l.id, group_id, date, t.id, 1, true, teacher_id
   FROM schedule.lesson l JOIN journal.work_type t ON t.school_id = l.school_id WHERE l.school_id = $1`,
  `INSERT INTO journal.mark (school_id, school_year, id, group_id, lesson_id, work_id, pupil_id, date, term_id, value, points, weight, given_by, given_at)
   SELECT w.school_id, w.school_year, schedule.id_at(l.starts_at), w.group_id, w.lesson_id, w.id, m.pupil_id, w.date, w.id, '4', 4, 1, l.teacher_id, l.starts_at
   FROM journal.work w JOIN schedule.lesson l ON l.school_id = w.school_id AND l.school_year = w.school_year AND l.id = w.lesson_id
   JOIN schools.group_members m ON m.group_id = w.group_id WHERE w.school_id = $1`,
];

/** Tables read whole. */
export function sequentialScans(plan: string): string[] {
  return [...plan.matchAll(/Seq Scan on (\S+)/g)].map((match) => match[1]!);
}

/** School years of the partitions the plan reads. */
export function yearsRead(plan: string): number[] {
  return [...new Set([...plan.matchAll(/ on \w+_y(\d{4})\b/g)].map((match) => Number(match[1])))].sort();
}
