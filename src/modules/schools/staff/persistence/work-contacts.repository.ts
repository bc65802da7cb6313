import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { Page } from '../../../../shared/page.js';
import { keysetPage, type PageRequest } from '../../directory/persistence/keyset.js';
import type { ShownContacts, WorkContacts } from '../staff.model.js';
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

  async put(schoolId: string, personId: string, { phone, email, receptionHours, shownToFamilies }: WorkContacts): Promise<void> {
    await this.db.query(
      `INSERT INTO schools.staff_contacts (school_id, person_id, phone, email, reception_hours, shown_to_families) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (school_id, person_id) DO UPDATE SET phone = excluded.phone, email = excluded.email, reception_hours = excluded.reception_hours,
         shown_to_families = excluded.shown_to_families, version = staff_contacts.version + 1`, [schoolId, personId, phone, email, receptionHours, shownToFamilies]);
  }

  of(schoolId: string, personId: string): Promise<WorkContacts | null> {
    return this.db.one<WorkContacts>(
      `SELECT phone, email, reception_hours AS "receptionHours", shown_to_families AS "shownToFamilies" FROM schools.staff_contacts WHERE school_id = $1 AND person_id = $2`,
      [schoolId, personId]);
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
