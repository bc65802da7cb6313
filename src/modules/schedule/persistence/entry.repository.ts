import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { Ringing } from '../domain/ringing.js';
import type { Clash, Entry, NewEntry, Timetable } from '../schedule.contracts.js';
import { isBellOf, ringingFrom } from './bells.sql.js';

/** What the school's data says of an entry somebody wants to write. */
export interface EntryFacts {
  readonly groupKnown: boolean;
  readonly hasClass: boolean;
  /** Every class of the group studies on that weekday. */
  readonly classesStudy: boolean;
  readonly teaches: boolean;
  readonly roomKnown: boolean;
  readonly roomExclusive: boolean;
  /** The building of the room, when it has bells of its own. */
  readonly ownBellsOf: string | null;
  /** Minutes since Monday 00:00; null without a bell. */
  readonly startsAt: number | null;
  readonly endsAt: number | null;
}

/** An entry ready to be written. */
export interface TimedEntry extends NewEntry {
  readonly id: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly roomExclusive: boolean;
}

const PROPOSED = `jsonb_to_recordset($3::jsonb) AS p(id uuid, place int, weekday smallint, shift smallint, number smallint,
  "groupId" uuid, "teacherId" uuid, "roomId" uuid, "onlineUrl" text, "startsAt" int, "endsAt" int, "roomExclusive" boolean)`;

@Injectable()
export class EntryRepository {
  constructor(private readonly db: Db) {}

  /** By day, shift, number. */
  list(schoolId: string, timetableId: string): Promise<Entry[]> {
    return this.db.query<Entry>(`${ENTRIES} ORDER BY e.weekday, e.shift, e.number, e.id`, [schoolId, timetableId]);
  }

  find(schoolId: string, timetableId: string, id: string): Promise<Entry | null> {
    return this.db.one<Entry>(`${ENTRIES} AND e.id = $3`, [schoolId, timetableId, id]);
  }

  /** One row for each entry, in order. */
  facts(timetable: Timetable, entries: readonly NewEntry[], ringing: readonly Ringing[]): Promise<EntryFacts[]> {
    return this.db.query<EntryFacts>(FACTS, [
      timetable.schoolId, timetable.schoolYear, json(entries), timetable.bellScheduleId, timetable.validFrom, timetable.validUntil, JSON.stringify(ringing)]);
  }

  /** All or nothing. A clash ends the transaction with an exclusion violation. */
  async insert(timetable: Timetable, entries: readonly TimedEntry[]): Promise<void> {
    await this.db.query(
      `WITH p AS MATERIALIZED (SELECT * FROM ${PROPOSED}),
       entries AS (
         INSERT INTO schedule.entry (school_id, timetable_id, id, weekday, shift, number, during, group_id, teacher_id, room_id, room_exclusive, online_url)
         SELECT $1, $2, p.id, p.weekday, p.shift, p.number, int4range(p."startsAt", p."endsAt"), p."groupId", p."teacherId", p."roomId", p."roomExclusive", p."onlineUrl"
         FROM p)
       INSERT INTO schedule.entry_class (school_id, timetable_id, entry_id, class_id, division, subgroup, during)
       SELECT $1, $2, p.id, c.class_id, c.division, c.subgroup, int4range(p."startsAt", p."endsAt")
       FROM p JOIN schools.v_group_class c ON c.school_id = $1 AND c.group_id = p."groupId"`,
      [timetable.schoolId, timetable.id, json(entries)],
    );
  }

  /** Writes an entry anew under its id; false when the version is another one. A clash is an exclusion violation. */
  async replace(timetable: Timetable, entry: TimedEntry, version: number): Promise<boolean> {
    const scope = [timetable.schoolId, timetable.id, entry.id];
    // The classes of before go first, so that the entry never clashes with itself.
    await this.db.query('DELETE FROM schedule.entry_class WHERE school_id = $1 AND timetable_id = $2 AND entry_id = $3', scope);
    const count = await this.db.affected(
      `UPDATE schedule.entry SET weekday = $5, shift = $6, number = $7, during = int4range($8, $9), group_id = $10, teacher_id = $11,
         room_id = $12, room_exclusive = $13, online_url = $14, version = version + 1
       WHERE school_id = $1 AND timetable_id = $2 AND id = $3 AND version = $4`,
      [...scope, version, entry.weekday, entry.shift, entry.number, entry.startsAt, entry.endsAt, entry.groupId, entry.teacherId,
        entry.roomId ?? null, entry.roomExclusive, entry.onlineUrl ?? null],
    );
    if (count === 0) return false;
    await this.db.query(
      `INSERT INTO schedule.entry_class (school_id, timetable_id, entry_id, class_id, division, subgroup, during)
       SELECT $1, $2, $3, class_id, division, subgroup, int4range($5, $6) FROM schools.v_group_class WHERE school_id = $1 AND group_id = $4`,
      [...scope, entry.groupId, entry.startsAt, entry.endsAt],
    );
    return true;
  }

