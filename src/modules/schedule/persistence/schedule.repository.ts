import { Injectable } from '@nestjs/common';
import { HotDb } from '../../../platform/database/index.js';
import type { YearPart } from '../../../shared/period.js';
import type { ScheduleRow } from '../schedule.contracts.js';
import { SCHEDULES } from './schedule.sql.js';

export type ScheduleOf = keyof typeof SCHEDULES;

@Injectable()
export class ScheduleRepository {
  constructor(private readonly hot: HotDb) {}

  /**
   * No rows: the reader may not see it, or it does not exist.
   * @param staffOf school of the member of staff who reads; null for a reader who acts for a family
   */
  lessons(of: ScheduleOf, id: string, personId: string, staffOf: string | null, { schoolYear, from, until }: YearPart, now: Date): Promise<ScheduleRow[]> {
    return this.hot.run<ScheduleRow>(SCHEDULES[of], [id, personId, schoolYear, from, until, staffOf, now]);
  }
}
