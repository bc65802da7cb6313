import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { Timetable, TimetableStatus } from '../schedule.contracts.js';

/** The school's year as a timetable needs it. */
export interface YearFacts {
  readonly startsOn: string;
  readonly endsOn: string;
  /** 5 or 6. */
  readonly weekDays: number;
  readonly defaultBells: string | null;
  readonly zone: string;
}

interface Row {
  id: string; school_id: string; school_year: number; name: string; valid_from: string; valid_until: string; bell_schedule_id: string;
  status: TimetableStatus; copy_of: string | null; version: number; entries: number; created_at: Date; published_at: Date | null;
}

const COLUMNS = `t.id, t.school_id, t.school_year, t.name, t.valid_from, t.valid_until, t.bell_schedule_id, t.status, t.copy_of, t.version,
  t.created_at, t.published_at, (SELECT count(*)::int FROM schedule.entry e WHERE e.timetable_id = t.id) AS entries`;

@Injectable()
export class TimetableRepository {
  constructor(private readonly db: Db) {}

  async anyPublished(schoolId: string): Promise<boolean> {
    return (await this.db.one(`SELECT 1 AS found FROM schedule.timetable WHERE school_id = $1 AND status = 'published' LIMIT 1`, [schoolId])) !== null;
  }

  /** Newest years and timetables first, after the key given. */
  async page(schoolId: string, schoolYear: number | null, limit: number, after: readonly (string | number)[] | null): Promise<Timetable[]> {
    const rows = await this.db.query<Row>(
      `SELECT ${COLUMNS} FROM schedule.timetable t
       WHERE t.school_id = $1 AND ($2::int IS NULL OR t.school_year = $2) AND ($3::int IS NULL OR (t.school_year, t.id) < ($3, $4::uuid))
       ORDER BY t.school_year DESC, t.id DESC LIMIT $5`,
      [schoolId, schoolYear, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    return rows.map(toTimetable);
  }

  async find(schoolId: string, id: string): Promise<Timetable | null> {
    const row = await this.db.one<Row>(`SELECT ${COLUMNS} FROM schedule.timetable t WHERE t.school_id = $1 AND t.id = $2`, [schoolId, id]);
    return row === null ? null : toTimetable(row);
  }

  /**
   * The timetable, kept as it is until the transaction ends.
   * @param strength `SHARE` lets others write its entries too, but nobody publishes it meanwhile
   */
  async lock(schoolId: string, id: string, strength: 'SHARE' | 'UPDATE'): Promise<Timetable | null> {
    await this.db.query(`SELECT FROM schedule.timetable WHERE school_id = $1 AND id = $2 FOR ${strength}`, [schoolId, id]);
    return this.find(schoolId, id);
  }

  /** Drafts of the year, newest first, kept as they are, entries too, until the transaction ends. */
  async lockDrafts(schoolId: string, schoolYear: number): Promise<Timetable[]> {
    const locked = await this.db.query<{ id: string }>(
      `SELECT id FROM schedule.timetable WHERE school_id = $1 AND school_year = $2 AND status = 'draft' ORDER BY id FOR UPDATE`, [schoolId, schoolYear]);
    const rows = await this.db.query<Row>(
      `SELECT ${COLUMNS} FROM schedule.timetable t WHERE t.school_id = $1 AND t.id = ANY ($2::uuid[]) ORDER BY t.id DESC`, [schoolId, locked.map(({ id }) => id)]);
    return rows.map(toTimetable);
  }

  /** The newest draft of the year, or without one the newest timetable. */
  async newest(schoolId: string, schoolYear: number): Promise<Timetable | null> {
    const row = await this.db.one<Row>(
      `SELECT ${COLUMNS} FROM schedule.timetable t WHERE t.school_id = $1 AND t.school_year = $2 ORDER BY (t.status = 'draft') DESC, t.id DESC LIMIT 1`, [schoolId, schoolYear]);
    return row === null ? null : toTimetable(row);
  }

  /** Publishing waits for publishing: all timetables of the year, in one order. */
  async lockYear(schoolId: string, schoolYear: number): Promise<void> {
    await this.db.query('SELECT FROM schedule.timetable WHERE school_id = $1 AND school_year = $2 ORDER BY id FOR UPDATE', [schoolId, schoolYear]);
  }

  year(schoolId: string, schoolYear: number): Promise<YearFacts | null> {
    return this.db.one<YearFacts>(
      `SELECT y.starts_on AS "startsOn", y.ends_on AS "endsOn", y.week_days AS "weekDays", b.id AS "defaultBells", s.zone
       FROM schools.v_academic_year y
       JOIN schools.v_school s ON s.id = y.school_id
       LEFT JOIN schools.v_bell_schedule b ON b.school_id = y.school_id AND b.is_default
       WHERE y.school_id = $1 AND y.school_year = $2`,
      [schoolId, schoolYear],
    );
  }

  async hasBells(schoolId: string, bellScheduleId: string): Promise<boolean> {
    return (await this.db.one('SELECT FROM schools.v_bell_schedule WHERE school_id = $1 AND id = $2', [schoolId, bellScheduleId])) !== null;
  }

  async insert(t: Pick<Timetable, 'id' | 'schoolId' | 'schoolYear' | 'name' | 'validFrom' | 'validUntil' | 'bellScheduleId' | 'copyOf'>, by: string, at: Date): Promise<void> {
    await this.db.query(
      `INSERT INTO schedule.timetable (school_id, id, school_year, name, valid_from, valid_until, bell_schedule_id, copy_of, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [t.schoolId, t.id, t.schoolYear, t.name, t.validFrom, t.validUntil, t.bellScheduleId, t.copyOf, by, at],
    );
  }

  /** Takes all entries of another timetable of the school. */
  async copyEntries(schoolId: string, from: string, to: string): Promise<void> {
    await this.db.query(
      `WITH pairs AS MATERIALIZED (SELECT id AS old, uuidv7() AS new FROM schedule.entry WHERE school_id = $1 AND timetable_id = $2),
       entries AS (
         INSERT INTO schedule.entry (school_id, timetable_id, id, weekday, shift, number, during, group_id, teacher_id, room_id, room_exclusive, online_url)
         SELECT e.school_id, $3, p.new, e.weekday, e.shift, e.number, e.during, e.group_id, e.teacher_id, e.room_id, e.room_exclusive, e.online_url
         FROM pairs p JOIN schedule.entry e ON e.school_id = $1 AND e.timetable_id = $2 AND e.id = p.old)
       INSERT INTO schedule.entry_class (school_id, timetable_id, entry_id, class_id, division, subgroup, during)
       SELECT c.school_id, $3, p.new, c.class_id, c.division, c.subgroup, c.during
       FROM pairs p JOIN schedule.entry_class c ON c.school_id = $1 AND c.timetable_id = $2 AND c.entry_id = p.old`,
      [schoolId, from, to],
    );
  }

  /** False when the version is another one or it is no draft any more. */
  async update(t: Pick<Timetable, 'id' | 'schoolId' | 'name' | 'validFrom' | 'validUntil'>, version: number): Promise<boolean> {
    const count = await this.db.affected(
      `UPDATE schedule.timetable SET name = $4, valid_from = $5, valid_until = $6, version = version + 1
       WHERE school_id = $1 AND id = $2 AND version = $3 AND status = 'draft'`,
      [t.schoolId, t.id, version, t.name, t.validFrom, t.validUntil],
    );
    return count === 1;
  }

  async delete(schoolId: string, id: string, version: number): Promise<boolean> {
    const count = await this.db.affected(
      `DELETE FROM schedule.timetable WHERE school_id = $1 AND id = $2 AND version = $3 AND status = 'draft'`, [schoolId, id, version]);
    return count === 1;
  }

  async markPublished(schoolId: string, id: string, by: string, at: Date): Promise<void> {
    await this.db.query(
      `UPDATE schedule.timetable SET status = 'published', published_by = $3, published_at = $4, version = version + 1 WHERE school_id = $1 AND id = $2`,
      [schoolId, id, by, at],
    );
  }
}

function toTimetable(row: Row): Timetable {
  return {
    id: row.id, schoolId: row.school_id, schoolYear: row.school_year, name: row.name, validFrom: row.valid_from, validUntil: row.valid_until,
    bellScheduleId: row.bell_schedule_id, status: row.status, copyOf: row.copy_of, version: row.version, entries: row.entries,
    createdAt: row.created_at, publishedAt: row.published_at,
  };
}
