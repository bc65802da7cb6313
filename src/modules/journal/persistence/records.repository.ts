import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { PupilInClass } from '../../schools/index.js';
import type { LessonRecord } from '../journal.contracts.js';
import type { MarkScope } from './marks.repository.js';

/** Undefined leaves a field as it is. */
export interface RecordFields {
  readonly topic?: string | null;
  readonly typeId?: string | null;
  readonly homework?: string | null;
  readonly homeworkDueOn?: string | null;
}

const RECORD = `lesson_id AS "lessonId", topic, homework, homework_due_on AS "homeworkDueOn", type_id AS "typeId",
  taken_at AS "takenAt", taken_by AS "takenBy", version`;

@Injectable()
export class RecordsRepository {
  constructor(private readonly db: Db) {}

  /** The record, locked, or null when nothing is written about the lesson yet. */
  lock(scope: MarkScope, lessonId: string): Promise<LessonRecord | null> {
    return this.db.one<LessonRecord>(
      `SELECT ${RECORD} FROM journal.record WHERE school_id = $1 AND school_year = $2 AND lesson_id = $3 FOR NO KEY UPDATE`,
      [scope.schoolId, scope.schoolYear, lessonId]);
  }

  /** Writes the fields, whether or not there was a record. */
  async write(scope: MarkScope, lesson: { id: string; groupId: string }, fields: Required<RecordFields>): Promise<LessonRecord> {
    const written = await this.db.one<LessonRecord>(
      `INSERT INTO journal.record AS r (school_id, school_year, lesson_id, group_id, topic, type_id, homework, homework_due_on, updated_at, updated_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (school_id, school_year, lesson_id) DO UPDATE SET topic = excluded.topic, type_id = excluded.type_id, homework = excluded.homework,
         homework_due_on = excluded.homework_due_on, updated_at = excluded.updated_at, updated_by = excluded.updated_by, version = r.version + 1
       RETURNING ${RECORD}`,
      [scope.schoolId, scope.schoolYear, lesson.id, lesson.groupId, fields.topic, fields.typeId, fields.homework, fields.homeworkDueOn, scope.now, scope.actor.personId]);
    return written!;
  }

  async anyMark(schoolId: string): Promise<boolean> {
    return (await this.db.one('SELECT 1 AS found FROM journal.v_mark WHERE school_id = $1 LIMIT 1', [schoolId])) !== null;
  }

  async anyAttendance(schoolId: string): Promise<boolean> {
    return (await this.db.one('SELECT 1 AS found FROM journal.record WHERE school_id = $1 AND taken_at IS NOT NULL LIMIT 1', [schoolId])) !== null;
  }

  /** Marks or absences of the pupil in groups of the class since that day, on days on which they are not in those groups. */
  async anyOutsideGroups({ schoolId, schoolYear, classId, pupilId, from }: PupilInClass): Promise<boolean> {
    return (await this.db.one(
      `SELECT 1 AS found
       FROM (SELECT group_id, date FROM journal.v_mark WHERE school_id = $1 AND school_year = $2 AND pupil_id = $3 AND date >= $5
             UNION ALL SELECT group_id, date FROM journal.v_attendance WHERE school_id = $1 AND school_year = $2 AND pupil_id = $3 AND date >= $5) w
       WHERE EXISTS (SELECT FROM schools.v_group_class gc WHERE gc.school_id = $1 AND gc.group_id = w.group_id AND gc.class_id = $4)
         AND NOT EXISTS (SELECT FROM schools.v_group_member m WHERE m.school_id = $1 AND m.group_id = w.group_id AND m.pupil_id = $3
           AND m.valid_from <= w.date AND (m.valid_until IS NULL OR m.valid_until > w.date))
       LIMIT 1`, [schoolId, schoolYear, pupilId, classId, from])) !== null;
  }

  /** Of these lessons, those with anything written on them: a record, a work, a mark or an absence. */
  async withAnything(schoolId: string, schoolYear: number, lessonIds: readonly string[]): Promise<string[]> {
    const rows = await this.db.query<{ lesson_id: string }>(
      `SELECT lesson_id FROM journal.record WHERE school_id = $1 AND school_year = $2 AND lesson_id = ANY ($3)
       UNION SELECT lesson_id FROM journal.work WHERE school_id = $1 AND school_year = $2 AND lesson_id = ANY ($3)
       UNION SELECT lesson_id FROM journal.attendance WHERE school_id = $1 AND school_year = $2 AND lesson_id = ANY ($3)`,
      [schoolId, schoolYear, lessonIds]);
    return rows.map((r) => r.lesson_id);
  }
}
