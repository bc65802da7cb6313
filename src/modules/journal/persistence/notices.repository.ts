import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';

export interface MarkAct {
  readonly markId: string;
  readonly version: number;
  readonly pupilId: string;
  readonly act: 'given' | 'changed' | 'removed';
  readonly before: string | null;
  readonly after: string | null;
  readonly date: string;
  readonly subject: string;
  readonly work: string;
  /** No later act on the mark. */
  readonly last: boolean;
}

export interface Absence {
  readonly id: string;
  readonly version: number;
  readonly pupilId: string;
  readonly status: string;
  readonly reasonCode: string | null;
  readonly minutes: number | null;
  readonly date: string;
  readonly number: number;
  readonly subject: string;
}

/** What notices are made of, in its present state. */
@Injectable()
export class NoticesRepository {
  constructor(private readonly db: Db) {}

  /** These acts on marks, as they are shown. */
  markActs(schoolId: string, schoolYear: number, acts: readonly (readonly [string, number])[]): Promise<MarkAct[]> {
    return this.db.query<MarkAct>(
      `SELECT h.mark_id AS "markId", h.version, h.pupil_id AS "pupilId", h.act, v0.display AS before, v1.display AS after, l.date, b.name AS subject,
         coalesce(w.title, t.name) AS work,
         NOT EXISTS (SELECT FROM journal.mark_history n WHERE n.school_id = $1 AND n.school_year = $2 AND n.mark_id = h.mark_id AND n.version > h.version) AS last
       FROM unnest($3::uuid[], $4::int[]) AS a(mark_id, version)
       JOIN journal.mark_history h ON h.school_id = $1 AND h.school_year = $2 AND h.mark_id = a.mark_id AND h.version = a.version
       JOIN schedule.v_lesson l ON l.school_id = $1 AND l.school_year = $2 AND l.id = h.lesson_id
       JOIN schools.v_subject b ON b.school_id = $1 AND b.id = l.subject_id
       JOIN journal.work w ON w.school_id = $1 AND w.school_year = $2 AND w.id = h.work_id
       JOIN journal.work_type t ON t.school_id = $1 AND t.id = w.type_id
       LEFT JOIN journal.scale_value v0 ON v0.school_id = $1 AND v0.code = h.value_before
       LEFT JOIN journal.scale_value v1 ON v1.school_id = $1 AND v1.code = h.value_after`,
      [schoolId, schoolYear, acts.map(([id]) => id), acts.map(([, version]) => version)]);
  }

  /** Those of the entries that still have the version named. */
  absences(schoolId: string, schoolYear: number, entries: readonly (readonly [string, number])[]): Promise<Absence[]> {
    return this.db.query<Absence>(
      `SELECT a.id, a.version, a.pupil_id AS "pupilId", a.status, a.reason_code AS "reasonCode", a.minutes, l.date, l.number, b.name AS subject
       FROM unnest($3::uuid[], $4::int[]) AS e(id, version)
       JOIN journal.attendance a ON a.school_id = $1 AND a.school_year = $2 AND a.id = e.id AND a.version = e.version
       JOIN schedule.v_lesson l ON l.school_id = $1 AND l.school_year = $2 AND l.id = a.lesson_id
       JOIN schools.v_subject b ON b.school_id = $1 AND b.id = l.subject_id`,
      [schoolId, schoolYear, entries.map(([id]) => id), entries.map(([, version]) => version)]);
  }

  /** May this person know of this pupil now: as the pupil, or as a representative who may view. */
  async mayKnow(schoolId: string, pupilId: string, personId: string): Promise<boolean> {
    return (await this.db.one(
      `SELECT 1 AS one WHERE EXISTS (SELECT FROM schools.v_pupil p WHERE p.school_id = $1 AND p.id = $2 AND p.person_id = $3)
         OR EXISTS (SELECT FROM family.v_link l WHERE l.school_id = $1 AND l.pupil_id = $2 AND l.guardian_id = $3 AND l.can_view)`,
      [schoolId, pupilId, personId])) !== null;
  }

  /** Whose mark or absence it is, wherever; null when there is none. */
  owner(kind: 'mark' | 'attendance', schoolYear: number, id: string): Promise<{ schoolId: string; pupilId: string; groupId: string; date: string; subject: string } | null> {
    return this.db.one(
      `SELECT m.school_id AS "schoolId", m.pupil_id AS "pupilId", m.group_id AS "groupId", m.date, b.name AS subject
       FROM journal.${kind} m JOIN schools.v_group g ON g.school_id = m.school_id AND g.id = m.group_id
       JOIN schools.v_subject b ON b.school_id = m.school_id AND b.id = g.subject_id
       WHERE m.school_year = $1 AND m.id = $2`,
      [schoolYear, id]);
  }
}
