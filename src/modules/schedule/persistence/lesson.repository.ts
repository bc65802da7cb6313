import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { Lesson, LessonStatus } from '../schedule.contracts.js';

interface LessonRow {
  id: string; school_id: string; school_year: number; group_id: string; subject_id: string; date: string; shift: number; number: number;
  starts_at: Date; ends_at: Date; teacher_id: string; room_id: string | null; status: LessonStatus;
}

@Injectable()
export class LessonRepository {
  constructor(private readonly db: Db) {}

  /** The lesson of this school, or null. Its partition is told by the id. */
  async find(schoolId: string, id: string): Promise<Lesson | null> {
    const row = await this.db.one<LessonRow>(
      `SELECT id, school_id, school_year, group_id, subject_id, date, shift, number, starts_at, ends_at, teacher_id, room_id, status
       FROM schedule.v_lesson WHERE school_id = $1 AND school_year = platform.school_year_of($2) AND id = $2`,
      [schoolId, id],
    );
    return row === null ? null : toLesson(row);
  }

  /** True for who teaches the lesson (a substitute too) and for the group's teachers of that day. */
  async mayMark(schoolId: string, personId: string, lessonId: string): Promise<boolean> {
    const row = await this.db.one<{ may: boolean }>(
      `SELECT l.teacher_id = $2 OR EXISTS (
         SELECT FROM schools.v_assignment a
         WHERE a.school_id = l.school_id AND a.group_id = l.group_id AND a.person_id = $2
           AND a.valid_from <= l.date AND (a.valid_until IS NULL OR a.valid_until > l.date)) AS may
       FROM schedule.v_lesson l
       WHERE l.school_id = $1 AND l.school_year = platform.school_year_of($3) AND l.id = $3`,
      [schoolId, personId, lessonId],
    );
    return row?.may ?? false;
  }
}

function toLesson(row: LessonRow): Lesson {
  return {
    id: row.id, schoolId: row.school_id, schoolYear: row.school_year, groupId: row.group_id, subjectId: row.subject_id,
    date: row.date, shift: row.shift, number: row.number, startsAt: row.starts_at, endsAt: row.ends_at,
    teacherId: row.teacher_id, roomId: row.room_id, status: row.status,
  };
}
