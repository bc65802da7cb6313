import { Injectable } from '@nestjs/common';
import { Db, HotDb } from '../../../platform/database/index.js';
import type { AttendanceEntry } from '../domain/attendance.js';
import type { SavedAttendance } from '../journal.contracts.js';
import type { MarkScope } from './marks.repository.js';
import { EXPLAIN_ATTENDANCE, SAVE_ATTENDANCE } from './save-attendance.sql.js';

/** What stands in the way of an entry. `index` is null when no entries were sent. */
export interface AttendanceFacts {
  readonly index: number | null;
  readonly lesson_status: string;
  readonly writable: boolean;
  readonly in_group: boolean;
  readonly id: string | null;
  readonly version: number | null;
  readonly status: string | null;
  readonly reason_code: string | null;
  readonly minutes: number | null;
}

@Injectable()
export class AttendanceRepository {
  constructor(private readonly hot: HotDb, private readonly db: Db) {}

  /** The lesson's deviations after the save; null when something was wrong. */
  async save(scope: MarkScope, lessonId: string, allPresent: boolean, entries: readonly AttendanceEntry[]): Promise<SavedAttendance[] | null> {
    const [row] = await this.hot.run<{ saved: boolean; entries: SavedAttendance[] | null }>(SAVE_ATTENDANCE, [
      scope.schoolId, scope.schoolYear, scope.actor.personId, scope.actor.role, scope.now, lessonId, allPresent,
      entries.map((e) => e.pupilId), entries.map((e) => e.status), entries.map((e) => e.reasonCode ?? null), entries.map((e) => e.minutes ?? null),
      entries.map((e) => e.expected !== undefined), entries.map((e) => e.expected?.version ?? null), entries.map((e) => e.newId),
    ]);
    return row?.saved === true ? row.entries ?? [] : null;
  }

  /** Entry by entry, what `save` asks for; empty when there is no such lesson in the school. */
  explain(scope: MarkScope, lessonId: string, entries: readonly AttendanceEntry[]): Promise<AttendanceFacts[]> {
    const read = (): Promise<AttendanceFacts[]> => this.hot.run<AttendanceFacts>(EXPLAIN_ATTENDANCE, [
      scope.schoolId, scope.schoolYear, scope.actor.personId, scope.now, lessonId, entries.map((e) => e.pupilId),
    ]);
    return this.db.inTransaction ? this.db.outside(read) : read();
  }
}
