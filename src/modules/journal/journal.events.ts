import { defineEvent } from '../../platform/outbox/index.js';

/** One save of marks: given, changed or removed. The statements insert it themselves, under this name. */
export interface MarksSaved {
  readonly schoolYear: number;
  /** Each mark with the version this save gave it. */
  readonly marks: readonly (readonly [markId: string, version: number])[];
}
export const marksSaved = defineEvent<MarksSaved>('journal.marks_saved');

/** One save of a lesson's attendance; only entries that changed. */
export interface AttendanceSaved {
  readonly schoolYear: number;
  readonly lessonId: string;
  readonly entries: readonly (readonly [attendanceId: string, version: number])[];
}
export const attendanceSaved = defineEvent<AttendanceSaved>('journal.attendance_saved');