  async delete(schoolId: string, timetableId: string, id: string, version: number): Promise<boolean> {
    const count = await this.db.affected(
      'DELETE FROM schedule.entry WHERE school_id = $1 AND timetable_id = $2 AND id = $3 AND version = $4', [schoolId, timetableId, id, version]);
    return count === 1;
  }

  async deleteAll(schoolId: string, timetableId: string, ids: readonly string[]): Promise<void> {
    await this.db.query('DELETE FROM schedule.entry WHERE school_id = $1 AND timetable_id = $2 AND id = ANY ($3::uuid[])', [schoolId, timetableId, ids]);
  }

  /**
   * What stands in the way of these entries, among themselves and in the timetable as it is now, in their order.
   * @param limit null: all of it
   */
  clashes(timetable: Timetable, entries: readonly TimedEntry[], limit: number | null = 100): Promise<Clash[]> {
    return this.db.query<Clash>(CLASHES, [timetable.schoolId, timetable.id, json(entries), limit]);
  }
}

function json(entries: readonly NewEntry[]): string {
  return JSON.stringify(entries.map((entry, place) => ({ ...entry, place })));
}

const TEACHER_NAME = `coalesce(concat_ws(' ', t.family, t.given, t.patronymic), '')`;

const ENTRIES = `
  SELECT e.id, e.weekday, e.shift, e.number, e.online_url AS "onlineUrl", e.version,
         to_char(make_interval(mins => lower(e.during) % 1440), 'HH24:MI') AS "startTime",
         to_char(make_interval(mins => upper(e.during) % 1440), 'HH24:MI') AS "endTime",
         jsonb_build_object('id', g.id, 'name', g.name) AS "group",
         jsonb_build_object('id', s.id, 'name', s.name) AS subject,
         jsonb_build_object('id', e.teacher_id, 'name', ${TEACHER_NAME}) AS teacher,
         CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('id', r.id, 'name', r.name) END AS room,
         (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('id', c.id, 'name', c.name)), '[]')
          FROM schedule.entry_class ec JOIN schools.v_class c ON c.school_id = ec.school_id AND c.id = ec.class_id
          WHERE ec.school_id = e.school_id AND ec.timetable_id = e.timetable_id AND ec.entry_id = e.id) AS classes
  FROM schedule.entry e
  JOIN schools.v_group g ON g.school_id = e.school_id AND g.id = e.group_id
  JOIN schools.v_subject s ON s.school_id = e.school_id AND s.id = g.subject_id
  LEFT JOIN schools.v_room r ON r.school_id = e.school_id AND r.id = e.room_id
  LEFT JOIN identity.v_person t ON t.id = e.teacher_id
  WHERE e.school_id = $1 AND e.timetable_id = $2`;

