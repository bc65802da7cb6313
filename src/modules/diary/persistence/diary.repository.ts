import { Injectable } from '@nestjs/common';
import { HotDb } from '../../../platform/database/index.js';
import type { JournalReader } from '../../journal/index.js';
import type { YearPart } from '../../../shared/period.js';
import type { DiaryMark, DiaryStatus } from '../diary.contracts.js';
import { FAMILY_DIARY, STAFF_DIARY } from './diary.sql.js';

/** A lesson of the diary as it comes; without lessons the one row has no id. */
export interface DiaryRow {
  /** False: there is no consent, marks are left out. */
  readonly marksShown: boolean;
  readonly id: string | null;
  readonly date: string;
  readonly number: number;
  readonly shift: number;
  /** `HH:mm:ss`. */
  readonly startTime: string;
  readonly endTime: string;
  /** Seconds the school is ahead of UTC then. */
  readonly offset: number;
  readonly status: DiaryStatus;
  readonly reason: string | null;
  readonly onlineUrl: string | null;
  readonly subjectId: string;
  readonly subject: string;
  readonly teacherId: string;
  readonly teacher: string;
  readonly room: string | null;
  readonly topic: string | null;
  readonly homework: string | null;
  readonly dueOn: string | null;
  readonly marks: DiaryMark[] | null;
  readonly attendance: string | null;
  readonly absenceReason: string | null;
  readonly minutes: number | null;
}

@Injectable()
export class DiaryRepository {
  constructor(private readonly hot: HotDb) {}

  /** No rows: this person may not see this pupil. */
  forFamily(personId: string, pupilId: string, { schoolYear, from, until }: YearPart, now: Date): Promise<DiaryRow[]> {
    return this.hot.run<DiaryRow>(FAMILY_DIARY, [pupilId, personId, schoolYear, from, until, now]);
  }

  /** No rows: this person may not see this pupil. */
  forStaff(reader: JournalReader, pupilId: string, { schoolYear, from, until }: YearPart): Promise<DiaryRow[]> {
    return this.hot.run<DiaryRow>(STAFF_DIARY, [pupilId, reader.personId, schoolYear, from, until, reader.now, reader.schoolId, reader.readsAll, reader.leaderId]);
  }
}
