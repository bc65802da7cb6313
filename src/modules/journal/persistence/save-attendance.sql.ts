import type { Statement } from '../../../platform/database/index.js';

/**
 * Saves a lesson's attendance (AT-1, AT-3): ONE autocommit statement like `save-marks.sql.ts`. Only deviations have rows;
 * a pupil who turns out to be present keeps theirs as `present`, so that its version goes on. The roll counts as taken.
 * With `allPresent`, everybody who is not named becomes present. Answers one row; `saved` false: see EXPLAIN_ATTENDANCE.
 *
 * $1 school  $2 school year  $3 person  $4 role  $5 now  $6 lesson  $7 all present  $8.. one array a column of `entry`
 */
export const SAVE_ATTENDANCE: Statement = {
  name: 'journal-save-attendance',
  text: `
WITH entry AS MATERIALIZED (
  SELECT * FROM unnest($8::uuid[], $9::text[], $10::text[], $11::int[], $12::boolean[], $13::int[], $14::uuid[])
    AS e(pupil_id, status, reason_code, minutes, checked, expected_version, new_id)
),
lesson AS MATERIALIZED (
  SELECT l.id, l.group_id, l.date
  FROM schedule.v_lesson l
  JOIN schools.v_school s ON s.id = $1
  WHERE l.school_id = $1 AND l.school_year = $2 AND l.id = $6 AND l.status <> 'cancelled'
    AND (l.status = 'substituted' AND l.teacher_id = $3 OR EXISTS (
      SELECT FROM schools.v_assignment a WHERE a.school_id = $1 AND a.group_id = l.group_id AND a.person_id = $3
        AND a.valid_from <= ($5::timestamptz AT TIME ZONE s.zone)::date
        AND (a.valid_until IS NULL OR a.valid_until > ($5::timestamptz AT TIME ZONE s.zone)::date)))
),
member AS MATERIALIZED (
  SELECT e.* FROM entry e
  CROSS JOIN lesson l
  WHERE EXISTS (SELECT FROM schools.v_group_member m WHERE m.group_id = l.group_id AND m.pupil_id = e.pupil_id AND m.school_id = $1
    AND m.valid_from <= l.date AND (m.valid_until IS NULL OR m.valid_until > l.date))
),
held AS MATERIALIZED (
  SELECT a.* FROM journal.attendance a
  WHERE a.school_id = $1 AND a.school_year = $2 AND a.lesson_id = $6
  ORDER BY a.pupil_id
  FOR NO KEY UPDATE
),
-- A row that went back to present is nothing the writer could have seen: its version counts only when they name it.
agreed AS MATERIALIZED (
  SELECT (SELECT count(*) FROM lesson) = 1 AND count(*) = cardinality($8::uuid[]) AND count(DISTINCT e.pupil_id) = cardinality($8::uuid[]) AS yes
  FROM member e LEFT JOIN held h ON h.pupil_id = e.pupil_id
  WHERE NOT e.checked OR h.version IS NOT DISTINCT FROM e.expected_version
    OR e.expected_version IS NULL AND h.status = 'present'
),
wanted AS MATERIALIZED (
  SELECT e.pupil_id, e.status, e.reason_code, e.minutes, e.new_id FROM member e
  UNION ALL
  SELECT h.pupil_id, 'present', NULL, NULL, NULL FROM held h
  WHERE $7::boolean AND h.status <> 'present' AND h.pupil_id <> ALL ($8::uuid[])
),
added AS (
  INSERT INTO journal.attendance (school_id, school_year, id, lesson_id, pupil_id, group_id, date, status, reason_code, minutes, marked_by, marked_at)
  SELECT $1, $2, w.new_id, l.id, w.pupil_id, l.group_id, l.date, w.status, w.reason_code, w.minutes, $3, $5
  FROM wanted w CROSS JOIN lesson l
  WHERE (SELECT yes FROM agreed) AND w.status <> 'present' AND NOT EXISTS (SELECT FROM held h WHERE h.pupil_id = w.pupil_id)
  ORDER BY w.pupil_id
  RETURNING id, pupil_id, version
),
changed AS (
  UPDATE journal.attendance a SET status = w.status, reason_code = w.reason_code, minutes = w.minutes,
    marked_by = $3, marked_at = $5, version = a.version + 1
  FROM wanted w JOIN held h ON h.pupil_id = w.pupil_id
  WHERE (SELECT yes FROM agreed) AND a.school_id = $1 AND a.school_year = $2 AND a.id = h.id
    AND (a.status, a.reason_code, a.minutes) IS DISTINCT FROM (w.status, w.reason_code, w.minutes)
  RETURNING a.id, a.pupil_id, a.version
),
written AS MATERIALIZED (SELECT * FROM added UNION ALL SELECT * FROM changed),
told AS (
  INSERT INTO journal.attendance_history (school_id, school_year, attendance_id, version, lesson_id, pupil_id, status_before, status_after,
    reason_before, reason_after, minutes_before, minutes_after, by_person, by_role, at)
  SELECT $1, $2, x.id, x.version, $6, x.pupil_id, coalesce(h.status, 'present'), w.status, h.reason_code, w.reason_code, h.minutes, w.minutes, $3, $4, $5
  FROM written x JOIN wanted w ON w.pupil_id = x.pupil_id LEFT JOIN held h ON h.id = x.id
),
taken AS (
  INSERT INTO journal.record AS r (school_id, school_year, lesson_id, group_id, taken_at, taken_by, updated_at, updated_by)
  SELECT $1, $2, l.id, l.group_id, $5, $3, $5, $3 FROM lesson l WHERE (SELECT yes FROM agreed)
  ON CONFLICT (school_id, school_year, lesson_id) DO UPDATE SET taken_at = excluded.taken_at, taken_by = excluded.taken_by
  RETURNING r.version
),
published AS (
  INSERT INTO platform.outbox (name, school_id, payload, occurred_at)
  SELECT 'journal.attendance_saved', $1, jsonb_build_object('schoolYear', $2::int, 'lessonId', $6::uuid, 'entries', jsonb_agg(jsonb_build_array(id, version))), $5
  FROM written HAVING count(*) > 0
)
SELECT (SELECT yes FROM agreed) AS saved, (SELECT version FROM taken) AS record_version,
  (SELECT json_agg(json_build_object('pupilId', s.pupil_id, 'id', s.id, 'status', s.status, 'reasonCode', s.reason_code, 'minutes', s.minutes, 'version', s.version) ORDER BY s.pupil_id)
   FROM (
     SELECT h.pupil_id, h.id, coalesce(w.status, h.status) AS status, CASE WHEN w.pupil_id IS NULL THEN h.reason_code ELSE w.reason_code END AS reason_code,
       CASE WHEN w.pupil_id IS NULL THEN h.minutes ELSE w.minutes END AS minutes, coalesce(c.version, h.version) AS version
     FROM held h LEFT JOIN wanted w ON w.pupil_id = h.pupil_id LEFT JOIN changed c ON c.id = h.id
     UNION ALL
     SELECT w.pupil_id, a.id, w.status, w.reason_code, w.minutes, a.version FROM added a JOIN wanted w ON w.pupil_id = a.pupil_id
   ) s WHERE s.status <> 'present') AS entries`,
};

