import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { Bell, BellDay, BellSchedule, BellScheduleData } from '../structure.model.js';

const SCHEDULE = `SELECT s.id, s.name, s.kind, s.is_default AS "isDefault", s.version,
    coalesce((SELECT jsonb_agg(jsonb_build_object('weekday', b.weekday, 'shift', b.shift, 'number', b.number,
        'startsAt', to_char(b.starts_at, 'HH24:MI'), 'endsAt', to_char(b.ends_at, 'HH24:MI')) ORDER BY b.weekday NULLS FIRST, b.shift, b.number)
      FROM schools.bells b WHERE b.school_id = s.school_id AND b.schedule_id = s.id), '[]') AS bells
  FROM schools.bell_schedules s`;

@Injectable()
export class BellRepository {
  constructor(private readonly db: Db) {}

  /** The default one first, then by name. */
  list(schoolId: string): Promise<BellSchedule[]> {
    return this.db.query<BellSchedule>(`${SCHEDULE} WHERE s.school_id = $1 ORDER BY s.is_default DESC, s.name, s.id LIMIT 200`, [schoolId]);
  }

  byId(schoolId: string, id: string): Promise<BellSchedule | null> {
    return this.db.one<BellSchedule>(`${SCHEDULE} WHERE s.school_id = $1 AND s.id = $2`, [schoolId, id]);
  }

  async insert(schoolId: string, id: string, schedule: BellScheduleData): Promise<void> {
    await this.db.query('INSERT INTO schools.bell_schedules (school_id, id, name, kind, is_default) VALUES ($1, $2, $3, $4, $5)',
      [schoolId, id, schedule.name, schedule.kind, schedule.isDefault]);
    await this.putBells(schoolId, id, schedule.bells);
  }

  /** How many rows: 0 for another version. */
  async update(schoolId: string, id: string, version: number, schedule: BellScheduleData): Promise<number> {
    const changed = await this.db.affected(
      'UPDATE schools.bell_schedules SET name = $4, kind = $5, is_default = $6, version = version + 1 WHERE school_id = $1 AND id = $2 AND version = $3',
      [schoolId, id, version, schedule.name, schedule.kind, schedule.isDefault]);
    if (changed > 0) {
      await this.db.query('DELETE FROM schools.bells WHERE school_id = $1 AND schedule_id = $2', [schoolId, id]);
      await this.putBells(schoolId, id, schedule.bells);
    }
    return changed;
  }

  remove(schoolId: string, id: string, version: number): Promise<number> {
    return this.db.affected('DELETE FROM schools.bell_schedules WHERE school_id = $1 AND id = $2 AND version = $3', [schoolId, id, version]);
  }

  /** The day goes by this schedule; null: by the default one again. */
  async putDay(schoolId: string, date: string, scheduleId: string | null): Promise<void> {
    if (scheduleId === null) await this.db.query('DELETE FROM schools.bell_days WHERE school_id = $1 AND date = $2', [schoolId, date]);
    else {
      await this.db.query(
        `INSERT INTO schools.bell_days (school_id, date, schedule_id) VALUES ($1, $2, $3)
         ON CONFLICT (school_id, date) DO UPDATE SET schedule_id = excluded.schedule_id`, [schoolId, date, scheduleId]);
    }
  }

  /** Days from and to which go by another schedule than the default, in order. */
  days(schoolId: string, from: string, to: string): Promise<BellDay[]> {
    return this.db.query<BellDay>(
      `SELECT d.date, d.schedule_id AS "scheduleId", s.name, s.kind FROM schools.bell_days d JOIN schools.bell_schedules s ON s.school_id = d.school_id AND s.id = d.schedule_id
       WHERE d.school_id = $1 AND d.date BETWEEN $2 AND $3 ORDER BY d.date`, [schoolId, from, to]);
  }

  private async putBells(schoolId: string, id: string, bells: readonly Bell[]): Promise<void> {
    await this.db.query(
      `INSERT INTO schools.bells (school_id, schedule_id, weekday, shift, number, starts_at, ends_at)
       SELECT $1, $2, weekday, shift, number, "startsAt", "endsAt" FROM jsonb_to_recordset($3::jsonb)
         AS r (weekday smallint, shift smallint, number smallint, "startsAt" time, "endsAt" time)`, [schoolId, id, JSON.stringify(bells)]);
  }
}
