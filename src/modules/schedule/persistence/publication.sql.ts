import { isBellOf, ringingFrom } from './bells.sql.js';

// The statements of PublicationRepository, in the order they run. `wanted_lesson` lives as long as the transaction.

// Whole sets are joined here, of tables that a fresh school has just filled and nobody has analysed yet: the planner's guess
// of one row and a loop over 22,000 cost 35 s against 1 s.
export const JOIN_WHOLE_SETS = 'SET LOCAL enable_nestloop = off';

export const CREATE_STAGE = `
  CREATE TEMP TABLE IF NOT EXISTS wanted_lesson (
    id uuid, entry_id uuid NOT NULL, group_id uuid NOT NULL, subject_id uuid NOT NULL, date date NOT NULL, shift smallint NOT NULL,
    number smallint NOT NULL, own_bells_of text, start_time time, end_time time, starts_at timestamptz, ends_at timestamptz, teacher_id uuid NOT NULL,
    room_id uuid, room_exclusive boolean NOT NULL, online_url text,
    -- the lesson that stands for it: untouched when nothing differs, or when somebody changed it by hand
    standing_id uuid, differs boolean NOT NULL DEFAULT false
  ) ON COMMIT DROP`;

// A day may go by other bells (short days), and a building by its own.
export const STAGE = `
  WITH day AS (
    SELECT d.date, extract(isodow FROM d.date)::smallint AS weekday, coalesce(b.schedule_id, $4) AS bells
    FROM unnest($5::date[]) AS d(date) LEFT JOIN schools.v_bell_day b ON b.school_id = $1 AND b.date = d.date
  ), slot AS (
    SELECT DISTINCT e.weekday, d.bells AS of_day, r.building_id, e.shift, e.number
    FROM schedule.entry e JOIN day d ON d.weekday = e.weekday LEFT JOIN schools.v_room r ON r.school_id = e.school_id AND r.id = e.room_id
    WHERE e.school_id = $1 AND e.timetable_id = $2
  ), timed AS (
    SELECT s.*, ring."ownBellsOf" AS own_bells_of, b.starts_at, b.ends_at FROM slot s
    LEFT JOIN ${ringingFrom('$7')} ON ring."ofDay" = s.of_day AND ring."buildingId" IS NOT DISTINCT FROM s.building_id
    LEFT JOIN schools.v_bell b ON ${isBellOf('b', '$1', 'ring.bells', 's')}
  ), grade_day AS MATERIALIZED (
    -- when a grade is taught: no vacation, and Saturday only in a six-day week that reaches it
    SELECT grade, d.date FROM generate_series(1, 11) AS grade CROSS JOIN day d
    JOIN schools.v_academic_year y ON y.school_id = $1 AND y.school_year = $3
    WHERE d.weekday <= CASE WHEN grade <= y.five_day_to_grade THEN 5 ELSE y.week_days END
      AND NOT EXISTS (SELECT FROM schools.v_vacation v WHERE v.school_id = $1 AND v.school_year = $3
        AND d.date BETWEEN v.starts_on AND v.ends_on AND grade BETWEEN v.grade_from AND v.grade_to)
  ), group_day AS MATERIALIZED (
    SELECT DISTINCT gc.group_id, gd.date
    FROM schools.v_group_class gc JOIN schools.v_class c ON c.school_id = gc.school_id AND c.id = gc.class_id
    JOIN grade_day gd ON gd.grade = c.grade_level
    WHERE gc.school_id = $1 AND c.school_year = $3
  )
  INSERT INTO wanted_lesson (entry_id, group_id, subject_id, date, shift, number, own_bells_of, start_time, end_time, starts_at, ends_at,
    teacher_id, room_id, room_exclusive, online_url)
  SELECT e.id, e.group_id, g.subject_id, d.date, e.shift, e.number, t.own_bells_of, t.starts_at, t.ends_at,
         (d.date + t.starts_at) AT TIME ZONE $6, (d.date + t.ends_at) AT TIME ZONE $6,
         e.teacher_id, e.room_id, coalesce(r.exclusive, false), e.online_url
  FROM schedule.entry e
  JOIN day d ON d.weekday = e.weekday
  LEFT JOIN schools.v_room r ON r.school_id = e.school_id AND r.id = e.room_id
  JOIN timed t ON t.weekday = e.weekday AND t.of_day = d.bells AND t.shift = e.shift AND t.number = e.number
    AND t.building_id IS NOT DISTINCT FROM r.building_id
  JOIN group_day gd ON gd.group_id = e.group_id AND gd.date = d.date
  JOIN schools.v_group g ON g.school_id = e.school_id AND g.id = e.group_id
  WHERE e.school_id = $1 AND e.timetable_id = $2`;

