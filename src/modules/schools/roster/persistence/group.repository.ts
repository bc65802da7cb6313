import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { CalendarDate, TeachingGroup } from '../../schools.contracts.js';

@Injectable()
export class GroupRepository {
  constructor(private readonly db: Db) {}

  async teaches(personId: string, groupId: string, on: CalendarDate): Promise<boolean> {
    return (await this.db.one(
      `SELECT 1 FROM schools.assignments WHERE group_id = $2 AND person_id = $1
       AND valid_from <= $3 AND (valid_until IS NULL OR valid_until > $3) -- any school: the group has one, and the person's row is in it`, [personId, groupId, on])) !== null;
  }

  /** Groups the person teaches on a day, by name. */
  taughtBy(schoolId: string, personId: string, on: CalendarDate): Promise<TeachingGroup[]> {
    return this.db.query<TeachingGroup>(
      `SELECT DISTINCT g.id, g.school_id AS "schoolId", g.school_year AS "schoolYear", g.subject_id AS "subjectId", s.name AS subject, g.name
       FROM schools.assignments a
       JOIN schools.teaching_groups g ON g.school_id = a.school_id AND g.id = a.group_id
       JOIN schools.subjects s ON s.school_id = g.school_id AND s.id = g.subject_id
       WHERE a.school_id = $1 AND a.person_id = $2 AND a.valid_from <= $3 AND (a.valid_until IS NULL OR a.valid_until > $3)
       ORDER BY g.name, g.id`, [schoolId, personId, on]);
  }
}
