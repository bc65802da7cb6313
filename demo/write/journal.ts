import type { ClientBase } from 'pg';
import type { SchoolPlan } from '../plan/school.js';

/**
 * What teachers wrote up to `now`: topics and homework, works and marks with their history and sums, absences. Set by set,
 * under the same constraints as any write; dice follow from the seed.
 */
export async function writeJournal(db: ClientBase, plan: SchoolPlan, schoolYear: number, now: Date): Promise<void> {
  const topics = plan.subjects.flatMap((s) => s.plan.topics.map((topic, i) => ({ subject_id: s.id, place: i, of: s.plan.topics.length, topic })));
  const gym = plan.subjects.find((s) => s.plan.specialist === true && s.plan.jointFrom !== undefined)!.id;
  await db.query('DROP TABLE IF EXISTS pg_temp.past');
  await db.query(PAST, [plan.id, schoolYear, now]);
  await db.query('CREATE INDEX ON pg_temp.past (id)');
  await db.query('ANALYZE pg_temp.past');
  // Fresh rows have no statistics yet, and without them the joins below would be nested loops.
  await db.query('ANALYZE schools.group_members, schools.group_classes, schools.classes');
  for (const [statement, params] of [
    [RECORDS, [JSON.stringify(topics)]], [ABSENCES, []], ['ANALYZE journal.attendance', []], [ABSENCE_HISTORY, [plan.id, schoolYear]], [WORKS, []],
    ['ANALYZE journal.work, journal.work_type, journal.scale_value', []], [MARKS, [gym]], [MARK_HISTORY, [plan.id, schoolYear]], [AVERAGES, [plan.id, schoolYear]],
  ] as const) await db.query(statement, [...params]);
}

/** Lessons that were held, with their place in the group's year, the next one, and the term. */
const PAST = `
  CREATE TEMP TABLE past AS
  SELECT l.school_id, l.school_year, l.id, l.group_id, l.subject_id, l.date, l.number, l.starts_at, l.ends_at, l.teacher_id, g.grade_level, t.id AS term_id,
         row_number() OVER w AS place, lead(l.date) OVER w AS next_on
  FROM schedule.lesson l
  CROSS JOIN LATERAL (SELECT min(c.grade_level) AS grade_level FROM schools.group_classes gc JOIN schools.classes c ON c.school_id = gc.school_id AND c.id = gc.class_id
    WHERE gc.school_id = l.school_id AND gc.group_id = l.group_id) g
  JOIN schools.terms t ON t.school_id = l.school_id AND t.school_year = l.school_year AND l.date BETWEEN t.starts_on AND t.ends_on AND g.grade_level BETWEEN t.grade_from AND t.grade_to
  WHERE l.school_id = $1 AND l.school_year = $2 AND l.ends_at <= $3 AND l.status <> 'cancelled'
  WINDOW w AS (PARTITION BY l.group_id ORDER BY l.starts_at)`;

const RECORDS = `
  INSERT INTO journal.record (school_id, school_year, lesson_id, group_id, topic, homework, homework_due_on, taken_at, taken_by, updated_at, updated_by)
  SELECT p.school_id, p.school_year, p.id, p.group_id, t.topic, work.text, CASE WHEN work.text IS NOT NULL THEN p.next_on END, p.ends_at, p.teacher_id, p.ends_at, p.teacher_id
  FROM pg_temp.past p
  JOIN jsonb_to_recordset($1::jsonb) AS t(subject_id uuid, place int, of int, topic text) ON t.subject_id = p.subject_id AND t.place = (p.place - 1) / 3 % t.of
  CROSS JOIN LATERAL (SELECT CASE WHEN p.grade_level > 1 AND p.next_on IS NOT NULL AND pg_temp.dice('homework' || p.id) < 75
    THEN 'Учебник, стр. ' || (10 + p.place) || ', № ' || (1 + pg_temp.dice('exercise' || p.id)) END AS text) work`;

/** Ill for a day: every lesson of the day. Late: to the first lesson. */
const ABSENCES = `
  INSERT INTO journal.attendance (school_id, school_year, id, lesson_id, pupil_id, group_id, date, status, reason_code, minutes, marked_by, marked_at)
  SELECT p.school_id, p.school_year, pg_temp.fixed_id(p.starts_at, 'attendance' || p.id || m.pupil_id), p.id, m.pupil_id, p.group_id, p.date,
         d.status, d.reason, d.minutes, p.teacher_id, p.ends_at
  FROM pg_temp.past p
  JOIN schools.group_members m ON m.school_id = p.school_id AND m.group_id = p.group_id AND m.valid_from <= p.date AND (m.valid_until IS NULL OR m.valid_until > p.date)
  CROSS JOIN LATERAL (SELECT pg_temp.dice('day' || m.pupil_id || p.date) AS day, pg_temp.dice('why' || m.pupil_id || p.date) AS why OFFSET 0) dice
  CROSS JOIN LATERAL (SELECT
    CASE WHEN day < 3 THEN 'absent' WHEN day < 5 AND p.number = 1 THEN 'late' END AS status,
    CASE WHEN day < 3 AND why < 60 THEN 'ill' WHEN day < 3 AND why < 80 THEN 'excused' WHEN day < 3 AND why < 88 THEN 'unexcused' END AS reason,
    CASE WHEN day BETWEEN 3 AND 4 AND p.number = 1 THEN 3 + why / 7 END AS minutes) d
  WHERE d.status IS NOT NULL`;

