import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import { SCHOOL_STAFF } from '../../../../shared/roles.js';
import type { OverseenSchool } from '../../schools.contracts.js';
import type { Overseer, SchoolCounts } from '../groups.model.js';

/** Figures of several schools at once (SC-11). */
@Injectable()
export class SchoolCountsRepository {
  constructor(private readonly db: Db) {}

  /** Schools of a region, or of a group in it today. In no particular order. */
  overseen(regionCode: string, groupId: string | null, at: Date): Promise<OverseenSchool[]> {
    return this.db.query<OverseenSchool>(
      `SELECT s.id, s.short_name AS name, s.status FROM schools.schools s CROSS JOIN LATERAL (SELECT ($3::timestamptz AT TIME ZONE s.zone)::date AS today) d
       WHERE s.region_code = $1 AND ($2::uuid IS NULL OR EXISTS (SELECT FROM schools.school_group_members m
         WHERE m.group_id = $2 AND m.school_id = s.id AND m.valid_from <= d.today AND (m.valid_until IS NULL OR m.valid_until > d.today)))`,
      [regionCode, groupId, at]);
  }

  /** Whether the school is in the region, and in the group today; null: any. */
  async isOverseen(schoolId: string, { regionCode, groupId }: Overseer, at: Date): Promise<boolean> {
    return (await this.db.one(
      `SELECT 1 AS found FROM schools.schools s CROSS JOIN LATERAL (SELECT ($4::timestamptz AT TIME ZONE s.zone)::date AS today) d
       WHERE s.id = $1 AND ($2::text IS NULL OR s.region_code = $2) AND ($3::uuid IS NULL OR EXISTS (SELECT FROM schools.school_group_members m
         WHERE m.group_id = $3 AND m.school_id = s.id AND m.valid_from <= d.today AND (m.valid_until IS NULL OR m.valid_until > d.today)))`,
      [schoolId, regionCode, groupId, at])) !== null;
  }

  of(schoolIds: readonly string[], at: Date): Promise<SchoolCounts[]> {
    return this.db.query<SchoolCounts>(
      `SELECT s.id AS "schoolId",
         (SELECT count(*)::int FROM schools.class_members m WHERE m.school_id = s.id AND m.valid_from <= d.today AND (m.valid_until IS NULL OR m.valid_until > d.today)) AS pupils,
         (SELECT count(*)::int FROM schools.classes c WHERE c.school_id = s.id AND c.school_year = extract(year FROM d.today - interval '7 months')) AS classes,
         p.staff, p.teachers
       FROM schools.schools s CROSS JOIN LATERAL (SELECT ($2::timestamptz AT TIME ZONE s.zone)::date AS today) d
       CROSS JOIN LATERAL (SELECT count(DISTINCT r.person_id)::int AS staff, (count(DISTINCT r.person_id) FILTER (WHERE r.role IN ('teacher', 'homeroom_teacher')))::int AS teachers
         FROM identity.v_role r WHERE r.school_id = s.id AND r.role = ANY ($3) AND r.status = 'active' AND r.valid_from <= $2 AND (r.valid_until IS NULL OR r.valid_until > $2)) p
       WHERE s.id = ANY ($1)`, [schoolIds, at, SCHOOL_STAFF]);
  }
}
