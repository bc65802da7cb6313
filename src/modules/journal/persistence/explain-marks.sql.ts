import type { Statement } from '../../../platform/database/index.js';

/**
 * Why `save-marks.sql.ts` wrote nothing: everything it asks for, cell by cell. Read after the refusal, so the present
 * state may already allow the save; then the caller tries again.
 *
 * $1 school  $2 school year  $3 person  $4 now  $5 group or null  $6 lessons  $7 pupils  $8 values  $9 works  $10 types
 */
export const EXPLAIN_MARKS: Statement = {
  name: 'journal-explain-marks',
  text: `
SELECT c.place::int - 1 AS index, l.id IS NOT NULL AND ($5::uuid IS NULL OR l.group_id = $5) AND (
    l.status = 'substituted' AND l.teacher_id = $3 OR EXISTS (
      SELECT FROM schools.v_assignment a WHERE a.school_id = $1 AND a.group_id = l.group_id AND a.person_id = $3
        AND a.valid_from <= today.date AND (a.valid_until IS NULL OR a.valid_until > today.date))) AS writable,
  l.status AS lesson_status, grade.level AS grade_level,
  EXISTS (SELECT FROM journal.setting o WHERE o.school_id = $1 AND o.marks_in_grade_one) AS grade_one_allowed,
  t.id AS term_id, t.name AS term_name,
  EXISTS (SELECT FROM journal.closed_term x WHERE x.school_id = $1 AND x.term_id = t.id AND x.closes_on <= today.date) AS term_closed,
  EXISTS (SELECT FROM schools.v_group_member m WHERE m.school_id = $1 AND m.group_id = l.group_id AND m.pupil_id = c.pupil_id
    AND m.valid_from <= l.date AND (m.valid_until IS NULL OR m.valid_until > l.date)) AS in_group,
  EXISTS (SELECT FROM journal.scale_value v WHERE v.school_id = $1 AND v.code = c.value) AS value_known,
  EXISTS (SELECT FROM journal.work_type y WHERE y.school_id = $1) AS types_listed,
  CASE WHEN c.work_id IS NULL THEN type.id IS NOT NULL ELSE named.id IS NOT NULL END AS work_known,
  coalesce(named.id, typed.id) AS work_id,
  m.id AS mark_id, m.version AS mark_version, m.value AS mark_value, m.comment AS mark_comment
FROM unnest($6::uuid[], $7::uuid[], $8::text[], $9::uuid[], $10::uuid[]) WITH ORDINALITY AS c(lesson_id, pupil_id, value, work_id, type_id, place)
LEFT JOIN schools.v_school s ON s.id = $1
LEFT JOIN LATERAL (SELECT ($4::timestamptz AT TIME ZONE s.zone)::date AS date) today ON true
LEFT JOIN schedule.v_lesson l ON l.school_id = $1 AND l.school_year = $2 AND l.id = c.lesson_id
LEFT JOIN LATERAL (
  SELECT min(k.grade_level) AS level FROM schools.v_group_class g
  JOIN schools.v_class k ON k.school_id = $1 AND k.id = g.class_id
  WHERE g.school_id = $1 AND g.group_id = l.group_id
) grade ON true
LEFT JOIN schools.v_term t ON t.school_id = $1 AND t.school_year = $2 AND l.date BETWEEN t.starts_on AND t.ends_on
  AND grade.level BETWEEN t.grade_from AND t.grade_to
LEFT JOIN journal.work named ON named.school_id = $1 AND named.school_year = $2 AND named.id = c.work_id AND named.lesson_id = c.lesson_id
LEFT JOIN journal.work_type type ON c.work_id IS NULL AND type.school_id = $1
  AND (type.id = c.type_id OR c.type_id IS NULL AND type.code = 'answer')
LEFT JOIN journal.work typed ON typed.school_id = $1 AND typed.school_year = $2 AND typed.lesson_id = c.lesson_id
  AND typed.type_id = type.id AND typed.ordinal = 1
LEFT JOIN journal.mark m ON m.school_id = $1 AND m.school_year = $2 AND m.work_id = coalesce(named.id, typed.id) AND m.pupil_id = c.pupil_id
ORDER BY c.place`,
};
