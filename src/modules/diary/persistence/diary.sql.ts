import type { Statement } from '../../../platform/database/index.js';

/*
 * The diary in one round trip (JO-12): rights, lessons of the groups the pupil was in on each day, records, marks and
 * attendance. One row a lesson, in order; a reader with rights but no lessons gets one row of nulls, one without rights none.
 *
 * $1 pupil  $2 person  $3 school year  $4 first day  $5 last day  $6 now
 */

/** Marks and attendance are found once by pupil and date, then met with 40 lessons in memory: asked per lesson they cost twice as much. */
const BODY = `
mark AS MATERIALIZED (
  SELECT m.lesson_id, json_agg(json_build_object('id', m.id, 'value', m.value, 'display', coalesce(v.display, m.value), 'weight', m.weight,
    'workType', json_build_object('id', w.type_id, 'name', w.type_name), 'title', w.title, 'comment', m.comment, 'at', m.given_at) ORDER BY m.id) AS list
  FROM seen
  JOIN journal.v_mark m ON m.school_id = seen.school_id AND m.school_year = $3 AND m.pupil_id = seen.pupil_id AND m.date BETWEEN $4 AND $5
  CROSS JOIN LATERAL (
    -- OFFSET 0: by its key for each mark, whatever the planner thinks of a school's works
    SELECT w.type_id, w.type_name, w.title FROM journal.v_work w WHERE w.school_id = m.school_id AND w.school_year = $3 AND w.id = m.work_id OFFSET 0
  ) w
  LEFT JOIN journal.v_scale_value v ON v.school_id = seen.school_id AND v.code = m.value
  WHERE seen.marks
  GROUP BY m.lesson_id
),
missed AS MATERIALIZED (
  SELECT a.lesson_id, a.status, a.reason_code, a.minutes
  FROM seen
  JOIN journal.v_attendance a ON a.school_id = seen.school_id AND a.school_year = $3 AND a.pupil_id = seen.pupil_id AND a.date BETWEEN $4 AND $5
)
SELECT seen.marks AS "marksShown", l.id, l.date, l.number, l.shift, l.start_time AS "startTime", l.end_time AS "endTime",
       extract(epoch FROM (l.date + l.start_time) - (l.starts_at AT TIME ZONE 'UTC'))::int AS offset,
       CASE WHEN l.status = 'planned' AND l.ends_at <= $6 THEN 'held' ELSE l.status END AS status, l.reason, l.online_url AS "onlineUrl",
       l.subject_id AS "subjectId", s.name AS subject, l.teacher_id AS "teacherId", concat_ws(' ', t.family, t.given, t.patronymic) AS teacher,
       r.name AS room, j.topic, j.homework, j.homework_due_on AS "dueOn", mark.list AS marks, a.status AS attendance, a.reason_code AS "absenceReason", a.minutes
FROM seen
LEFT JOIN (
  schools.v_group_member m
  JOIN schedule.v_lesson l ON l.school_year = $3 AND l.group_id = m.group_id AND l.date BETWEEN $4 AND $5
    AND l.date >= m.valid_from AND (m.valid_until IS NULL OR l.date < m.valid_until)
  JOIN schools.v_subject s ON s.school_id = l.school_id AND s.id = l.subject_id
) ON m.school_id = seen.school_id AND m.pupil_id = seen.pupil_id AND m.school_year = $3 AND l.school_id = seen.school_id :reach
LEFT JOIN identity.v_person t ON t.id = l.teacher_id
LEFT JOIN schools.v_room r ON r.school_id = l.school_id AND r.id = l.room_id
LEFT JOIN journal.v_record j ON j.school_id = l.school_id AND j.school_year = $3 AND j.lesson_id = l.id
LEFT JOIN mark ON mark.lesson_id = l.id
LEFT JOIN missed a ON a.lesson_id = l.id
ORDER BY l.starts_at, l.id`;

/**
 * The pupil; a guardian with a standing link that lets them see, or a guest until their time is over (FA-10), while the child's profile is
 * complete (FA-6). Marks only with consent (FA-8).
 */
export const FAMILY_DIARY: Statement = {
  name: 'diary-family',
  text: `
WITH seen AS MATERIALIZED (
  SELECT p.school_id, p.id AS pupil_id,
    EXISTS (SELECT FROM consents.v_consent c WHERE c.subject_id = p.id AND c.purpose = 'child_data' AND c.withdrawn_at IS NULL) AS marks
  FROM schools.v_pupil p
  WHERE p.id = $1 AND (p.person_id = $2 OR (EXISTS (SELECT FROM family.v_viewer k WHERE k.pupil_id = $1 AND k.person_id = $2 AND k.until > $6)
    AND NOT EXISTS (SELECT FROM schools.v_profile_gap g WHERE g.school_id = p.school_id AND g.pupil_id = p.id AND g.since <= $6 AND g.until > $6)))
),
${BODY.replace(':reach', '')}`,
};

/**
 * Staff of the pupil's school ($7): those who read every journal ($8), the homeroom teacher of the pupil's class today
 * ($9: the person again where homeroom teachers read their class, else null);
 * a teacher sees the lessons of the groups they are assigned to today and those they substitute.
 */
export const STAFF_DIARY: Statement = {
  name: 'diary-staff',
  text: `
WITH pupil AS MATERIALIZED (
  SELECT p.school_id, p.id AS pupil_id, ($6::timestamptz AT TIME ZONE s.zone)::date AS today
  FROM schools.v_pupil p JOIN schools.v_school s ON s.id = p.school_id
  WHERE p.id = $1 AND p.school_id = $7
),
reach AS MATERIALIZED (
  SELECT p.*, $8::boolean OR EXISTS (
      SELECT FROM schools.v_class_member m JOIN schools.v_class c ON c.school_id = m.school_id AND c.id = m.class_id
      WHERE m.school_id = p.school_id AND m.pupil_id = p.pupil_id AND m.valid_from <= p.today AND (m.valid_until IS NULL OR m.valid_until > p.today)
        AND c.homeroom_person_id = $9) AS whole
  FROM pupil p
),
taught AS MATERIALIZED (
  SELECT a.group_id
  FROM reach p JOIN schools.v_assignment a ON a.school_id = p.school_id AND a.person_id = $2 AND a.valid_from <= p.today AND (a.valid_until IS NULL OR a.valid_until > p.today)
  WHERE NOT p.whole
),
seen AS MATERIALIZED (
  SELECT p.school_id, p.pupil_id, p.whole, true AS marks FROM reach p
  WHERE p.whole
    OR EXISTS (SELECT FROM schools.v_group_member m JOIN taught ON taught.group_id = m.group_id
      WHERE m.school_id = p.school_id AND m.pupil_id = p.pupil_id AND m.valid_from <= p.today AND (m.valid_until IS NULL OR m.valid_until > p.today))
    OR EXISTS (SELECT FROM schools.v_group_member m JOIN schedule.v_lesson l ON l.school_id = m.school_id AND l.school_year = $3 AND l.group_id = m.group_id
        AND l.date BETWEEN $4 AND $5 AND l.date >= m.valid_from AND (m.valid_until IS NULL OR l.date < m.valid_until)
      WHERE m.school_id = p.school_id AND m.pupil_id = p.pupil_id AND m.school_year = $3 AND l.teacher_id = $2 AND l.status = 'substituted')
),
${BODY.replace(':reach', 'AND (seen.whole OR l.teacher_id = $2 OR EXISTS (SELECT FROM taught WHERE taught.group_id = l.group_id))')}`,
};
