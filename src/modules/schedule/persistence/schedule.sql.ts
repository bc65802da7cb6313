import type { Statement } from '../../../platform/database/index.js';

/*
 * Lessons of a class, pupil, teacher or room (SH-2), rights in the statement: a reader with rights but no lessons gets one
 * row of nulls, one without rights none.
 *
 * $1 class, pupil, teacher or room  $2 person  $3 school year  $4 first day  $5 last day
 * $6 school of the member of staff who asks; null: somebody who asks for a family  $7 now
 */

const COLUMNS = `
SELECT l.id, l.date, l.number, l.shift, l.start_time AS "startTime", l.end_time AS "endTime",
       extract(epoch FROM (l.date + l.start_time) - (l.starts_at AT TIME ZONE 'UTC'))::int AS offset, l.status, l.reason, l.online_url AS "onlineUrl",
       l.subject_id AS "subjectId", s.name AS subject, l.group_id AS "groupId", g.name AS group,
       l.teacher_id AS "teacherId", concat_ws(' ', t.family, t.given, t.patronymic) AS teacher, l.room_id AS "roomId", r.name AS room`;

const NAMES = `
LEFT JOIN schools.v_group g ON g.school_id = l.school_id AND g.id = l.group_id
LEFT JOIN schools.v_subject s ON s.school_id = l.school_id AND s.id = l.subject_id
LEFT JOIN identity.v_person t ON t.id = l.teacher_id
LEFT JOIN schools.v_room r ON r.school_id = l.school_id AND r.id = l.room_id
ORDER BY l.starts_at, l.id`;

/** This pupil `p` is the person; or in their care, or theirs to view for a time, with a profile that is complete (FA-6). */
const IN_FAMILY = `(p.person_id = $2
  OR (EXISTS (SELECT FROM family.v_viewer k WHERE k.pupil_id = p.id AND k.person_id = $2 AND k.until > $7)
    AND NOT EXISTS (SELECT FROM schools.v_profile_gap g WHERE g.school_id = p.school_id AND g.pupil_id = p.id AND g.since <= $7 AND g.until > $7)))`;

/** Staff of its school, and families with a child in it during the period. A lesson of two subgroups of the class comes twice. */
const CLASS: Statement = {
  name: 'schedule-class',
  text: `
WITH seen AS MATERIALIZED (
  SELECT c.school_id, c.id FROM schools.v_class c
  WHERE c.id = $1 AND (c.school_id = $6 OR ($6::uuid IS NULL AND EXISTS (
    SELECT FROM schools.v_class_member m JOIN schools.v_pupil p ON p.school_id = m.school_id AND p.id = m.pupil_id
    WHERE m.school_id = c.school_id AND m.class_id = c.id AND m.valid_from <= $5 AND (m.valid_until IS NULL OR m.valid_until > $4)
      AND ${IN_FAMILY})))
)
${COLUMNS}
FROM seen
LEFT JOIN (
  schedule.lesson_class o
  JOIN schedule.lesson l ON l.school_id = o.school_id AND l.school_year = $3 AND l.id = o.lesson_id
) ON o.school_id = seen.school_id AND o.class_id = seen.id AND o.school_year = $3 AND o.date BETWEEN $4 AND $5
${NAMES}`,
};

/** Staff of the school, the pupil, their guardians and guests: lessons of the groups the pupil was in on each day. */
const PUPIL: Statement = {
  name: 'schedule-pupil',
  text: `
WITH seen AS MATERIALIZED (
  SELECT p.school_id, p.id FROM schools.v_pupil p
  WHERE p.id = $1 AND (p.school_id = $6 OR ($6::uuid IS NULL AND ${IN_FAMILY}))
)
${COLUMNS}
FROM seen
LEFT JOIN (
  schools.v_group_member m
  JOIN schedule.lesson l ON l.school_id = m.school_id AND l.school_year = $3 AND l.group_id = m.group_id AND l.date BETWEEN $4 AND $5
    AND l.date >= m.valid_from AND (m.valid_until IS NULL OR l.date < m.valid_until)
) ON m.school_id = seen.school_id AND m.pupil_id = seen.id AND m.school_year = $3
${NAMES}`,
};

/** Staff of the school; lessons in it only, though the person teach elsewhere too. */
const TEACHER: Statement = {
  name: 'schedule-teacher',
  text: `
WITH seen AS MATERIALIZED (
  SELECT $6::uuid AS school_id, $1::uuid AS id
  WHERE $2::uuid IS NOT NULL AND $7::timestamptz IS NOT NULL AND EXISTS (SELECT FROM identity.v_role r WHERE r.person_id = $1 AND r.school_id = $6 AND r.status = 'active')
)
${COLUMNS}
FROM seen
LEFT JOIN schedule.lesson l ON l.school_id = seen.school_id AND l.teacher_id = seen.id AND l.school_year = $3 AND l.date BETWEEN $4 AND $5
${NAMES}`,
};

/** Staff of the school. */
const ROOM: Statement = {
  name: 'schedule-room',
  text: `
WITH seen AS MATERIALIZED (
  SELECT v.school_id, v.id FROM schools.v_room v WHERE v.id = $1 AND v.school_id = $6 AND $2::uuid IS NOT NULL AND $7::timestamptz IS NOT NULL
)
${COLUMNS}
FROM seen
LEFT JOIN schedule.lesson l ON l.school_id = seen.school_id AND l.room_id = seen.id AND l.school_year = $3 AND l.date BETWEEN $4 AND $5
${NAMES}`,
};

/** By what is asked for. */
export const SCHEDULES = { class: CLASS, pupil: PUPIL, teacher: TEACHER, room: ROOM } as const;
