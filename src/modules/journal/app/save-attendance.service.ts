import { Injectable } from '@nestjs/common';
import { isRetryable, uniqueViolation } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../shared/domain-error.js';
import { type AttendanceEntry, type AttendanceInput, readAttendance } from '../domain/attendance.js';
import { schoolYearOf } from '../domain/school-year.js';
import type { SavedAttendance } from '../journal.contracts.js';
import { type AttendanceFacts, AttendanceRepository } from '../persistence/attendance.repository.js';
import type { MarkScope } from '../persistence/marks.repository.js';

const TRIES = 3;

/** A lesson's attendance (AT-1); the event behind it tells the families (AT-3). */
@Injectable()
export class SaveAttendance {
  constructor(private readonly attendance: AttendanceRepository, private readonly outbox: Outbox, private readonly clock: Clock) {}

  /** @throws InvalidInput naming the wrong entries; DomainError not found, `journal.lesson_cancelled`, `journal.attendance_conflict` */
  async run(actor: Actor, lessonId: string, allPresent: boolean, inputs: readonly AttendanceInput[]): Promise<SavedAttendance[]> {
    if (actor.schoolId === null) throw notFound();
    const { entries, errors } = readAttendance(lessonId, inputs);
    InvalidInput.throwIfAny(errors);
    const scope: MarkScope = { schoolId: actor.schoolId, schoolYear: schoolYearOf(lessonId), actor, now: this.clock.now() };
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const saved = await this.attempt(scope, lessonId, allPresent, entries);
      if (saved !== null) {
        this.outbox.written();
        return saved;
      }
      refuse(entries, await this.attendance.explain(scope, lessonId, entries));
    }
    throw new DomainError('journal.busy');
  }

  private async attempt(scope: MarkScope, lessonId: string, allPresent: boolean, entries: readonly AttendanceEntry[]): Promise<SavedAttendance[] | null> {
    try {
      return await this.attendance.save(scope, lessonId, allPresent, entries);
    } catch (error) {
      if (uniqueViolation(error)?.schema !== 'journal' && !isRetryable(error)) throw error;
      return null;
    }
  }
}

function refuse(entries: readonly AttendanceEntry[], facts: readonly AttendanceFacts[]): void {
  if (!facts.some((f) => f.writable)) throw notFound();
  if (facts[0]?.lesson_status === 'cancelled') throw new DomainError('journal.lesson_cancelled');
  const named = facts.filter((f): f is AttendanceFacts & { index: number } => f.index !== null);
  InvalidInput.throwIfAny(named.filter((f) => !f.in_group).map((f) => ({ pointer: `/entries/${f.index}/pupilId`, code: 'journal.pupil_not_in_group' })));

  const conflicts = named.filter((f) => taken(entries[f.index]!, f)).map((f) => {
    const { pupilId, status, reasonCode, minutes } = entries[f.index]!;
    return {
      pointer: `/entries/${f.index}`, pupilId,
      current: f.id === null ? null : { id: f.id, status: f.status, reasonCode: f.reason_code, minutes: f.minutes, version: f.version },
      yours: { status, reasonCode: reasonCode ?? null, minutes: minutes ?? null },
    };
  });
  if (conflicts.length > 0) throw new DomainError('journal.attendance_conflict', {}, { conflicts });
}

function taken(entry: AttendanceEntry, fact: AttendanceFacts): boolean {
  if (entry.expected === undefined) return false;
  if (entry.expected === null) return fact.status !== null && fact.status !== 'present';
  return entry.expected.version !== fact.version;
}
