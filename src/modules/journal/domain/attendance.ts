import type { FieldError } from '../../../shared/domain-error.js';
import { newIdBeside } from './school-year.js';

export type AttendanceStatus = 'present' | 'absent' | 'late';
export const ABSENCE_REASONS = ['ill', 'excused', 'unexcused', 'school_event'] as const;
export type AbsenceReason = (typeof ABSENCE_REASONS)[number];

/** One pupil's attendance as the teacher marked it. */
export interface AttendanceInput {
  readonly pupilId: string;
  readonly status: AttendanceStatus;
  readonly reasonCode?: AbsenceReason | null;
  /** How late, in minutes. */
  readonly minutes?: number | null;
  /** What the writer saw: null for "present", absent when they do not care. */
  readonly expected?: { readonly version: number } | null;
}

export interface AttendanceEntry extends AttendanceInput {
  readonly newId: string;
}

/** What is wrong by itself is named by pointer; who is in the group that day is asked in the statement. */
export function readAttendance(lessonId: string, inputs: readonly AttendanceInput[]): { entries: AttendanceEntry[]; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  const entries = inputs.map((input, index) => {
    const at = `/entries/${index}`;
    if (seen.has(input.pupilId)) errors.push({ pointer: at, code: 'journal.cell_twice' });
    seen.add(input.pupilId);
    if (input.status !== 'absent' && (input.reasonCode ?? null) !== null) errors.push({ pointer: `${at}/reasonCode`, code: 'journal.reason_for_present' });
    if (input.status !== 'late' && (input.minutes ?? null) !== null) errors.push({ pointer: `${at}/minutes`, code: 'journal.minutes_for_late' });
    return { ...input, newId: newIdBeside(lessonId) };
  });
  return { entries, errors };
}
