import { Injectable } from '@nestjs/common';
import type { Actor } from '../../shared/actor.js';
import { JournalReaders } from './app/journal-readers.js';
import { SaveAttendance } from './app/save-attendance.service.js';
import { SaveMarks } from './app/save-marks.service.js';
import { SchoolLists } from './app/school-lists.query.js';
import type { AttendanceInput } from './domain/attendance.js';
import type { CellInput } from './domain/cells.js';
import type { JournalReader, SavedAttendance, SavedMarks } from './journal.contracts.js';

/** Marks and attendance, written under the same rules as over HTTP. */
@Injectable()
export class JournalFacade {
  constructor(private readonly marks: SaveMarks, private readonly attendance: SaveAttendance, private readonly lists: SchoolLists, private readonly readers: JournalReaders) {}

  /** A member of staff as a reader of journals, by what their school has set (SC-12); null for somebody who acts in no school. */
  readerOf(actor: Actor): Promise<JournalReader | null> {
    return this.readers.of(actor);
  }

  /** All or nothing. @throws InvalidInput, DomainError not found, `journal.cell_conflict` and the lesson's refusals */
  saveMarks(actor: Actor, cells: readonly CellInput[]): Promise<SavedMarks> {
    return this.marks.run(actor, null, cells);
  }

  /** @throws InvalidInput, DomainError not found, `journal.attendance_conflict`, `journal.lesson_cancelled` */
  saveAttendance(actor: Actor, lessonId: string, allPresent: boolean, entries: readonly AttendanceInput[]): Promise<SavedAttendance[]> {
    return this.attendance.run(actor, lessonId, allPresent, entries);
  }

  /** Kinds of work with their weights, in the school's order; the usual ones for a school that has none. */
  async workTypes(schoolId: string): Promise<{ id: string; code: string; name: string; weight: number; counts: boolean }[]> {
    return (await this.lists.of(schoolId)).workTypes;
  }
}
