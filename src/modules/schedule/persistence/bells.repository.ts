import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import { type BellSchedule, type Building, ringing, type Ringing } from '../domain/ringing.js';

@Injectable()
export class BellsRepository {
  constructor(private readonly db: Db) {}

  /** By which bells each building of the school rings (SC-2). */
  async ringing(schoolId: string): Promise<Ringing[]> {
    const schedules = await this.db.query<BellSchedule>('SELECT id, kind FROM schools.v_bell_schedule WHERE school_id = $1', [schoolId]);
    const buildings = await this.db.query<Building>(
      `SELECT id, name, bell_schedule_id AS "bellScheduleId", short_bell_schedule_id AS "shortBellScheduleId" FROM schools.v_building WHERE school_id = $1`, [schoolId]);
    return ringing(schedules, buildings);
  }
}