export const WITHOUT_BELLS = `
  SELECT to_char(date, 'YYYY-MM-DD') || ': ' || shift || '/' || number || coalesce(' (' || own_bells_of || ')', '') AS what
  FROM wanted_lesson WHERE starts_at IS NULL GROUP BY date, shift, number, own_bells_of ORDER BY date, shift, number, own_bells_of LIMIT 20`;

// Past days that have lessons stay as they were; past days nobody planned are filled in.
export const LEAVE_PAST_DAYS = `
  DELETE FROM wanted_lesson w WHERE w.starts_at <= $3 AND EXISTS (
    SELECT FROM schedule.lesson l WHERE l.school_id = $1 AND l.school_year = $2 AND l.date = w.date AND l.timetable_id IS NOT NULL)`;

// A lesson that began stands for the one wanted, though its bells be other ones by now.
export const LEAVE_WHAT_BEGAN = `
  DELETE FROM wanted_lesson w WHERE EXISTS (
    SELECT FROM schedule.lesson l WHERE l.school_id = $1 AND l.school_year = $2 AND l.group_id = w.group_id AND l.date = w.date
      AND l.shift = w.shift AND l.number = w.number AND l.timetable_id IS NOT NULL AND l.starts_at <= $3)`;

export const FIND_STANDING = `
  UPDATE wanted_lesson w
  SET standing_id = l.id,
      differs = l.status = 'planned' AND (l.teacher_id, l.starts_at, l.ends_at, l.room_id, l.room_exclusive, l.online_url)
        IS DISTINCT FROM (w.teacher_id, w.starts_at, w.ends_at, w.room_id, w.room_exclusive, w.online_url)
  FROM schedule.lesson l
  WHERE l.school_id = $1 AND l.school_year = $2 AND l.group_id = w.group_id AND l.date = w.date AND l.shift = w.shift
    AND l.number = w.number AND l.timetable_id IS NOT NULL AND l.starts_at > $3 AND l.status <> 'moved'`;

const TO_COME = `l.school_id = $1 AND l.school_year = $2 AND l.starts_at > $3 AND l.date BETWEEN $4 AND $5
  AND l.timetable_id IS NOT NULL AND l.status <> 'moved'`;

export const SURPLUS = `
  SELECT l.id FROM schedule.lesson l
  WHERE l.school_id = $1 AND ${TO_COME} AND NOT EXISTS (SELECT FROM wanted_lesson w WHERE w.standing_id = l.id)`;

// A lesson that had a substitute has a history, which stays.
export const REMOVE = `
  DELETE FROM schedule.lesson l
  WHERE l.school_id = $1 AND l.school_year = $2 AND l.id = ANY ($3::uuid[]) AND l.id <> ALL ($4::uuid[])
    AND NOT EXISTS (SELECT FROM schedule.substitution s WHERE s.school_id = $1 AND s.school_year = $2 AND s.lesson_id = l.id)`;

export const CANCEL = `
  UPDATE schedule.lesson SET status = 'cancelled', reason = $4, version = version + 1
  WHERE school_id = $1 AND school_year = $2 AND id = ANY ($3::uuid[]) AND status <> 'cancelled'`;

export const STEP_ASIDE = `
  UPDATE schedule.lesson l SET status = 'cancelled' FROM wanted_lesson w
  WHERE l.school_id = $1 AND l.school_year = $2 AND l.id = w.standing_id AND w.differs`;

export const CHANGE = `
  UPDATE schedule.lesson l
  SET status = 'planned', teacher_id = w.teacher_id, room_id = w.room_id, room_exclusive = w.room_exclusive, online_url = w.online_url,
      start_time = w.start_time, end_time = w.end_time, starts_at = w.starts_at, ends_at = w.ends_at, timetable_id = $3, version = version + 1
  FROM wanted_lesson w
  WHERE l.school_id = $1 AND l.school_year = $2 AND l.id = w.standing_id AND w.differs`;

