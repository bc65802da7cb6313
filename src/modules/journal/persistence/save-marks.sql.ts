import type { Statement } from '../../../platform/database/index.js';

/**
 * Saves marks of one or more lessons: one mark, a column or a pasted block (JO-2, JO-3). ONE autocommit statement
 * (architecture, Data: the exception to the rules of transactions): it checks rights, term, grade, scale and membership
 * on the lesson's day, then writes works, marks, history, sums and the outbox row, or writes nothing at all.
 * Answers one row; `saved` false says that something was wrong, and `explain-marks.sql.ts` tells what.
 *
 * Order of locks, the same in every statement that writes marks: existing marks by pupil, new marks by pupil, sums by
 * pupil. Two columns of one group therefore wait for each other and never deadlock.
 *
 * $1 school  $2 school year  $3 person  $4 role  $5 now  $6 group (null: whichever the lessons have)  $7.. one array a column of `cell`
 */
export const SAVE_MARKS: Statement = {
  name: 'journal-save-marks',
  text: `
WITH cell AS MATERIALIZED (
  SELECT * FROM unnest($7::uuid[], $8::uuid[], $9::text[], $10::uuid[], $11::uuid[], $12::text[], $13::uuid[], $14::int[], $15::uuid[], $16::uuid[], $17::text[], $18::text[])
    WITH ORDINALITY AS c(lesson_id, pupil_id, value, work_id, type_id, comment, expected_id, expected_version, new_mark_id, new_work_id, reason_code, note, place)
),
-- The lessons this person may write in now: assigned to the group today, or the substitute of that very lesson.
lesson AS MATERIALIZED (
  SELECT l.id, l.group_id, l.date, t.id AS term_id
  FROM (SELECT DISTINCT lesson_id FROM cell) asked
  JOIN schedule.v_lesson l ON l.school_id = $1 AND l.school_year = $2 AND l.id = asked.lesson_id AND l.status <> 'cancelled'
  JOIN schools.v_school s ON s.id = $1
  CROSS JOIN LATERAL (
    SELECT min(c.grade_level) AS level FROM schools.v_group_class g
    JOIN schools.v_class c ON c.school_id = $1 AND c.id = g.class_id
    WHERE g.school_id = $1 AND g.group_id = l.group_id
  ) grade
  JOIN schools.v_term t ON t.school_id = $1 AND t.school_year = $2 AND l.date BETWEEN t.starts_on AND t.ends_on
    AND grade.level BETWEEN t.grade_from AND t.grade_to
  WHERE ($6::uuid IS NULL OR l.group_id = $6)
    AND (l.status = 'substituted' AND l.teacher_id = $3 OR EXISTS (
      SELECT FROM schools.v_assignment a WHERE a.school_id = $1 AND a.group_id = l.group_id AND a.person_id = $3
        AND a.valid_from <= ($5::timestamptz AT TIME ZONE s.zone)::date
        AND (a.valid_until IS NULL OR a.valid_until > ($5::timestamptz AT TIME ZONE s.zone)::date)))
    AND NOT EXISTS (SELECT FROM journal.closed_term c WHERE c.school_id = $1 AND c.term_id = t.id
      AND c.closes_on <= ($5::timestamptz AT TIME ZONE s.zone)::date)
    AND (grade.level > 1 OR EXISTS (SELECT FROM journal.setting o WHERE o.school_id = $1 AND o.marks_in_grade_one))
),
-- Each cell with its work: the one named, the lesson's first of the type asked for, or one to be made.
target AS MATERIALIZED (
  SELECT c.*, l.group_id, l.date, l.term_id, type.id AS made_type_id, type.weight AS made_weight, type.counts AS made_counts,
         coalesce(named.id, typed.id) IS NULL AS makes_work,
         coalesce(named.id, typed.id, c.new_work_id) AS work,
         coalesce(named.weight, typed.weight, type.weight) AS weight,
         CASE WHEN coalesce(named.counts, typed.counts, type.counts) THEN v.points END AS points
  FROM cell c
  JOIN lesson l ON l.id = c.lesson_id
  JOIN schools.v_group_member m ON m.group_id = l.group_id AND m.pupil_id = c.pupil_id AND m.school_id = $1
    AND m.valid_from <= l.date AND (m.valid_until IS NULL OR m.valid_until > l.date)
  JOIN journal.scale_value v ON v.school_id = $1 AND v.code = c.value
  LEFT JOIN journal.work named ON named.school_id = $1 AND named.school_year = $2 AND named.id = c.work_id AND named.lesson_id = c.lesson_id
  LEFT JOIN journal.work_type type ON c.work_id IS NULL AND type.school_id = $1
    AND (type.id = c.type_id OR c.type_id IS NULL AND type.code = 'answer')
  LEFT JOIN journal.work typed ON typed.school_id = $1 AND typed.school_year = $2 AND typed.lesson_id = c.lesson_id
    AND typed.type_id = type.id AND typed.ordinal = 1
  WHERE named.id IS NOT NULL OR type.id IS NOT NULL
),
held AS MATERIALIZED (
  SELECT m.id, m.version, m.work_id, m.pupil_id, m.value, m.comment, m.points, m.weight
  FROM target t
  JOIN journal.mark m ON m.school_id = $1 AND m.school_year = $2 AND m.work_id = t.work AND m.pupil_id = t.pupil_id
  ORDER BY m.pupil_id, m.work_id
  FOR NO KEY UPDATE OF m
),
-- All or nothing: every cell found its way here, none is named twice, and each holds what the writer saw in it (JO-9).
agreed AS MATERIALIZED (
  SELECT count(*) = cardinality($7::uuid[]) AND count(DISTINCT (t.work, t.pupil_id)) = cardinality($7::uuid[]) AS yes
  FROM target t LEFT JOIN held h ON h.work_id = t.work AND h.pupil_id = t.pupil_id
  WHERE h.id IS NOT DISTINCT FROM t.expected_id AND h.version IS NOT DISTINCT FROM t.expected_version
),
made AS (
  INSERT INTO journal.work (school_id, school_year, id, lesson_id, group_id, date, type_id, weight, counts, created_by)
  SELECT DISTINCT ON (t.work) $1, $2, t.work, t.lesson_id, t.group_id, t.date, t.made_type_id, t.made_weight, t.made_counts, $3
  FROM target t WHERE t.makes_work AND (SELECT yes FROM agreed)
),
given AS (
  INSERT INTO journal.mark (school_id, school_year, id, group_id, lesson_id, work_id, pupil_id, date, term_id, value, points, weight, comment, given_by, given_at)
  SELECT $1, $2, t.new_mark_id, t.group_id, t.lesson_id, t.work, t.pupil_id, t.date, t.term_id, t.value, t.points, t.weight, t.comment, $3, $5
  FROM target t WHERE t.expected_id IS NULL AND (SELECT yes FROM agreed)
  ORDER BY t.pupil_id, t.work
  RETURNING id, work_id, pupil_id, version
),
changed AS (
  UPDATE journal.mark m SET value = t.value, points = t.points, comment = t.comment, version = m.version + 1
  FROM target t
  WHERE (SELECT yes FROM agreed) AND m.school_id = $1 AND m.school_year = $2 AND m.id = t.expected_id
    AND (m.value, m.comment) IS DISTINCT FROM (t.value, t.comment)
  RETURNING m.id, m.work_id, m.pupil_id, m.version
),
written AS MATERIALIZED (SELECT * FROM given UNION ALL SELECT * FROM changed),
told AS (
  INSERT INTO journal.mark_history (school_id, school_year, mark_id, version, group_id, lesson_id, work_id, pupil_id, act,
    value_before, value_after, comment_before, comment_after, reason_code, note, by_person, by_role, at)
  SELECT $1, $2, w.id, w.version, t.group_id, t.lesson_id, t.work, t.pupil_id, CASE WHEN h.id IS NULL THEN 'given' ELSE 'changed' END,
    h.value, t.value, h.comment, t.comment, t.reason_code, t.note, $3, $4, $5
  FROM written w
  JOIN target t ON t.work = w.work_id AND t.pupil_id = w.pupil_id
  LEFT JOIN held h ON h.id = w.id
),
-- After the marks, because it reads what was written: that is the order of locks.
summed AS (
  INSERT INTO journal.average AS a (school_id, school_year, group_id, term_id, pupil_id, marks, points, weighted_points, weight)
  SELECT $1, $2, t.group_id, t.term_id, t.pupil_id,
    sum((t.points IS NOT NULL)::int - (h.points IS NOT NULL)::int),
    sum(coalesce(t.points, 0) - coalesce(h.points, 0)),
    sum(coalesce(t.points * t.weight, 0) - coalesce(h.points * h.weight, 0)),
    sum(CASE WHEN t.points IS NULL THEN 0 ELSE t.weight END - CASE WHEN h.points IS NULL THEN 0 ELSE h.weight END)
  FROM target t LEFT JOIN held h ON h.work_id = t.work AND h.pupil_id = t.pupil_id
  WHERE (SELECT yes FROM agreed) AND (SELECT count(*) FROM written) >= 0
  GROUP BY t.group_id, t.term_id, t.pupil_id
  ORDER BY t.pupil_id, t.group_id, t.term_id
  ON CONFLICT (school_id, school_year, group_id, term_id, pupil_id) DO UPDATE SET marks = a.marks + excluded.marks,
    points = a.points + excluded.points, weighted_points = a.weighted_points + excluded.weighted_points, weight = a.weight + excluded.weight
  RETURNING a.pupil_id, a.term_id, a.marks, a.points, a.weighted_points, a.weight
),
published AS (
  INSERT INTO platform.outbox (name, school_id, payload, occurred_at)
  SELECT 'journal.marks_saved', $1, jsonb_build_object('schoolYear', $2::int, 'marks', jsonb_agg(jsonb_build_array(id, version))), $5
  FROM written HAVING count(*) > 0
)
SELECT (SELECT yes FROM agreed) AS saved,
  (SELECT json_agg(json_build_object('id', coalesce(w.id, h.id), 'lessonId', t.lesson_id, 'workId', t.work, 'pupilId', t.pupil_id,
     'value', t.value, 'comment', t.comment, 'version', coalesce(w.version, h.version)) ORDER BY t.place)
   FROM target t
   LEFT JOIN written w ON w.work_id = t.work AND w.pupil_id = t.pupil_id
   LEFT JOIN held h ON h.work_id = t.work AND h.pupil_id = t.pupil_id) AS marks,
  (SELECT json_agg(json_build_object('pupilId', pupil_id, 'termId', term_id, 'marks', marks, 'points', points::text,
     'weightedPoints', weighted_points::text, 'weight', weight::text)) FROM summed) AS sums`,
};
