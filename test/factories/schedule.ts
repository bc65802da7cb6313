import { randomUUID } from 'node:crypto';
import { rows, type SqlRunner } from './sql.js';

export interface LessonSpec {
  readonly schoolId: string;
  readonly groupId: string;
  /** Calendar date at the school. */
  readonly date: string;
  readonly number?: number;
  readonly shift?: number;
  /** Wall times; by default lesson 1 of the first shift at 08:30, each next one 55 minutes later (second shift from 14:00). */
  readonly startTime?: string;
  readonly endTime?: string;
  /** By default the group's teacher of that day, else somebody made up. */
  readonly teacherId?: string;
  readonly roomId?: string;
  readonly onlineUrl?: string;
  readonly status?: 'planned' | 'cancelled' | 'moved' | 'substituted';
  readonly reason?: string;
}

export interface MadeLesson {
  readonly id: string;
  readonly schoolYear: number;
  readonly groupId: string;
  readonly date: string;
  readonly number: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly teacherId: string;
}

/** One dated lesson of a group that is there already, as if a timetable had been published. */
export async function makeLesson(db: SqlRunner, spec: LessonSpec): Promise<MadeLesson> {
  return (await makeLessons(db, [spec]))[0]!;
}

/** Many at once, in the order given. The occupancy constraints hold for them as for any write. */
export async function makeLessons(db: SqlRunner, specs: readonly LessonSpec[]): Promise<MadeLesson[]> {
  const wanted = specs.map((spec) => ({ ...usualTimes(spec), shift: 1, number: 1, status: 'planned', fallbackTeacher: randomUUID(), ...spec }));
  return rows<MadeLesson>(db, INSERT_LESSONS, [JSON.stringify(wanted)]);
}

const FIRST_BELL_MINUTES = { 1: 8 * 60 + 30, 2: 14 * 60 } as const;

function usualTimes({ shift = 1, number = 1 }: LessonSpec): { startTime: string; endTime: string } {
  const start = FIRST_BELL_MINUTES[shift === 2 ? 2 : 1] + (number - 1) * 55;
  return { startTime: wallTime(start), endTime: wallTime(start + 45) };
}

function wallTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

const INSERT_LESSONS = `
  WITH spec AS (
    SELECT s.*, g.school_year, g.subject_id,
           (s.date + s."startTime") AT TIME ZONE sc.zone AS starts_at, (s.date + s."endTime") AT TIME ZONE sc.zone AS ends_at,
           coalesce(s."teacherId", (SELECT a.person_id FROM schools.v_assignment a WHERE a.group_id = s."groupId"
             AND a.valid_from <= s.date AND (a.valid_until IS NULL OR a.valid_until > s.date) LIMIT 1), s."fallbackTeacher") AS teacher_id
    FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS ("schoolId" uuid, "groupId" uuid, date date, number smallint, shift smallint,
      "startTime" time, "endTime" time, "teacherId" uuid, "fallbackTeacher" uuid, "roomId" uuid, "onlineUrl" text, status text, reason text))
      WITH ORDINALITY AS s("schoolId", "groupId", date, number, shift, "startTime", "endTime", "teacherId", "fallbackTeacher", "roomId",
        "onlineUrl", status, reason, place)
    JOIN schools.v_group g ON g.school_id = s."schoolId" AND g.id = s."groupId"
    JOIN schools.v_school sc ON sc.id = s."schoolId"
  ), numbered AS (
    SELECT *, schedule.id_at(starts_at) AS id FROM spec
  ), lessons AS (
    INSERT INTO schedule.lesson (school_id, school_year, id, group_id, subject_id, date, shift, number, start_time, end_time,
      starts_at, ends_at, teacher_id, room_id, room_exclusive, online_url, status, reason)
    SELECT n."schoolId", n.school_year, n.id, n."groupId", n.subject_id, n.date, n.shift, n.number, n."startTime", n."endTime",
           n.starts_at, n.ends_at, n.teacher_id, n."roomId", coalesce(r.exclusive, false), n."onlineUrl", n.status, n.reason
    FROM numbered n LEFT JOIN schools.v_room r ON r.id = n."roomId"
    RETURNING school_id, school_year, id, group_id, date, starts_at, ends_at, status
  ), classes AS (
    INSERT INTO schedule.lesson_class (school_id, school_year, lesson_id, class_id, division, subgroup, date, starts_at, ends_at, status)
    SELECT l.school_id, l.school_year, l.id, c.class_id, c.division, c.subgroup, l.date, l.starts_at, l.ends_at, l.status
    FROM lessons l JOIN schools.v_group_class c ON c.school_id = l.school_id AND c.group_id = l.group_id
  )
  SELECT id, school_year::int AS "schoolYear", "groupId", date::text AS date, number, starts_at AS "startsAt", ends_at AS "endsAt", teacher_id AS "teacherId"
  FROM numbered ORDER BY place`;