export const CREATE = `
  WITH fresh AS MATERIALIZED (
    SELECT schedule.id_at(starts_at) AS new_id, w.* FROM wanted_lesson w WHERE w.standing_id IS NULL ORDER BY starts_at, group_id
  ), lessons AS (
    INSERT INTO schedule.lesson (school_id, school_year, id, group_id, subject_id, date, shift, number, start_time, end_time,
      starts_at, ends_at, teacher_id, room_id, room_exclusive, online_url, timetable_id)
    SELECT $1, $2, new_id, group_id, subject_id, date, shift, number, start_time, end_time, starts_at, ends_at, teacher_id, room_id,
           room_exclusive, online_url, $3
    FROM fresh
  ), classes AS (
    INSERT INTO schedule.lesson_class (school_id, school_year, lesson_id, class_id, division, subgroup, date, starts_at, ends_at, status)
    SELECT $1, $2, f.new_id, c.class_id, c.division, c.subgroup, f.date, f.starts_at, f.ends_at, 'planned'
    FROM fresh f JOIN schools.v_group_class c ON c.school_id = $1 AND c.group_id = f.group_id
  )
  SELECT count(*)::int AS created FROM fresh`;

const teacherName = (alias: string): string => `coalesce(concat_ws(' ', ${alias}.family, ${alias}.given, ${alias}.patronymic), '')`;
const classNames = (group: string): string => `(SELECT coalesce(jsonb_agg(DISTINCT c.name), '[]') FROM schools.v_group_class gc
  JOIN schools.v_class c ON c.school_id = gc.school_id AND c.id = gc.class_id WHERE gc.school_id = $1 AND gc.group_id = ${group})`;
const described = (l: string, id: string): string => `jsonb_build_object(${id}, 'date', ${l}.date, 'shift', ${l}.shift, 'number', ${l}.number,
  'subject', (SELECT name FROM schools.v_subject s WHERE s.school_id = $1 AND s.id = ${l}.subject_id), 'classes', ${classNames(`${l}.group_id`)},
  'teacher', (SELECT ${teacherName('p')} FROM identity.v_person p WHERE p.id = ${l}.teacher_id),
  'room', (SELECT name FROM schools.v_room r WHERE r.school_id = $1 AND r.id = ${l}.room_id))`;

// What stays: extra and moved lessons, those changed by hand, those of other periods or begun already; and the wanted ones.
export const CLASHES = `
  WITH mine AS MATERIALIZED (
    SELECT *, row_number() OVER (ORDER BY starts_at, group_id) AS place FROM wanted_lesson WHERE standing_id IS NULL OR differs
  ), others AS MATERIALIZED (
    SELECT l.id, NULL::bigint AS place, l.date, l.shift, l.number, l.starts_at, l.ends_at, l.group_id, l.subject_id, l.teacher_id, l.room_id, l.room_exclusive
    FROM schedule.lesson l
    WHERE l.school_id = $1 AND l.school_year = $2 AND l.status <> 'cancelled' AND l.date BETWEEN $4 AND $5
      AND (NOT (${TO_COME}) OR EXISTS (SELECT FROM wanted_lesson w WHERE w.standing_id = l.id AND NOT w.differs))
    UNION ALL
    SELECT NULL, place, date, shift, number, starts_at, ends_at, group_id, subject_id, teacher_id, room_id, room_exclusive FROM mine
  ), pairs AS (
    SELECT m.place AS mine, o.*, m.teacher_id = o.teacher_id AS same_teacher,
           coalesce(m.room_id = o.room_id AND m.room_exclusive AND o.room_exclusive, false) AS same_room,
           m.group_id = o.group_id AS same_group,
           EXISTS (
             SELECT FROM schools.v_group_class a JOIN schools.v_group_class b ON b.school_id = a.school_id AND b.class_id = a.class_id
             WHERE a.school_id = $1 AND a.group_id = m.group_id AND b.group_id = o.group_id
               AND (a.division <> b.division OR a.subgroup = b.subgroup)) AS same_pupils
    FROM mine m JOIN others o ON o.date = m.date AND o.starts_at < m.ends_at AND o.ends_at > m.starts_at AND (o.place IS NULL OR o.place > m.place)
  )
  SELECT array_remove(ARRAY[CASE WHEN x.same_teacher THEN 'teacher' END, CASE WHEN x.same_room THEN 'room' END,
           CASE WHEN x.same_group THEN 'duplicate' WHEN x.same_pupils THEN 'class' END], NULL) AS because,
         ${described('m', `'entryId', m.entry_id`)} AS lesson,
         ${described('x', `'lessonId', x.id`)} AS "with"
  FROM pairs x JOIN mine m ON m.place = x.mine
  WHERE x.same_teacher OR x.same_room OR x.same_pupils
  ORDER BY m.place, x.starts_at, x.id
  LIMIT 50`;
