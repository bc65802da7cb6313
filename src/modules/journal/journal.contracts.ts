import type { AbsenceReason, AttendanceStatus } from './domain/attendance.js';

/** A mark as it is after a save. */
export interface SavedMark {
  readonly id: string;
  readonly lessonId: string;
  readonly workId: string;
  readonly pupilId: string;
  /** Code of the school's scale. */
  readonly value: string;
  readonly comment: string | null;
  readonly version: number;
}

/** A pupil's average in one group and term; decimals have two places, null when nothing counts. */
export interface PupilAverage {
  readonly pupilId: string;
  readonly termId: string;
  readonly average: string | null;
  readonly weightedAverage: string | null;
  /** How many marks count. */
  readonly count: number;
  /** Σ points × weight and Σ weight: the exact fraction of the weighted average. */
  readonly sum: number;
  readonly weight: number;
}

export interface SavedMarks {
  readonly marks: readonly SavedMark[];
  readonly averages: readonly PupilAverage[];
}

/** A deviation from "present". */
export interface SavedAttendance {
  readonly id: string;
  readonly pupilId: string;
  readonly status: Exclude<AttendanceStatus, 'present'>;
  /** Null of an absence: nobody has explained it yet. */
  readonly reasonCode: AbsenceReason | null;
  readonly minutes: number | null;
  readonly version: number;
}

/** What is written about a lesson itself (JO-11). */
export interface LessonRecord {
  readonly lessonId: string;
  readonly topic: string | null;
  readonly homework: string | null;
  /** Calendar date; null: by the group's next lesson. */
  readonly homeworkDueOn: string | null;
  /** The kind of work the lesson is. */
  readonly typeId: string | null;
  readonly takenAt: Date | null;
  readonly takenBy: string | null;
  /** 0 when nothing is written yet. */
  readonly version: number;
}

/** A teaching group whose journal somebody opens. */
export interface GroupRow {
  readonly id: string;
  readonly name: string;
  readonly schoolYear: number;
  readonly subjectId: string;
  readonly subjectName: string;
  readonly classes: { id: string; name: string }[];
}

/** One act on a mark (JO-6). */
export interface HistoryRow {
  readonly version: number;
  readonly act: 'given' | 'changed' | 'removed';
  readonly valueBefore: string | null;
  readonly valueAfter: string | null;
  readonly commentBefore: string | null;
  readonly commentAfter: string | null;
  readonly reasonCode: string | null;
  readonly note: string | null;
  readonly at: Date;
  readonly byId: string;
  readonly byRole: string | null;
  readonly family: string | null;
  readonly given: string | null;
  readonly patronymic: string | null;
}

/** A mark as its pupil reads it. */
export interface PupilMarkRow {
  readonly id: string;
  readonly groupId: string;
  readonly subjectId: string;
  readonly subjectName: string;
  readonly lessonId: string;
  readonly date: string;
  readonly value: string;
  readonly weight: number;
  readonly typeId: string;
  readonly typeName: string;
  readonly title: string | null;
  readonly comment: string | null;
  readonly givenAt: Date;
  readonly version: number;
}

/** A column of the journal. */
export interface Work {
  readonly id: string;
  readonly lessonId: string;
  readonly typeId: string;
  readonly title: string | null;
  readonly weight: number;
  readonly counts: boolean;
  readonly version: number;
}

/** A member of staff who reads journals of their school. */
export interface JournalReader {
  readonly schoolId: string;
  readonly personId: string;
  /** Every journal of the school. */
  readonly readsAll: boolean;
  /** The person again where homeroom teachers read all of their class, else null. */
  readonly leaderId: string | null;
  readonly now: Date;
}
