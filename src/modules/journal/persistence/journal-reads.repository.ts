import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import { type SumsRow, toAverage } from './sums.js';
import type { GroupRow, HistoryRow, JournalReader, PupilAverage, PupilMarkRow } from '../journal.contracts.js';

/** Which part of a pupil's marks somebody reads: all, or those of the groups they teach. */
export type PupilReach = 'all' | readonly string[];

export interface MarkFilter {
  readonly termId?: string;
  readonly subjectId?: string;
  readonly typeId?: string;
  readonly from?: string;
  readonly to?: string;
}

const ASSIGNED = `EXISTS (SELECT FROM schools.v_assignment a JOIN schools.v_school s ON s.id = a.school_id
  WHERE a.school_id = g.school_id AND a.group_id = g.id AND a.person_id = $2
    AND a.valid_from <= ($3::timestamptz AT TIME ZONE s.zone)::date AND (a.valid_until IS NULL OR a.valid_until > ($3::timestamptz AT TIME ZONE s.zone)::date))`;
const HOMEROOM = `EXISTS (SELECT FROM schools.v_group_class k JOIN schools.v_class c ON c.school_id = g.school_id AND c.id = k.class_id
  WHERE k.school_id = g.school_id AND k.group_id = g.id AND c.homeroom_person_id = $7)`;

@Injectable()
export class JournalReadsRepository {
  constructor(private readonly db: Db) {}

  /** Groups whose journal this person opens, by id after the cursor. @param mine only those they are assigned to today */
  groups({ schoolId, personId, now, readsAll, leaderId }: JournalReader, asked: { mine: boolean; schoolYear: number; after: string | null; limit: number }): Promise<GroupRow[]> {
    return this.db.query<GroupRow>(
      `SELECT g.id, g.name, g.school_year AS "schoolYear", b.id AS "subjectId", b.name AS "subjectName",
         (SELECT coalesce(json_agg(DISTINCT jsonb_build_object('id', c.id, 'name', c.name)), '[]') FROM schools.v_group_class k
          JOIN schools.v_class c ON c.school_id = g.school_id AND c.id = k.class_id WHERE k.school_id = g.school_id AND k.group_id = g.id) AS classes
       FROM schools.v_group g JOIN schools.v_subject b ON b.school_id = g.school_id AND b.id = g.subject_id
       WHERE g.school_id = $1 AND g.school_year = $4 AND ($5::uuid IS NULL OR g.id > $5)
         AND (${ASSIGNED} OR NOT $8::boolean AND ($9::boolean OR ${HOMEROOM}))
       ORDER BY g.id LIMIT $6`,
      [schoolId, personId, now, asked.schoolYear, asked.after, asked.limit, leaderId, asked.mine, readsAll]);
  }

  /** What was done with a mark, the first act first; empty when this person may not open the journal it is in. */
  history({ schoolId, personId, now, readsAll, leaderId }: JournalReader, schoolYear: number, markId: string): Promise<HistoryRow[]> {
    return this.db.query<HistoryRow>(
      `SELECT h.version, h.act, h.value_before AS "valueBefore", h.value_after AS "valueAfter", h.comment_before AS "commentBefore",
         h.comment_after AS "commentAfter", h.reason_code AS "reasonCode", h.note, h.at, h.by_person AS "byId", h.by_role AS "byRole",
         p.family, p.given, p.patronymic
       FROM journal.mark_history h
       JOIN schools.v_group g ON g.school_id = h.school_id AND g.id = h.group_id
       LEFT JOIN identity.v_person p ON p.id = h.by_person
       WHERE h.school_id = $1 AND h.school_year = $4 AND h.mark_id = $5 AND ($6::boolean OR ${ASSIGNED} OR ${HOMEROOM})
       ORDER BY h.version`,
      [schoolId, personId, now, schoolYear, markId, readsAll, leaderId]);
  }

