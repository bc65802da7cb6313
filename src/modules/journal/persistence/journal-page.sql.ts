import type { Statement } from '../../../platform/database/index.js';

/** The school year of a group: it never changes, so a process asks once. $1 school  $2 group */
export const GROUP_YEAR: Statement = {
  name: 'journal-group-year',
  text: 'SELECT school_year FROM schools.v_group WHERE school_id = $1 AND id = $2',
};

/**
 * The journal page (JO-1) in one round trip: rights, term, pupils, lessons, cells and sums of a teaching group. Lists
 * come as JSON made here, because 1,200 cells read row by row and written again would cost more than the query.
 * No row: no such group for this person. A null `term`: no such term.
 *
 * Who reads: whoever is assigned to the group today, the substitute of one of its lessons, those who read every journal
 * of the school, and the homeroom teacher of a class in it, who sees the pupils of that class only.
 *
 * $1 school  $2 school year  $3 group  $4 person  $5 reads all  $6 now  $7 term (null: the present one)
 * $8 the person again where homeroom teachers read their class, else null
 */
export const JOURNAL_PAGE: Statement = {
  name: 'journal-page',
  text: `
WITH asked AS MATERIALIZED (
  SELECT g.id, g.name, g.subject_id, b.name AS subject_name, ($6::timestamptz AT TIME ZONE s.zone)::date AS today,
    $5::boolean
      OR EXISTS (SELECT FROM schools.v_assignment a WHERE a.school_id = $1 AND a.group_id = $3 AND a.person_id = $4
        AND a.valid_from <= ($6::timestamptz AT TIME ZONE s.zone)::date
        AND (a.valid_until IS NULL OR a.valid_until > ($6::timestamptz AT TIME ZONE s.zone)::date))
      OR EXISTS (SELECT FROM schedule.v_lesson l WHERE l.school_id = $1 AND l.school_year = $2 AND l.group_id = $3
        AND l.teacher_id = $4 AND l.status = 'substituted') AS whole,
    (SELECT min(c.grade_level) FROM schools.v_group_class k JOIN schools.v_class c ON c.school_id = $1 AND c.id = k.class_id
      WHERE k.school_id = $1 AND k.group_id = $3) AS grade_level
  FROM schools.v_group g
  JOIN schools.v_school s ON s.id = $1
  JOIN schools.v_subject b ON b.school_id = $1 AND b.id = g.subject_id
  WHERE g.school_id = $1 AND g.id = $3
),
own AS MATERIALIZED (
  SELECT c.id FROM schools.v_group_class k JOIN schools.v_class c ON c.school_id = $1 AND c.id = k.class_id
  WHERE k.school_id = $1 AND k.group_id = $3 AND c.homeroom_person_id = $8
),
term AS MATERIALIZED (
  SELECT t.id, t.name, t.kind, t.number, t.starts_on, t.ends_on
  FROM asked JOIN schools.v_term t ON t.school_id = $1 AND t.school_year = $2
    AND ($7::uuid IS NULL OR t.id = $7) AND asked.grade_level BETWEEN t.grade_from AND t.grade_to
  ORDER BY t.starts_on <= asked.today DESC, abs(asked.today - t.starts_on) LIMIT 1
),
pupil AS MATERIALIZED (
  SELECT m.pupil_id, min(m.valid_from) AS valid_from, max(coalesce(m.valid_until, 'infinity')) AS valid_until
  FROM schools.v_group_member m
  WHERE m.school_id = $1 AND m.group_id = $3
    AND m.valid_from <= (SELECT ends_on FROM term) AND (m.valid_until IS NULL OR m.valid_until > (SELECT starts_on FROM term))
    AND ((SELECT whole FROM asked) OR EXISTS (
      SELECT FROM schools.v_class_member c JOIN own ON own.id = c.class_id
      WHERE c.school_id = $1 AND c.pupil_id = m.pupil_id AND c.valid_from <= (SELECT ends_on FROM term)
        AND (c.valid_until IS NULL OR c.valid_until > (SELECT starts_on FROM term))))
  GROUP BY m.pupil_id
),
lesson AS MATERIALIZED (
  SELECT l.id, l.date, l.number, l.shift, l.starts_at, l.ends_at, l.status
  FROM schedule.v_lesson l
  WHERE l.school_id = $1 AND l.school_year = $2 AND l.group_id = $3
    AND l.date BETWEEN (SELECT starts_on FROM term) AND (SELECT ends_on FROM term)
),
work AS MATERIALIZED (
  SELECT w.lesson_id, json_agg(json_build_object('id', w.id, 'typeId', w.type_id, 'title', w.title, 'weight', w.weight, 'counts', w.counts, 'version', w.version)
    ORDER BY w.id) AS list
  FROM journal.work w
  WHERE w.school_id = $1 AND w.school_year = $2 AND w.group_id = $3
    AND w.date BETWEEN (SELECT starts_on FROM term) AND (SELECT ends_on FROM term)
  GROUP BY w.lesson_id
),
mark AS (
  SELECT m.pupil_id, m.lesson_id, string_agg('{"id":"' || m.id || '","workId":"' || m.work_id || '","value":' || to_json(m.value)
    || ',"comment":' || coalesce(to_json(m.comment)::text, 'null') || ',"version":' || m.version || '}', ',' ORDER BY m.work_id) AS list
  FROM journal.mark m
  WHERE m.school_id = $1 AND m.school_year = $2 AND m.group_id = $3
    AND m.date BETWEEN (SELECT starts_on FROM term) AND (SELECT ends_on FROM term)
  GROUP BY m.pupil_id, m.lesson_id
),
attendance AS (
  SELECT a.pupil_id, a.lesson_id, json_build_object('id', a.id, 'status', a.status, 'reasonCode', a.reason_code, 'minutes', a.minutes, 'version', a.version) AS entry
  FROM journal.attendance a
  WHERE a.school_id = $1 AND a.school_year = $2 AND a.group_id = $3 AND a.status <> 'present'
    AND a.date BETWEEN (SELECT starts_on FROM term) AND (SELECT ends_on FROM term)
)
SELECT
  json_build_object('id', a.id, 'name', a.name, 'subject', json_build_object('id', a.subject_id, 'name', a.subject_name))::text AS group,
  (SELECT json_build_object('id', id, 'name', name, 'kind', kind, 'number', number, 'startsOn', starts_on, 'endsOn', ends_on)::text FROM term) AS term,
  EXISTS (SELECT FROM journal.closed_term c JOIN term t ON t.id = c.term_id WHERE c.school_id = $1 AND c.closes_on <= a.today) AS closed,
  (SELECT string_agg(json_build_object('id', p.id, 'name', json_build_object('family', p.family, 'given', p.given, 'patronymic', p.patronymic),
      'from', m.valid_from, 'to', CASE WHEN m.valid_until < 'infinity' THEN m.valid_until - 1 END)::text, ',' ORDER BY p.family, p.given, p.id)
    FROM pupil m JOIN schools.v_pupil p ON p.school_id = $1 AND p.id = m.pupil_id) AS pupils,
  (SELECT string_agg(json_build_object('id', l.id, 'date', l.date, 'number', l.number, 'startsAt', l.starts_at, 'endsAt', l.ends_at, 'status', l.status,
      'topic', r.topic, 'type', r.type_id, 'homework', r.homework, 'takenAt', r.taken_at, 'version', coalesce(r.version, 0), 'works', coalesce(w.list, '[]'))::text, ','
      ORDER BY l.date, l.shift, l.number, l.id)
    FROM lesson l
    LEFT JOIN journal.record r ON r.school_id = $1 AND r.school_year = $2 AND r.lesson_id = l.id
    LEFT JOIN work w ON w.lesson_id = l.id) AS lessons,
  (SELECT string_agg('{"pupilId":"' || coalesce(m.pupil_id, t.pupil_id) || '","lessonId":"' || coalesce(m.lesson_id, t.lesson_id)
      || '","marks":[' || coalesce(m.list, '') || '],"attendance":' || coalesce(t.entry::text, 'null') || '}', ',')
    FROM mark m FULL JOIN attendance t ON t.pupil_id = m.pupil_id AND t.lesson_id = m.lesson_id
    JOIN pupil p ON p.pupil_id = coalesce(m.pupil_id, t.pupil_id)) AS cells,
  (SELECT json_agg(json_build_object('pupilId', v.pupil_id, 'termId', v.term_id, 'marks', v.marks, 'points', v.points::text,
      'weightedPoints', v.weighted_points::text, 'weight', v.weight::text))
    FROM journal.average v JOIN pupil p ON p.pupil_id = v.pupil_id
    WHERE v.school_id = $1 AND v.school_year = $2 AND v.group_id = $3 AND v.term_id = (SELECT id FROM term)) AS sums
FROM asked a
WHERE a.whole OR EXISTS (SELECT FROM own)`,
};
