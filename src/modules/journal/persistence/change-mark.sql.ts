import type { Statement } from '../../../platform/database/index.js';

/**
 * Changing and removing one mark (JO-6, JO-9), each one autocommit statement like `save-marks.sql.ts` and with the same
 * order of locks: the mark, then the sums. An administrator may correct any mark by a further entry; a teacher those of
 * groups they are assigned to today, or of a lesson they substitute.
 *
 * $1 school  $2 school year  $3 person  $4 role  $5 now  $6 mark  $7 expected version  $8 may correct any  $9 reason  $10 note
 */
const HELD = `
held AS MATERIALIZED (
  SELECT m.* FROM journal.mark m
  WHERE m.school_id = $1 AND m.school_year = $2 AND m.id = $6
  FOR NO KEY UPDATE
),
allowed AS MATERIALIZED (
  SELECT h.* FROM held h
  JOIN schools.v_school s ON s.id = $1
  WHERE h.version = $7
    AND ($8::boolean
      OR EXISTS (SELECT FROM schools.v_assignment a WHERE a.school_id = $1 AND a.group_id = h.group_id AND a.person_id = $3
        AND a.valid_from <= ($5::timestamptz AT TIME ZONE s.zone)::date
        AND (a.valid_until IS NULL OR a.valid_until > ($5::timestamptz AT TIME ZONE s.zone)::date))
      OR EXISTS (SELECT FROM schedule.v_lesson l WHERE l.school_id = $1 AND l.school_year = $2 AND l.id = h.lesson_id
        AND l.status = 'substituted' AND l.teacher_id = $3))
    AND NOT EXISTS (SELECT FROM journal.closed_term c WHERE c.school_id = $1 AND c.term_id = h.term_id
      AND c.closes_on <= ($5::timestamptz AT TIME ZONE s.zone)::date)
)`;

const PUBLISHED = (written: string) => `
published AS (
  INSERT INTO platform.outbox (name, school_id, payload, occurred_at)
  SELECT 'journal.marks_saved', $1, jsonb_build_object('schoolYear', $2::int, 'marks', jsonb_agg(jsonb_build_array(id, version))), $5
  FROM ${written} HAVING count(*) > 0
)`;

const SUMS = `(SELECT json_agg(json_build_object('pupilId', pupil_id, 'termId', term_id, 'marks', marks, 'points', points::text,
  'weightedPoints', weighted_points::text, 'weight', weight::text)) FROM summed)`;

/** $11 new value  $12 new comment  $13 keep the comment as it is. Answers the changed mark, or no row. */
export const CHANGE_MARK: Statement = {
  name: 'journal-change-mark',
  text: `
WITH ${HELD},
new AS MATERIALIZED (
  SELECT h.*, v.code AS new_value, CASE WHEN w.counts THEN v.points END AS new_points,
    CASE WHEN $13::boolean THEN h.comment ELSE $12::text END AS new_comment
  FROM allowed h
  JOIN journal.scale_value v ON v.school_id = $1 AND v.code = $11
  JOIN journal.work w ON w.school_id = $1 AND w.school_year = $2 AND w.id = h.work_id
),
changed AS (
  UPDATE journal.mark m SET value = n.new_value, points = n.new_points, comment = n.new_comment, version = m.version + 1
  FROM new n WHERE m.school_id = $1 AND m.school_year = $2 AND m.id = n.id
  RETURNING m.id, m.version
),
told AS (
  INSERT INTO journal.mark_history (school_id, school_year, mark_id, version, group_id, lesson_id, work_id, pupil_id, act,
    value_before, value_after, comment_before, comment_after, reason_code, note, by_person, by_role, at)
  SELECT $1, $2, n.id, c.version, n.group_id, n.lesson_id, n.work_id, n.pupil_id, 'changed',
    n.value, n.new_value, n.comment, n.new_comment, $9::text, $10::text, $3, $4, $5
  FROM changed c JOIN new n ON n.id = c.id
),
summed AS (
  UPDATE journal.average a SET
    marks = a.marks + (n.new_points IS NOT NULL)::int - (n.points IS NOT NULL)::int,
    points = a.points + coalesce(n.new_points, 0) - coalesce(n.points, 0),
    weighted_points = a.weighted_points + coalesce(n.new_points * n.weight, 0) - coalesce(n.points * n.weight, 0),
    weight = a.weight + CASE WHEN n.new_points IS NULL THEN 0 ELSE n.weight END - CASE WHEN n.points IS NULL THEN 0 ELSE n.weight END
  FROM new n JOIN changed c ON c.id = n.id
  WHERE a.school_id = $1 AND a.school_year = $2 AND a.group_id = n.group_id AND a.term_id = n.term_id AND a.pupil_id = n.pupil_id
  RETURNING a.pupil_id, a.term_id, a.marks, a.points, a.weighted_points, a.weight
),
${PUBLISHED('changed')}
SELECT json_build_object('id', n.id, 'lessonId', n.lesson_id, 'workId', n.work_id, 'pupilId', n.pupil_id,
    'value', n.new_value, 'comment', n.new_comment, 'version', c.version) AS mark, ${SUMS} AS sums
FROM changed c JOIN new n ON n.id = c.id`,
};

