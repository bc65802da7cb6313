import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { PersonName } from '../../../../shared/identifiers/index.js';
import type { PositionRole } from '../staff.model.js';

/** A position that stands or waits, as files tell it. */
export interface FilePosition {
  readonly id: string;
  readonly personId: string | null;
  readonly externalId: string | null;
  readonly name: PersonName;
  readonly role: PositionRole;
  readonly title: string | null;
  readonly orderNumber: string | null;
  readonly startsOn: string;
}

/** Positions of a school as files take them in and give them out (SC-6). */
@Injectable()
export class StaffFileRepository {
  constructor(private readonly db: Db) {}

  /** By name. */
  standing(schoolId: string): Promise<FilePosition[]> {
    return this.db.query<FilePosition>(
      `SELECT p.id, p.person_id AS "personId", p.external_id AS "externalId", p.role, p.title, p.order_number AS "orderNumber", p.starts_on AS "startsOn",
         coalesce(p.newcomer->'name', jsonb_build_object('family', n.family, 'given', n.given, 'patronymic', n.patronymic)) AS name
       FROM schools.staff_positions p LEFT JOIN identity.v_person n ON n.id = p.person_id
       WHERE p.school_id = $1 AND p.status IN ('active', 'awaiting_confirmation') ORDER BY n.family, n.given, p.id`, [schoolId]);
  }

  async code(schoolId: string, positionId: string, externalId: string): Promise<void> {
    await this.db.query('UPDATE schools.staff_positions SET external_id = $3 WHERE school_id = $1 AND id = $2', [schoolId, positionId, externalId]);
  }
}