// A timetable is drawn up for days that go by its own schedule; a building may ring otherwise.
const FACTS = `
  SELECT g.id IS NOT NULL AS "groupKnown",
         EXISTS (SELECT FROM schools.v_group_class gc WHERE gc.school_id = $1 AND gc.group_id = g.id) AS "hasClass",
         NOT EXISTS (
           SELECT FROM schools.v_group_class gc JOIN schools.v_class c ON c.school_id = gc.school_id AND c.id = gc.class_id
           WHERE gc.school_id = $1 AND gc.group_id = g.id
             AND p.weekday > CASE WHEN c.grade_level <= y.five_day_to_grade THEN 5 ELSE y.week_days END) AS "classesStudy",
         EXISTS (SELECT FROM schools.v_assignment a WHERE a.school_id = $1 AND a.group_id = g.id AND a.person_id = p."teacherId"
           AND a.valid_from <= $6::date AND (a.valid_until IS NULL OR a.valid_until > $5::date)) AS teaches,
         r.id IS NOT NULL AS "roomKnown", coalesce(r.exclusive, false) AS "roomExclusive", ring."ownBellsOf",
         (p.weekday - 1) * 1440 + extract(epoch FROM b.starts_at)::int / 60 AS "startsAt",
         (p.weekday - 1) * 1440 + extract(epoch FROM b.ends_at)::int / 60 AS "endsAt"
  FROM ${PROPOSED}
  JOIN schools.v_academic_year y ON y.school_id = $1 AND y.school_year = $2
  LEFT JOIN schools.v_group g ON g.school_id = $1 AND g.school_year = $2 AND g.id = p."groupId"
  LEFT JOIN schools.v_room r ON r.school_id = $1 AND r.id = p."roomId"
  LEFT JOIN ${ringingFrom('$7')} ON ring."ofDay" = $4 AND ring."buildingId" IS NOT DISTINCT FROM r.building_id
  LEFT JOIN schools.v_bell b ON ${isBellOf('b', '$1', 'ring.bells', 'p')}
  ORDER BY p.place`;

const CLASHES = `
  WITH proposed AS MATERIALIZED (
    SELECT p.*, int4range(p."startsAt", p."endsAt") AS during FROM ${PROPOSED}
  ), standing AS (
    SELECT e.id, NULL::int AS place, e.weekday, e.shift, e.number, e.during, e.group_id, e.teacher_id, e.room_id, e.room_exclusive
    FROM schedule.entry e WHERE e.school_id = $1 AND e.timetable_id = $2 AND e.id NOT IN (SELECT id FROM proposed)
    UNION ALL
    SELECT id, place, weekday, shift, number, during, "groupId", "teacherId", "roomId", "roomExclusive" FROM proposed
  ), pairs AS (
    SELECT p.place AS mine, w.*, p."teacherId" = w.teacher_id AS same_teacher,
           coalesce(p."roomId" = w.room_id AND p."roomExclusive" AND w.room_exclusive, false) AS same_room,
           p."groupId" = w.group_id AS same_group,
           EXISTS (
             SELECT FROM schools.v_group_class a JOIN schools.v_group_class b ON b.school_id = a.school_id AND b.class_id = a.class_id
             WHERE a.school_id = $1 AND a.group_id = p."groupId" AND b.group_id = w.group_id
               AND (a.division <> b.division OR a.subgroup = b.subgroup)) AS same_pupils
    FROM proposed p JOIN standing w ON w.place IS DISTINCT FROM p.place
      AND (w.during && p.during OR (w.group_id, w.weekday, w.shift, w.number) = (p."groupId", p.weekday, p.shift, p.number))
  )
  SELECT '/entries/' || x.mine AS pointer,
         array_remove(ARRAY[CASE WHEN same_teacher THEN 'teacher' END, CASE WHEN same_room THEN 'room' END,
           CASE WHEN same_group THEN 'duplicate' WHEN same_pupils THEN 'class' END], NULL) AS because,
         jsonb_build_object('entryId', CASE WHEN x.place IS NULL THEN x.id END, 'pointer', '/entries/' || x.place,
           'weekday', x.weekday, 'shift', x.shift, 'number', x.number, 'subject', s.name, 'teacher', ${TEACHER_NAME}, 'room', r.name,
           'classes', (SELECT coalesce(jsonb_agg(DISTINCT c.name), '[]') FROM schools.v_group_class gc
             JOIN schools.v_class c ON c.school_id = gc.school_id AND c.id = gc.class_id WHERE gc.school_id = $1 AND gc.group_id = x.group_id)) AS "with"
  FROM pairs x
  JOIN schools.v_group g ON g.school_id = $1 AND g.id = x.group_id
  JOIN schools.v_subject s ON s.school_id = $1 AND s.id = g.subject_id
  LEFT JOIN schools.v_room r ON r.school_id = $1 AND r.id = x.room_id
  LEFT JOIN identity.v_person t ON t.id = x.teacher_id
  WHERE same_teacher OR same_room OR same_pupils
  ORDER BY x.mine, x.weekday, x.shift, x.number, x.id
  LIMIT $4`;