const ABSENCE_HISTORY = `
  INSERT INTO journal.attendance_history (school_id, school_year, attendance_id, version, lesson_id, pupil_id, status_before, status_after, reason_after, minutes_after, by_person, by_role, at)
  SELECT school_id, school_year, id, version, lesson_id, pupil_id, 'present', status, reason_code, minutes, marked_by, 'teacher', marked_at
  FROM journal.attendance WHERE school_id = $1 AND school_year = $2`;

/** A control work every ninth lesson, a test every sixth, answers and homework in between. No marks in grade 1. */
const WORKS = `
  INSERT INTO journal.work (school_id, school_year, id, lesson_id, group_id, date, type_id, weight, counts, created_by)
  SELECT p.school_id, p.school_year, pg_temp.fixed_id(p.starts_at, 'work' || p.id || t.code), p.id, p.group_id, p.date, t.id, t.weight, t.counts, p.teacher_id
  FROM pg_temp.past p
  JOIN journal.work_type t ON t.school_id = p.school_id AND t.code = CASE
    WHEN p.place % 9 = 0 THEN 'control' WHEN p.place % 6 = 0 THEN 'test' WHEN pg_temp.dice('work' || p.id) < 55 THEN 'answer' WHEN pg_temp.dice('work' || p.id) < 75 THEN 'homework' END
  WHERE p.grade_level > 1`;

/** Who was away owes a control work («.»); a few are exempt from physical education («осв»); a few are not attested («н/а»). */
const MARKS = `
  INSERT INTO journal.mark (school_id, school_year, id, group_id, lesson_id, work_id, pupil_id, date, term_id, value, points, weight, given_by, given_at)
  SELECT p.school_id, p.school_year, pg_temp.fixed_id(p.starts_at, 'mark' || w.id || m.pupil_id), p.group_id, p.id, w.id, m.pupil_id, p.date, p.term_id,
         v.value, CASE WHEN w.counts THEN s.points END, w.weight, p.teacher_id, p.ends_at
  FROM pg_temp.past p
  JOIN journal.work w ON w.school_id = p.school_id AND w.school_year = p.school_year AND w.lesson_id = p.id
  JOIN journal.work_type t ON t.school_id = w.school_id AND t.id = w.type_id
  JOIN schools.group_members m ON m.school_id = p.school_id AND m.group_id = p.group_id AND m.valid_from <= p.date AND (m.valid_until IS NULL OR m.valid_until > p.date)
  LEFT JOIN journal.attendance a ON a.school_id = p.school_id AND a.school_year = p.school_year AND a.lesson_id = p.id AND a.pupil_id = m.pupil_id AND a.status = 'absent'
  CROSS JOIN LATERAL (SELECT pg_temp.dice('asked' || w.id || m.pupil_id) AS asked, pg_temp.dice('value' || w.id || m.pupil_id) AS luck,
    pg_temp.dice('able' || m.pupil_id) AS able, pg_temp.dice('exempt' || m.pupil_id) AS exempt OFFSET 0) dice
  CROSS JOIN LATERAL (SELECT CASE
    WHEN p.subject_id = $1 AND exempt < 2 THEN CASE WHEN asked < 30 THEN 'exempt' END
    WHEN a.id IS NOT NULL THEN CASE WHEN t.code = 'control' THEN 'owed' END
    WHEN t.code = 'control' AND asked = 99 THEN 'not_attested'
    WHEN asked >= CASE t.code WHEN 'control' THEN 100 WHEN 'test' THEN 90 WHEN 'homework' THEN 40 ELSE 18 END THEN NULL
    WHEN able + luck < 25 THEN '2' WHEN able + luck < 75 THEN '3' WHEN able + luck < 125 THEN '4' ELSE '5' END AS value) v
  JOIN journal.scale_value s ON s.school_id = p.school_id AND s.code = v.value
  WHERE v.value IS NOT NULL`;

const MARK_HISTORY = `
  INSERT INTO journal.mark_history (school_id, school_year, mark_id, version, group_id, lesson_id, work_id, pupil_id, act, value_after, by_person, by_role, at)
  SELECT school_id, school_year, id, version, group_id, lesson_id, work_id, pupil_id, 'given', value, given_by, 'teacher', given_at
  FROM journal.mark WHERE school_id = $1 AND school_year = $2`;

const AVERAGES = `
  INSERT INTO journal.average (school_id, school_year, group_id, term_id, pupil_id, marks, points, weighted_points, weight)
  SELECT school_id, school_year, group_id, term_id, pupil_id, count(points), coalesce(sum(points), 0), coalesce(sum(points * weight), 0), coalesce(sum(weight) FILTER (WHERE points IS NOT NULL), 0)
  FROM journal.mark WHERE school_id = $1 AND school_year = $2
  GROUP BY school_id, school_year, group_id, term_id, pupil_id`;
