import type { ClientBase } from 'pg';
import { fixedId } from '../plan/random.js';
import type { SchoolPlan } from '../plan/school.js';
import { bell } from '../plan/timetable.js';
import { schoolDays, type YearPlan } from '../plan/year.js';
import { insertRows } from './rows.js';
import { placesOf, wall } from './structure.js';

/**
 * A published timetable of each year and its dated lessons, then some changes: lessons taught by another, lessons cancelled.
 * @param freeDays days off that the loaded production calendar moved
 * @param until the last day lessons are made for: each costs a search in the occupancy constraints
 */
export async function writeLessons(db: ClientBase, seed: string, plan: SchoolPlan, years: readonly YearPlan[], directorId: string, freeDays: ReadonlySet<string>, until: string): Promise<void> {
  const school_id = plan.id;
  const places = placesOf(seed, plan, years);
  const subjects = new Map(plan.subjects.map((s) => [s.plan.name, s.id]));
  const groups = new Map(plan.groups.map((g) => [g.id, g]));
  for (const year of years) {
    const published = `${year.schoolYear}-08-28T09:00:00Z`;
    const timetableId = fixedId(seed, `${plan.spec.key}:timetable:${year.schoolYear}`, new Date(published));
    await insertRows(db, 'schedule.timetable', [{
      school_id, id: timetableId, school_year: year.schoolYear, name: `Расписание ${year.schoolYear}/${year.schoolYear + 1}`, valid_from: year.startsOn, valid_until: year.endsOn,
      bell_schedule_id: places.bellScheduleId, status: 'published', version: 1, created_by: directorId, created_at: published, published_by: directorId, published_at: published,
    }]);
    const entries = plan.entries.filter((e) => e.schoolYear === year.schoolYear).map((e) => {
      const { from, to } = bell(e.shift, e.number);
      const day = (e.weekday - 1) * 1440;
      const id = fixedId(seed, `entry:${e.groupId}:${e.weekday}:${e.number}`, new Date(published));
      return { ...e, id, from: wall(from), to: wall(to), during: `[${day + from},${day + to})`, subject_id: subjects.get(groups.get(e.groupId)!.subject), room_id: places.roomIds.get(e.room), exclusive: /^\d/.test(e.room) };
    });
    await insertRows(db, 'schedule.entry', entries.map((e) => ({
      school_id, timetable_id: timetableId, id: e.id, weekday: e.weekday, shift: e.shift, number: e.number, during: e.during, group_id: e.groupId,
      teacher_id: e.teacherId, room_id: e.room_id, room_exclusive: e.exclusive, version: 1,
    })));
    await insertRows(db, 'schedule.entry_class', entries.flatMap((e) => groups.get(e.groupId)!.classes.map((c) => ({
      school_id, timetable_id: timetableId, entry_id: e.id, class_id: c.classId, division: c.subgroup === 0 ? 0 : 1, subgroup: c.subgroup, during: e.during,
    }))));
    const days = Array.from({ length: 11 }, (_, g) => schoolDays(year, g + 1, freeDays).filter((date) => date <= until).map((date) => ({ grade: g + 1, date }))).flat();
    await db.query(LESSONS, [school_id, year.schoolYear, timetableId, plan.spec.zone, JSON.stringify(entries), JSON.stringify(days)]);
    await db.query('ANALYZE schedule.lesson, schools.group_classes');
    await db.query(LESSON_CLASSES, [school_id, year.schoolYear]);
  }
}

