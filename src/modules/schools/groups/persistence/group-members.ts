import type { Db } from '../../../../platform/database/index.js';
import type { Page } from '../../../../shared/page.js';
import { keysetPage, type PageRequest } from '../../directory/persistence/keyset.js';
import type { GroupedPupil } from '../groups.model.js';

/** Pupils in groups, from a day until a day: of a school's own groups, and of those its region has named. */
export abstract class GroupMembers {
  /** Its columns: school_id, group_id, pupil_id, valid_from, valid_until (exclusive, null = open). */
  protected abstract readonly table: string;

  constructor(protected readonly db: Db) {}

  /** In it on that day, by name. */
  members(schoolId: string, id: string, on: string, page: PageRequest): Promise<Page<GroupedPupil>> {
    return keysetPage<GroupedPupil>(this.db,
      `SELECT p.id AS "pupilId", p.family, p.given, p.patronymic, m.valid_from AS "validFrom", m.valid_until AS "validUntil",
         (SELECT c.name FROM schools.class_members k JOIN schools.classes c ON c.school_id = $1 AND c.id = k.class_id
          WHERE k.school_id = $1 AND k.pupil_id = p.id AND k.valid_from <= $3 AND (k.valid_until IS NULL OR k.valid_until > $3)) AS "className"
       FROM ${this.table} m JOIN schools.pupils p ON p.school_id = $1 AND p.id = m.pupil_id
       WHERE m.school_id = $1 AND m.group_id = $2 AND m.valid_from <= $3 AND (m.valid_until IS NULL OR m.valid_until > $3)`, [schoolId, id, on],
      [{ sql: 'p.family', type: 'text', of: (p) => p.family }, { sql: 'p.given', type: 'text', of: (p) => p.given }, { sql: 'p.id', type: 'uuid', of: (p) => p.pupilId }], page);
  }

  /** Whoever is in it on some of these days stays as they are. How many were added. */
  add(schoolId: string, id: string, pupilIds: readonly string[], from: string, until: string | null): Promise<number> {
    return this.db.affected(
      `WITH added AS (
         INSERT INTO ${this.table} (school_id, group_id, pupil_id, valid_from, valid_until)
         SELECT $1, $2, pupil_id, $4::date, $5::date FROM unnest($3::uuid[]) AS asked (pupil_id)
         WHERE NOT EXISTS (SELECT FROM ${this.table} m WHERE m.school_id = $1 AND m.group_id = $2 AND m.pupil_id = asked.pupil_id
           AND daterange(m.valid_from, m.valid_until, '[)') && daterange($4::date, $5::date, '[)')) RETURNING 1)
       SELECT FROM added`, [schoolId, id, pupilIds, from, until]);
  }

  /** Ends what lasts beyond that day, and takes away what would begin on it or later. How many rows. */
  end(schoolId: string, id: string, pupilIds: readonly string[], until: string): Promise<number> {
    return this.db.affected(
      `WITH gone AS (DELETE FROM ${this.table} WHERE school_id = $1 AND group_id = $2 AND pupil_id = ANY ($3) AND valid_from >= $4 RETURNING 1),
         ended AS (UPDATE ${this.table} SET valid_until = $4
           WHERE school_id = $1 AND group_id = $2 AND pupil_id = ANY ($3) AND valid_from < $4 AND (valid_until IS NULL OR valid_until > $4) RETURNING 1)
       SELECT FROM gone UNION ALL SELECT FROM ended`, [schoolId, id, pupilIds, until]);
  }
}
