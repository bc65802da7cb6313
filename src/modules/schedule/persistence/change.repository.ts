import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import { newId } from '../../../shared/ids.js';
import type { Clash, Lesson } from '../schedule.contracts.js';

/** Changes of single lessons (SH-3: cancelling and substitution). */
@Injectable()
export class ChangeRepository {
  constructor(private readonly db: Db) {}

  /** False when it was cancelled already. What its class, teacher and room were busy with is free. */
  async cancel(lesson: Lesson, reason: string): Promise<boolean> {
    const count = await this.db.affected(
      `UPDATE schedule.lesson SET status = 'cancelled', reason = $4, version = version + 1
       WHERE school_id = $1 AND school_year = $2 AND id = $3 AND status <> 'cancelled'`,
      [lesson.schoolId, lesson.schoolYear, lesson.id, reason],
    );
    return count === 1;
  }

  /** Another teacher gives the lesson; false when it is cancelled. A busy teacher is an exclusion violation. */
  async substitute(lesson: Lesson, teacherId: string, reason: string, by: string, at: Date): Promise<boolean> {
    const count = await this.db.affected(
      `UPDATE schedule.lesson SET teacher_id = $4, status = 'substituted', reason = $5, version = version + 1
       WHERE school_id = $1 AND school_year = $2 AND id = $3 AND status <> 'cancelled'`,
      [lesson.schoolId, lesson.schoolYear, lesson.id, teacherId, reason],
    );
    if (count === 0) return false;
    await this.db.query(
      `INSERT INTO schedule.substitution (school_id, school_year, id, lesson_id, replaced_teacher_id, teacher_id, reason, made_by, made_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [lesson.schoolId, lesson.schoolYear, newId(lesson.startsAt), lesson.id, lesson.teacherId, teacherId, reason, by, at],
    );
    return true;
  }

  /** The lesson, held until the transaction ends. */
  async lock(lesson: Pick<Lesson, 'schoolId' | 'schoolYear' | 'id'>): Promise<void> {
    await this.db.query('SELECT FROM schedule.lesson WHERE school_id = $1 AND school_year = $2 AND id = $3 FOR UPDATE',
      [lesson.schoolId, lesson.schoolYear, lesson.id]);
  }

  /** Whether the person may teach in the school at that time at all. */
  async isTeacher(schoolId: string, personId: string, at: Date): Promise<boolean> {
    const row = await this.db.one(
      `SELECT FROM identity.v_role WHERE person_id = $2 AND school_id = $1 AND status = 'active'
         AND role IN ('teacher', 'homeroom_teacher', 'methodist', 'deputy_head', 'director')
         AND valid_from <= $3 AND (valid_until IS NULL OR valid_until > $3) LIMIT 1`,
      [schoolId, personId, at],
    );
    return row !== null;
  }

  /** What this person teaches during the lesson. */
  busyWith(lesson: Lesson, teacherId: string): Promise<Clash[]> {
    return this.db.query<Clash>(
      `SELECT ARRAY['teacher'] AS because, jsonb_build_object('lessonId', l.id, 'date', l.date, 'shift', l.shift, 'number', l.number,
         'subject', s.name, 'classes', (SELECT coalesce(jsonb_agg(DISTINCT c.name), '[]') FROM schools.v_group_class gc
           JOIN schools.v_class c ON c.school_id = gc.school_id AND c.id = gc.class_id WHERE gc.school_id = $1 AND gc.group_id = l.group_id),
         'teacher', coalesce(concat_ws(' ', p.family, p.given, p.patronymic), ''), 'room', r.name) AS "with"
       FROM schedule.lesson l
       JOIN schools.v_subject s ON s.school_id = l.school_id AND s.id = l.subject_id
       LEFT JOIN identity.v_person p ON p.id = l.teacher_id
       LEFT JOIN schools.v_room r ON r.school_id = l.school_id AND r.id = l.room_id
       WHERE l.school_id = $1 AND l.school_year = $2 AND l.id <> $3 AND l.teacher_id = $4 AND l.status <> 'cancelled'
         AND tstzrange(l.starts_at, l.ends_at) && tstzrange($5, $6)`,
      [lesson.schoolId, lesson.schoolYear, lesson.id, teacherId, lesson.startsAt, lesson.endsAt],
    );
  }
}