const LESSONS = `
  INSERT INTO schedule.lesson (school_id, school_year, id, group_id, subject_id, date, shift, number, start_time, end_time, starts_at, ends_at, teacher_id, room_id, room_exclusive, timetable_id)
  SELECT $1, $2, pg_temp.fixed_id((d.date + e."from") AT TIME ZONE $4, 'lesson' || e.id || d.date), e."groupId", e.subject_id, d.date, e.shift, e.number, e."from", e."to",
         (d.date + e."from") AT TIME ZONE $4, (d.date + e."to") AT TIME ZONE $4, e."teacherId", e.room_id, e.exclusive, $3
  FROM jsonb_to_recordset($5::jsonb) AS e(id uuid, "groupId" uuid, subject_id uuid, weekday int, shift smallint, number smallint, "from" time, "to" time,
         "teacherId" uuid, room_id uuid, exclusive boolean, "gradeLevel" int)
  JOIN jsonb_to_recordset($6::jsonb) AS d(grade int, date date) ON d.grade = e."gradeLevel" AND extract(isodow FROM d.date) = e.weekday`;

const LESSON_CLASSES = `
  INSERT INTO schedule.lesson_class (school_id, school_year, lesson_id, class_id, division, subgroup, date, starts_at, ends_at, status)
  SELECT l.school_id, l.school_year, l.id, c.class_id, c.division, c.subgroup, l.date, l.starts_at, l.ends_at, l.status
  FROM schedule.lesson l JOIN schools.group_classes c ON c.school_id = l.school_id AND c.group_id = l.group_id
  WHERE l.school_id = $1 AND l.school_year = $2`;

/** About one lesson in a hundred near `now` is taught by somebody who is free then, and one in two hundred is cancelled. */
export async function writeChanges(db: ClientBase, schoolId: string, directorId: string, now: Date): Promise<void> {
  await db.query('ANALYZE schedule.lesson, schedule.lesson_class, identity.role_assignments');
  await db.query(SUBSTITUTIONS, [schoolId, now, directorId]);
  await db.query(
    `UPDATE schedule.lesson SET status = 'cancelled', reason = 'Болезнь учителя', version = version + 1
     WHERE school_id = $1 AND starts_at BETWEEN $2::timestamptz - interval '14 days' AND $2::timestamptz + interval '7 days'
       AND status = 'planned' AND pg_temp.dice('cancel' || id) = 7 AND pg_temp.dice('cancel too' || id) < 50`, [schoolId, now]);
}

const SUBSTITUTIONS = `
  WITH asked AS (
    SELECT l.*, row_number() OVER (ORDER BY l.starts_at, l.id) AS place FROM schedule.lesson l
    WHERE l.school_id = $1 AND l.starts_at BETWEEN $2::timestamptz - interval '14 days' AND $2::timestamptz + interval '7 days'
      AND l.status = 'planned' AND pg_temp.dice('substitute' || l.id) = 3
  ), free AS (
    -- A substitute helps out once a day at most, so that two of these never meet.
    SELECT DISTINCT ON (teacher_id, date) * FROM (
      SELECT DISTINCT ON (a.id) a.id, a.school_year, a.date, a.starts_at, a.teacher_id AS replaced, r.person_id AS teacher_id
      FROM asked a
      JOIN identity.role_assignments r ON r.school_id = $1 AND r.role = 'teacher' AND r.status = 'active'
      WHERE NOT EXISTS (SELECT FROM schedule.lesson o WHERE o.school_id = $1 AND o.date = a.date AND o.teacher_id = r.person_id
        AND o.starts_at < a.ends_at AND a.starts_at < o.ends_at)
      ORDER BY a.id, pg_temp.dice(a.id::text || r.person_id), r.person_id
    ) each_lesson ORDER BY teacher_id, date, id
  ), changed AS (
    UPDATE schedule.lesson l SET status = 'substituted', teacher_id = f.teacher_id, version = l.version + 1, reason = 'Болезнь учителя'
    FROM free f WHERE l.school_id = $1 AND l.school_year = f.school_year AND l.id = f.id
  )
  INSERT INTO schedule.substitution (school_id, school_year, id, lesson_id, replaced_teacher_id, teacher_id, reason, made_by, made_at)
  SELECT $1, school_year, pg_temp.fixed_id(starts_at, 'substitution' || id), id, replaced, teacher_id, 'Болезнь учителя', $3, least(starts_at - interval '1 day', $2)
  FROM free`;