  /** What a member of staff reads of a pupil: all as the administration or homeroom teacher, the groups they teach, or null. */
  async staffReach({ schoolId, personId, now, readsAll, leaderId }: JournalReader, pupilId: string): Promise<PupilReach | null> {
    const row = await this.db.one<{ known: boolean; whole: boolean; groups: string[] }>(
      `SELECT p.id IS NOT NULL AS known,
         $4::boolean OR EXISTS (SELECT FROM schools.v_class_member m JOIN schools.v_class c ON c.school_id = $1 AND c.id = m.class_id
           WHERE m.school_id = $1 AND m.pupil_id = p.id AND c.homeroom_person_id = $6
             AND m.valid_from <= t.today AND (m.valid_until IS NULL OR m.valid_until > t.today)) AS whole,
         ARRAY(SELECT DISTINCT m.group_id FROM schools.v_group_member m JOIN schools.v_assignment a ON a.school_id = $1 AND a.group_id = m.group_id
           WHERE m.school_id = $1 AND m.pupil_id = p.id AND a.person_id = $2
             AND a.valid_from <= t.today AND (a.valid_until IS NULL OR a.valid_until > t.today)) AS groups
       FROM schools.v_pupil p JOIN schools.v_school s ON s.id = p.school_id
       CROSS JOIN LATERAL (SELECT ($3::timestamptz AT TIME ZONE s.zone)::date AS today) t
       WHERE p.school_id = $1 AND p.id = $5`,
      [schoolId, personId, now, readsAll, pupilId, leaderId]);
    if (row === null) return null;
    if (row.whole) return 'all';
    return row.groups.length > 0 ? row.groups : null;
  }

  /** Newest first. */
  marks(schoolId: string, schoolYear: number, pupilId: string, reach: PupilReach, filter: MarkFilter, after: readonly [string, string] | null, limit: number): Promise<PupilMarkRow[]> {
    return this.db.query<PupilMarkRow>(
      `SELECT m.id, m.group_id AS "groupId", b.id AS "subjectId", b.name AS "subjectName", m.lesson_id AS "lessonId", m.date, m.value, m.weight,
         w.type_id AS "typeId", t.name AS "typeName", w.title, m.comment, m.given_at AS "givenAt", m.version
       FROM journal.mark m
       JOIN journal.work w ON w.school_id = $1 AND w.school_year = $2 AND w.id = m.work_id
       JOIN journal.work_type t ON t.school_id = $1 AND t.id = w.type_id
       JOIN schools.v_group g ON g.school_id = $1 AND g.id = m.group_id
       JOIN schools.v_subject b ON b.school_id = $1 AND b.id = g.subject_id
       WHERE m.school_id = $1 AND m.school_year = $2 AND m.pupil_id = $3 AND ($4::uuid[] IS NULL OR m.group_id = ANY ($4))
         AND ($5::uuid IS NULL OR m.term_id = $5) AND ($6::uuid IS NULL OR g.subject_id = $6) AND ($7::uuid IS NULL OR w.type_id = $7)
         AND ($8::date IS NULL OR m.date >= $8) AND ($9::date IS NULL OR m.date <= $9)
         AND ($10::date IS NULL OR (m.date, m.id) < ($10, $11::uuid))
       ORDER BY m.date DESC, m.id DESC LIMIT $12`,
      [schoolId, schoolYear, pupilId, reach === 'all' ? null : reach, filter.termId ?? null, filter.subjectId ?? null, filter.typeId ?? null,
        filter.from ?? null, filter.to ?? null, after?.[0] ?? null, after?.[1] ?? null, limit]);
  }

  /** A pupil's averages of a year by subject and term. */
  async averages(schoolId: string, schoolYear: number, pupilId: string, reach: PupilReach, termId: string | null): Promise<(PupilAverage & { groupId: string; subjectId: string; subjectName: string; termName: string })[]> {
    const rows = await this.db.query<SumsRow & { groupId: string; subjectId: string; subjectName: string; termName: string }>(
      `SELECT v.pupil_id AS "pupilId", v.term_id AS "termId", t.name AS "termName", v.marks, v.points, v.weighted_points AS "weightedPoints", v.weight,
         v.group_id AS "groupId", b.id AS "subjectId", b.name AS "subjectName"
       FROM journal.average v
       JOIN schools.v_group g ON g.school_id = $1 AND g.id = v.group_id
       JOIN schools.v_subject b ON b.school_id = $1 AND b.id = g.subject_id
       JOIN schools.v_term t ON t.school_id = $1 AND t.id = v.term_id
       WHERE v.school_id = $1 AND v.school_year = $2 AND v.pupil_id = $3 AND ($4::uuid[] IS NULL OR v.group_id = ANY ($4)) AND ($5::uuid IS NULL OR v.term_id = $5)
       ORDER BY b.name, t.starts_on, v.group_id`,
      [schoolId, schoolYear, pupilId, reach === 'all' ? null : reach, termId]);
    return rows.map(({ groupId, subjectId, subjectName, termName, ...sums }) => ({ ...toAverage(sums), groupId, subjectId, subjectName, termName }));
  }
}