/** Why nothing was saved. $1 school  $2 school year  $3 person  $4 now  $5 lesson  $6 pupils. One row a pupil, one at least. */
export const EXPLAIN_ATTENDANCE: Statement = {
  name: 'journal-explain-attendance',
  text: `
SELECT p.place::int - 1 AS index, l.status AS lesson_status,
  l.status = 'substituted' AND l.teacher_id = $3 OR EXISTS (
    SELECT FROM schools.v_assignment a WHERE a.school_id = $1 AND a.group_id = l.group_id AND a.person_id = $3
      AND a.valid_from <= ($4::timestamptz AT TIME ZONE s.zone)::date
      AND (a.valid_until IS NULL OR a.valid_until > ($4::timestamptz AT TIME ZONE s.zone)::date)) AS writable,
  EXISTS (SELECT FROM schools.v_group_member m WHERE m.school_id = $1 AND m.group_id = l.group_id AND m.pupil_id = p.pupil_id
    AND m.valid_from <= l.date AND (m.valid_until IS NULL OR m.valid_until > l.date)) AS in_group,
  h.id, h.version, h.status, h.reason_code, h.minutes
FROM schedule.v_lesson l
JOIN schools.v_school s ON s.id = $1
LEFT JOIN unnest($6::uuid[]) WITH ORDINALITY AS p(pupil_id, place) ON true
LEFT JOIN journal.attendance h ON h.school_id = $1 AND h.school_year = $2 AND h.lesson_id = l.id AND h.pupil_id = p.pupil_id
WHERE l.school_id = $1 AND l.school_year = $2 AND l.id = $5
ORDER BY p.place`,
};
