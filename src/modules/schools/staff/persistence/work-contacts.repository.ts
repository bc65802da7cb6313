import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { Page } from '../../../../shared/page.js';
import { keysetPage, type PageRequest } from '../../directory/persistence/keyset.js';
import type { ShownContacts, StoredContacts, WorkContacts } from '../staff.model.js';
import { SCHOOL_STAFF } from '../../../../shared/roles.js';

interface ShownRow extends Omit<ShownContacts, 'name'> {
  readonly family: string;
  readonly given: string;
  readonly patronymic: string | null;
}

/** Work contacts and reception hours (SC-5). */
@Injectable()
export class WorkContactsRepository {
  constructor(private readonly db: Db) {}

  /** How many rows: 0 when somebody else was first. */
  put(schoolId: string, personId: string, version: number, { phone, email, receptionHours, shownToFamilies }: WorkContacts): Promise<number> {
    return this.db.affected(
      `WITH put AS (
         INSERT INTO schools.staff_contacts AS c (school_id, person_id, phone, email, reception_hours, shown_to_families)
         SELECT $1, $2, $4, $5, $6, $7 WHERE $3 = 0 OR EXISTS (SELECT FROM schools.staff_contacts WHERE school_id = $1 AND person_id = $2)
         ON CONFLICT (school_id, person_id) DO UPDATE SET phone = excluded.phone, email = excluded.email, reception_hours = excluded.reception_hours,
           shown_to_families = excluded.shown_to_families, version = c.version + 1 WHERE c.version = $3 RETURNING 1)
       SELECT FROM put`, [schoolId, personId, version, phone, email, receptionHours, shownToFamilies]);
  }

  async of(schoolId: string, personId: string): Promise<StoredContacts> {
    const row = await this.db.one<StoredContacts>(
      `SELECT phone, email, reception_hours AS "receptionHours", shown_to_families AS "shownToFamilies", version FROM schools.staff_contacts WHERE school_id = $1 AND person_id = $2`,
      [schoolId, personId]);
    return row ?? { phone: null, email: null, receptionHours: null, shownToFamilies: false, version: 0 };
  }

  async worksIn(schoolId: string, personId: string, at: Date): Promise<boolean> {
    return (await this.db.one(
      `SELECT 1 AS found FROM identity.v_role WHERE school_id = $1 AND person_id = $2 AND role = ANY ($3) AND status = 'active' AND (valid_until IS NULL OR valid_until > $4) LIMIT 1`,
      [schoolId, personId, SCHOOL_STAFF, at])) !== null;
  }

  /** What the school shows, of those who work there now, by name. */
  async shown(schoolId: string, at: Date, page: PageRequest): Promise<Page<ShownContacts>> {
    const found = await keysetPage<ShownRow>(this.db,
      `SELECT c.person_id AS "personId", n.family, n.given, n.patronymic, c.phone, c.email, c.reception_hours AS "receptionHours",
         (SELECT coalesce(array_agg(DISTINCT p.title ORDER BY p.title), '{}') FROM schools.staff_positions p
          WHERE p.school_id = c.school_id AND p.person_id = c.person_id AND p.status = 'active' AND p.title IS NOT NULL) AS titles
       FROM schools.staff_contacts c JOIN identity.v_person n ON n.id = c.person_id
       WHERE c.school_id = $1 AND c.shown_to_families AND EXISTS (SELECT FROM identity.v_role r WHERE r.school_id = c.school_id AND r.person_id = c.person_id
         AND r.role = ANY ($2) AND r.status = 'active' AND r.valid_from <= $3 AND (r.valid_until IS NULL OR r.valid_until > $3))`,
      [schoolId, SCHOOL_STAFF, at],
      [{ sql: 'n.family', type: 'text', of: (c) => c.family }, { sql: 'c.person_id', type: 'uuid', of: (c) => c.personId }], page);
    return { ...found, items: found.items.map(({ family, given, patronymic, ...row }) => ({ ...row, name: { family, given, patronymic } })) };
  }
}
