import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { Ringing } from '../domain/ringing.js';
import type { Clash, Published, Timetable } from '../schedule.contracts.js';
import * as sql from './publication.sql.js';

/**
 * A timetable becoming dated lessons, a few statements over whole sets. `stage` lays the wanted lessons out in a table of
 * the transaction's own and finds for each the lesson that stands for it already; the rest works on that.
 */
@Injectable()
export class PublicationRepository {
  constructor(private readonly db: Db) {}

  /** @param days days the school teaches on at all; vacations and five-day classes are left out here. @param now lessons begun before it stay */
  async stage(timetable: Timetable, zone: string, days: readonly string[], ringing: readonly Ringing[], now: Date): Promise<void> {
    await this.db.query(sql.JOIN_WHOLE_SETS);
    await this.db.query(sql.CREATE_STAGE);
    await this.db.query('TRUNCATE wanted_lesson');
    await this.db.query(sql.STAGE, [timetable.schoolId, timetable.id, timetable.schoolYear, timetable.bellScheduleId, days, zone, JSON.stringify(ringing)]);
    await this.db.query(sql.LEAVE_PAST_DAYS, [timetable.schoolId, timetable.schoolYear, now]);
    await this.db.query(sql.LEAVE_WHAT_BEGAN, [timetable.schoolId, timetable.schoolYear, now]);
    await this.db.query(sql.FIND_STANDING, [timetable.schoolId, timetable.schoolYear, now]);
    await this.db.query('ANALYZE wanted_lesson');
  }

  /** Wanted lessons without a bell on their day, as `date: shift/number`, with the building whose own bells lack it. */
  async withoutBells(): Promise<string[]> {
    return (await this.db.query<{ what: string }>(sql.WITHOUT_BELLS)).map((row) => row.what);
  }

  /** Lessons to come in the timetable's period that it has no more. */
  async surplus(timetable: Timetable, now: Date): Promise<string[]> {
    const { schoolId, schoolYear, validFrom, validUntil } = timetable;
    return (await this.db.query<{ id: string }>(sql.SURPLUS, [schoolId, schoolYear, now, validFrom, validUntil])).map((row) => row.id);
  }

  /**
   * Makes the lessons as staged. Surplus ones go, those to be kept are cancelled with the reason. Changed ones step aside
   * first, so that two lessons may change places. A clash is an exclusion violation.
   */
  async apply(timetable: Timetable, surplus: readonly string[], kept: readonly string[], reason: string): Promise<Published> {
    const scope = [timetable.schoolId, timetable.schoolYear];
    const removed = await this.db.affected(sql.REMOVE, [...scope, surplus, kept]);
    const cancelled = await this.db.affected(sql.CANCEL, [...scope, surplus, reason]);
    await this.db.query(sql.STEP_ASIDE, scope);
    const changed = await this.db.affected(sql.CHANGE, [...scope, timetable.id]);
    const [made] = await this.db.query<{ created: number }>(sql.CREATE, [...scope, timetable.id]);
    return { created: made?.created ?? 0, changed, removed, cancelled };
  }

  /** What stands in the way of the staged lessons, among themselves and in what stays. */
  clashes(timetable: Timetable, now: Date): Promise<Clash[]> {
    const { schoolId, schoolYear, validFrom, validUntil } = timetable;
    return this.db.query<Clash>(sql.CLASHES, [schoolId, schoolYear, now, validFrom, validUntil]);
  }
}
