import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { Page } from '../../../../shared/page.js';
import { keysetPage, type PageRequest } from '../../directory/persistence/keyset.js';
import type { GroupedPupil, JoinedGroup } from '../groups.model.js';

/** $1 school  $2 today */
const JOINED = `SELECT * FROM (
  SELECT g.id, g.name, g.about,
    g.region_code = s.region_code AND (g.school_group_id IS NULL OR EXISTS (SELECT FROM schools.school_group_members k
      WHERE k.group_id = g.school_group_id AND k.school_id = $1 AND k.valid_from <= $2 AND (k.valid_until IS NULL OR k.valid_until > $2))) AS open,
    (SELECT count(*)::int FROM schools.region_pupil_group_members m
      WHERE m.school_id = $1 AND m.group_id = g.id AND m.valid_from <= $2 AND (m.valid_until IS NULL OR m.valid_until > $2)) AS pupils,
    EXISTS (SELECT FROM schools.region_pupil_group_members m WHERE m.school_id = $1 AND m.group_id = g.id) AS had
  FROM schools.schools s JOIN schools.region_pupil_groups g ON g.region_code = s.region_code WHERE s.id = $1) joined WHERE (open OR had)`;

/** Pupils of one school in groups of its region. */
@Injectable()
export class RegionGroupPupilRepository {
  constructor(private readonly db: Db) {}

  page(schoolId: string, today: string, page: PageRequest): Promise<Page<JoinedGroup>> {
    return keysetPage<JoinedGroup>(this.db, JOINED, [schoolId, today], [{ sql: 'name', type: 'text', of: (g) => g.name }, { sql: 'id', type: 'uuid', of: (g) => g.id }], page);
  }

  byId(schoolId: string, today: string, id: string): Promise<JoinedGroup | null> {
    return this.db.one<JoinedGroup>(`${JOINED} AND id = $3`, [schoolId, today, id]);
  }

  /** In it on that day, by name. */
  members(schoolId: string, id: string, on: string, page: PageRequest): Promise<Page<GroupedPupil>> {
    return keysetPage<GroupedPupil>(this.db,
      `SELECT p.id AS "pupilId", p.family, p.given, p.patronymic, m.valid_from AS "validFrom", m.valid_until AS "validUntil",
         (SELECT c.name FROM schools.class_members k JOIN schools.classes c ON c.school_id = $1 AND c.id = k.class_id
          WHERE k.school_id = $1 AND k.pupil_id = p.id AND k.valid_from <= $3 AND (k.valid_until IS NULL OR k.valid_until > $3)) AS "className"
       FROM schools.region_pupil_group_members m JOIN schools.pupils p ON p.school_id = $1 AND p.id = m.pupil_id
       WHERE m.school_id = $1 AND m.group_id = $2 AND m.valid_from <= $3 AND (m.valid_until IS NULL OR m.valid_until > $3)`, [schoolId, id, on],
      [{ sql: 'p.family', type: 'text', of: (p) => p.family }, { sql: 'p.given', type: 'text', of: (p) => p.given }, { sql: 'p.id', type: 'uuid', of: (p) => p.pupilId }], page);
  }

  /** Whoever is in it on some of these days stays as they are. How many were added. */
  add(schoolId: string, id: string, pupilIds: readonly string[], from: string, until: string | null): Promise<number> {
    return this.db.affected(
      `WITH added AS (
         INSERT INTO schools.region_pupil_group_members (school_id, group_id, pupil_id, valid_from, valid_until)
         SELECT $1, $2, pupil_id, $4::date, $5::date FROM unnest($3::uuid[]) AS asked (pupil_id)
         WHERE NOT EXISTS (SELECT FROM schools.region_pupil_group_members m WHERE m.school_id = $1 AND m.group_id = $2 AND m.pupil_id = asked.pupil_id
           AND daterange(m.valid_from, m.valid_until, '[)') && daterange($4::date, $5::date, '[)')) RETURNING 1)
       SELECT FROM added`, [schoolId, id, pupilIds, from, until]);
  }

  /** Ends what lasts beyond that day, and takes away what would begin on it or later. How many rows. */
  end(schoolId: string, id: string, pupilIds: readonly string[], until: string): Promise<number> {
    return this.db.affected(
      `WITH gone AS (DELETE FROM schools.region_pupil_group_members WHERE school_id = $1 AND group_id = $2 AND pupil_id = ANY ($3) AND valid_from >= $4 RETURNING 1),
         ended AS (UPDATE schools.region_pupil_group_members SET valid_until = $4
           WHERE school_id = $1 AND group_id = $2 AND pupil_id = ANY ($3) AND valid_from < $4 AND (valid_until IS NULL OR valid_until > $4) RETURNING 1)
       SELECT FROM gone UNION ALL SELECT FROM ended`, [schoolId, id, pupilIds, until]);
  }
}
