import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { Work } from '../journal.contracts.js';
import type { MarkScope } from './marks.repository.js';
import { mayWriteOn } from './writable.sql.js';

/** A lesson somebody may write on. */
export interface WritableLesson {
  readonly id: string;
  readonly groupId: string;
  readonly date: string;
  readonly status: string;
}

const WORK = 'w.id, w.lesson_id AS "lessonId", w.type_id AS "typeId", w.title, w.weight, w.counts, w.version';

@Injectable()
export class WorksRepository {
  constructor(private readonly db: Db) {}

  /** The lesson, or null when there is none this person may write on. */
  writableLesson(scope: MarkScope, lessonId: string): Promise<WritableLesson | null> {
    return this.db.one<WritableLesson>(
      `SELECT l.id, l.group_id AS "groupId", l.date, l.status FROM schedule.v_lesson l
       WHERE l.school_id = $1 AND l.school_year = $2 AND l.id = $3 AND ${mayWriteOn('$4', '$5')}`,
      [scope.schoolId, scope.schoolYear, lessonId, scope.actor.personId, scope.now]);
  }

  /** The work, locked against marks being saved, or null when there is none this person may write in. */
  lockWritable(scope: MarkScope, workId: string): Promise<Work | null> {
    return this.db.one<Work>(
      `SELECT ${WORK} FROM journal.work w
       JOIN schedule.v_lesson l ON l.school_id = $1 AND l.school_year = $2 AND l.id = w.lesson_id
       WHERE w.school_id = $1 AND w.school_year = $2 AND w.id = $3 AND ${mayWriteOn('$4', '$5')} FOR UPDATE OF w`,
      [scope.schoolId, scope.schoolYear, workId, scope.actor.personId, scope.now]);
  }

  /** One more work of the type in the lesson. @throws the driver's unique violation when two are added at once */
  async add(scope: MarkScope, lesson: WritableLesson, work: { id: string; typeId: string; title: string | null; weight: number; counts: boolean }): Promise<Work> {
    const added = await this.db.one<Work>(
      `INSERT INTO journal.work AS w (school_id, school_year, id, lesson_id, group_id, date, type_id, ordinal, title, weight, counts, created_by)
       SELECT $1, $2, $3, $4, $5, $6, $7, 1 + coalesce(max(o.ordinal), 0), $8, $9, $10, $11
       FROM journal.work o WHERE o.school_id = $1 AND o.school_year = $2 AND o.lesson_id = $4 AND o.type_id = $7
       RETURNING ${WORK}`,
      [scope.schoolId, scope.schoolYear, work.id, lesson.id, lesson.groupId, lesson.date, work.typeId, work.title, work.weight, work.counts, scope.actor.personId]);
    return added!;
  }

  /** The work as it is now, or null when the version is not the present one. A new type takes the next ordinal of it. */
  update(scope: MarkScope, work: Work): Promise<Work | null> {
    return this.db.one<Work>(
      `UPDATE journal.work w SET title = $5, weight = $6, counts = $7, type_id = $8, version = w.version + 1,
         ordinal = CASE WHEN w.type_id = $8 THEN w.ordinal ELSE (
           SELECT 1 + coalesce(max(o.ordinal), 0) FROM journal.work o
           WHERE o.school_id = $1 AND o.school_year = $2 AND o.lesson_id = w.lesson_id AND o.type_id = $8) END
       WHERE w.school_id = $1 AND w.school_year = $2 AND w.id = $3 AND w.version = $4 RETURNING ${WORK}`,
      [scope.schoolId, scope.schoolYear, work.id, work.version, work.title, work.weight, work.counts, work.typeId]).then((row) => row ?? null);
  }

  /** Gives the work's marks its weight, and makes the sums of those pupils afresh. */
  async reweigh(scope: MarkScope, workId: string): Promise<void> {
    const key = [scope.schoolId, scope.schoolYear, workId];
    await this.db.query(
      `SELECT FROM journal.mark WHERE school_id = $1 AND school_year = $2 AND work_id = $3 ORDER BY pupil_id FOR NO KEY UPDATE`, key);
    await this.db.query(
      `UPDATE journal.mark m SET weight = w.weight, points = CASE WHEN w.counts THEN v.points END
       FROM journal.work w, journal.scale_value v
       WHERE m.school_id = $1 AND m.school_year = $2 AND m.work_id = $3
         AND w.school_id = $1 AND w.school_year = $2 AND w.id = $3 AND v.school_id = $1 AND v.code = m.value`, key);
    // First the rows, in the order every writer takes them; only then the marks are read, so none is missed or counted twice.
    await this.db.query(
      `SELECT FROM journal.average a WHERE a.school_id = $1 AND a.school_year = $2 AND (a.group_id, a.term_id, a.pupil_id) IN (
         SELECT m.group_id, m.term_id, m.pupil_id FROM journal.mark m WHERE m.school_id = $1 AND m.school_year = $2 AND m.work_id = $3)
       ORDER BY a.pupil_id, a.group_id, a.term_id FOR NO KEY UPDATE`, key);
    await this.db.query(
      `UPDATE journal.average a SET marks = s.marks, points = s.points, weighted_points = s.weighted_points, weight = s.weight
       FROM (
         SELECT m.group_id, m.term_id, m.pupil_id, count(m.points) AS marks, coalesce(sum(m.points), 0) AS points,
           coalesce(sum(m.points * m.weight), 0) AS weighted_points, coalesce(sum(m.weight) FILTER (WHERE m.points IS NOT NULL), 0) AS weight
         FROM journal.mark m JOIN journal.mark o ON o.school_id = $1 AND o.school_year = $2 AND o.work_id = $3
           AND o.pupil_id = m.pupil_id AND o.group_id = m.group_id AND o.term_id = m.term_id
         WHERE m.school_id = $1 AND m.school_year = $2
         GROUP BY m.group_id, m.term_id, m.pupil_id
       ) s
       WHERE a.school_id = $1 AND a.school_year = $2 AND a.group_id = s.group_id AND a.term_id = s.term_id AND a.pupil_id = s.pupil_id`, key);
  }

  async hasMarks(scope: MarkScope, workId: string): Promise<boolean> {
    return (await this.db.one(
      'SELECT 1 AS one FROM journal.mark WHERE school_id = $1 AND school_year = $2 AND work_id = $3 LIMIT 1', [scope.schoolId, scope.schoolYear, workId])) !== null;
  }

  /** False when the version is not the present one. */
  async remove(scope: MarkScope, workId: string, version: number): Promise<boolean> {
    return (await this.db.affected(
      'DELETE FROM journal.work WHERE school_id = $1 AND school_year = $2 AND id = $3 AND version = $4',
      [scope.schoolId, scope.schoolYear, workId, version])) === 1;
  }
}