/** Answers one row with the sums, or no row. The history keeps what the mark was. */
export const REMOVE_MARK: Statement = {
  name: 'journal-remove-mark',
  text: `
WITH ${HELD},
removed AS (
  DELETE FROM journal.mark m USING allowed h
  WHERE m.school_id = $1 AND m.school_year = $2 AND m.id = h.id
  RETURNING m.id, m.version + 1 AS version
),
told AS (
  INSERT INTO journal.mark_history (school_id, school_year, mark_id, version, group_id, lesson_id, work_id, pupil_id, act,
    value_before, comment_before, reason_code, note, by_person, by_role, at)
  SELECT $1, $2, h.id, r.version, h.group_id, h.lesson_id, h.work_id, h.pupil_id, 'removed', h.value, h.comment, $9::text, $10::text, $3, $4, $5
  FROM removed r JOIN allowed h ON h.id = r.id
),
summed AS (
  UPDATE journal.average a SET
    marks = a.marks - (h.points IS NOT NULL)::int,
    points = a.points - coalesce(h.points, 0),
    weighted_points = a.weighted_points - coalesce(h.points * h.weight, 0),
    weight = a.weight - CASE WHEN h.points IS NULL THEN 0 ELSE h.weight END
  FROM allowed h JOIN removed r ON r.id = h.id
  WHERE a.school_id = $1 AND a.school_year = $2 AND a.group_id = h.group_id AND a.term_id = h.term_id AND a.pupil_id = h.pupil_id
  RETURNING a.pupil_id, a.term_id, a.marks, a.points, a.weighted_points, a.weight
),
${PUBLISHED('removed')}
SELECT ${SUMS} AS sums FROM removed`,
};

/** Why neither did anything. $1 school  $2 school year  $3 person  $4 now  $5 mark  $6 may correct any  $7 new value or null */
export const EXPLAIN_CHANGE: Statement = {
  name: 'journal-explain-change',
  text: `
SELECT m.id, m.version, m.value, m.comment, t.name AS term_name,
  $6::boolean
    OR EXISTS (SELECT FROM schools.v_assignment a WHERE a.school_id = $1 AND a.group_id = m.group_id AND a.person_id = $3
      AND a.valid_from <= today.date AND (a.valid_until IS NULL OR a.valid_until > today.date))
    OR EXISTS (SELECT FROM schedule.v_lesson l WHERE l.school_id = $1 AND l.school_year = $2 AND l.id = m.lesson_id
      AND l.status = 'substituted' AND l.teacher_id = $3) AS writable,
  EXISTS (SELECT FROM journal.closed_term c WHERE c.school_id = $1 AND c.term_id = m.term_id AND c.closes_on <= today.date) AS term_closed,
  $7::text IS NULL OR EXISTS (SELECT FROM journal.scale_value v WHERE v.school_id = $1 AND v.code = $7) AS value_known
FROM journal.mark m
JOIN schools.v_school s ON s.id = $1
CROSS JOIN LATERAL (SELECT ($4::timestamptz AT TIME ZONE s.zone)::date AS date) today
LEFT JOIN schools.v_term t ON t.school_id = $1 AND t.id = m.term_id
WHERE m.school_id = $1 AND m.school_year = $2 AND m.id = $5`,
};
