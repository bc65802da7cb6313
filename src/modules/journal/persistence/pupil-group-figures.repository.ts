import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';

export interface GroupMarks {
  /** Pupils of the group with a mark that counts. */
  readonly pupils: number;
  readonly marks: number;
  /** Sum of their points. */
  readonly points: string;
}

export interface GroupAttendance {
  /** Pupils of the group with a lesson at which attendance was taken. */
  readonly pupils: number;
  /** Lessons of each, added up. */
  readonly lessons: number;
  /** Of these, missed whole. */
  readonly missed: number;
}

/** Who is in the group today. $1 group  $2 school year  $3 now */
const INSIDE = `schools.v_region_pupil_group_member m JOIN schools.v_school s ON s.id = m.school_id AND m.group_id = $1
  AND m.valid_from <= ($3::timestamptz AT TIME ZONE s.zone)::date AND (m.valid_until IS NULL OR m.valid_until > ($3::timestamptz AT TIME ZONE s.zone)::date)`;

/** Sums over a group of pupils across schools; nobody's own. */
@Injectable()
export class PupilGroupFiguresRepository {
  constructor(private readonly db: Db) {}

  async marks(groupId: string, schoolYear: number, now: Date): Promise<GroupMarks> {
    return (await this.db.one<GroupMarks>(
      `SELECT count(DISTINCT a.pupil_id)::int AS pupils, coalesce(sum(a.marks), 0)::int AS marks, coalesce(sum(a.points), 0)::text AS points
       FROM ${INSIDE} JOIN journal.average a ON a.school_id = m.school_id AND a.school_year = $2 AND a.pupil_id = m.pupil_id AND a.marks > 0`, [groupId, schoolYear, now]))!;
  }

  async attendance(groupId: string, schoolYear: number, now: Date): Promise<GroupAttendance> {
    return (await this.db.one<GroupAttendance>(
      `SELECT count(DISTINCT m.pupil_id)::int AS pupils, count(*)::int AS lessons, (count(*) FILTER (WHERE a.status = 'absent'))::int AS missed
       FROM ${INSIDE}
       JOIN schools.v_group_member g ON g.school_id = m.school_id AND g.school_year = $2 AND g.pupil_id = m.pupil_id
       JOIN schedule.v_lesson l ON l.school_id = g.school_id AND l.school_year = $2 AND l.group_id = g.group_id AND l.status <> 'cancelled'
         AND l.date >= g.valid_from AND (g.valid_until IS NULL OR l.date < g.valid_until)
       JOIN journal.record r ON r.school_id = l.school_id AND r.school_year = $2 AND r.lesson_id = l.id AND r.taken_at IS NOT NULL
       LEFT JOIN journal.attendance a ON a.school_id = l.school_id AND a.school_year = $2 AND a.lesson_id = l.id AND a.pupil_id = m.pupil_id`, [groupId, schoolYear, now]))!;
  }
}
