import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { Division } from '../roster.model.js';

export interface SubgroupPlace { readonly pupilId: string; readonly subgroup: number }

@Injectable()
export class DivisionRepository {
  constructor(private readonly db: Db) {}

  of(schoolId: string, classId: string): Promise<Division[]> {
    return this.db.query<Division>(
      `SELECT d.number, d.name, (SELECT coalesce(jsonb_agg(jsonb_build_object('number', s.number, 'name', s.name) ORDER BY s.number), '[]')
         FROM schools.subgroups s WHERE s.school_id = d.school_id AND s.class_id = d.class_id AND s.division = d.number) AS subgroups
       FROM schools.divisions d WHERE d.school_id = $1 AND d.class_id = $2 ORDER BY d.number`, [schoolId, classId]);
  }

  /** Of all classes of a year. */
  ofYear(schoolId: string, schoolYear: number): Promise<(Division & { classId: string })[]> {
    return this.db.query<Division & { classId: string }>(
      `SELECT d.class_id AS "classId", d.number, d.name, (SELECT coalesce(jsonb_agg(jsonb_build_object('number', s.number, 'name', s.name) ORDER BY s.number), '[]')
         FROM schools.subgroups s WHERE s.school_id = d.school_id AND s.class_id = d.class_id AND s.division = d.number) AS subgroups
       FROM schools.divisions d JOIN schools.classes c ON c.school_id = d.school_id AND c.id = d.class_id
       WHERE d.school_id = $1 AND c.school_year = $2 ORDER BY d.number`, [schoolId, schoolYear]);
  }

  /** Makes or renames the division and its subgroups; a subgroup not named stays, history hangs on it. */
  async put(schoolId: string, classId: string, division: Division): Promise<void> {
    await this.db.query(
      `INSERT INTO schools.divisions (school_id, class_id, number, name) VALUES ($1, $2, $3, $4)
       ON CONFLICT (school_id, class_id, number) DO UPDATE SET name = excluded.name`, [schoolId, classId, division.number, division.name]);
    await this.db.query(
      `INSERT INTO schools.subgroups (school_id, class_id, division, number, name)
       SELECT $1, $2, $3, number, name FROM jsonb_to_recordset($4::jsonb) AS r (number smallint, name text)
       ON CONFLICT (school_id, class_id, division, number) DO UPDATE SET name = excluded.name`,
      [schoolId, classId, division.number, JSON.stringify(division.subgroups)]);
  }

  /** Who is in which subgroup from a day on: what was before stays history, what was to come is replaced. */
  async putMembers(schoolId: string, classId: string, division: number, from: string, places: readonly SubgroupPlace[]): Promise<void> {
    const wanted = JSON.stringify(places);
    const stays = `EXISTS (SELECT 1 FROM jsonb_to_recordset($5::jsonb) AS r ("pupilId" uuid, subgroup smallint)
      WHERE r."pupilId" = m.pupil_id AND r.subgroup = m.subgroup) AND m.valid_from <= $4 AND m.valid_until IS NULL`;
    await this.db.query(`DELETE FROM schools.subgroup_members m WHERE m.school_id = $1 AND m.class_id = $2 AND m.division = $3 AND m.valid_from >= $4 AND NOT (${stays})`, [schoolId, classId, division, from, wanted]);
    await this.db.query(
      `UPDATE schools.subgroup_members m SET valid_until = $4 WHERE m.school_id = $1 AND m.class_id = $2 AND m.division = $3 AND (m.valid_until IS NULL OR m.valid_until > $4) AND NOT (${stays})`,
      [schoolId, classId, division, from, wanted]);
    await this.db.query(
      `INSERT INTO schools.subgroup_members (school_id, class_id, division, subgroup, pupil_id, valid_from)
       SELECT $1, $2, $3, r.subgroup, r."pupilId", $4 FROM jsonb_to_recordset($5::jsonb) AS r ("pupilId" uuid, subgroup smallint)
       WHERE NOT EXISTS (SELECT 1 FROM schools.subgroup_members m WHERE m.school_id = $1 AND m.class_id = $2 AND m.division = $3 AND m.pupil_id = r."pupilId" AND m.valid_until IS NULL)`,
      [schoolId, classId, division, from, wanted]);
  }
}
