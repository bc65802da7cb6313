import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';
import type { Page } from '../../../../shared/page.js';
import type { Inspection, Rating } from '../directory.model.js';
import { keysetPage, type PageRequest } from './keyset.js';

const INSPECTION = 'id, held_on AS "heldOn", authority, subject, outcome, note';

/** What the authorities say of a school (SC-2). */
@Injectable()
export class InspectionRepository {
  constructor(private readonly db: Db) {}

  /** Oldest first. */
  page(schoolId: string, page: PageRequest): Promise<Page<Inspection>> {
    return keysetPage<Inspection>(this.db, `SELECT ${INSPECTION} FROM schools.inspections WHERE school_id = $1`, [schoolId],
      [{ sql: 'held_on', type: 'date', of: (i) => i.heldOn }, { sql: 'id', type: 'uuid', of: (i) => i.id }], page);
  }

  async insert(schoolId: string, { id, heldOn, authority, subject, outcome, note }: Inspection): Promise<void> {
    await this.db.query('INSERT INTO schools.inspections (school_id, id, held_on, authority, subject, outcome, note) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [schoolId, id, heldOn, authority, subject, outcome, note]);
  }

  /** How many rows: 0 for one the school does not have. */
  remove(schoolId: string, id: string): Promise<number> {
    return this.db.affected('DELETE FROM schools.inspections WHERE school_id = $1 AND id = $2', [schoolId, id]);
  }

  async rate(schoolId: string, rating: Rating | null): Promise<void> {
    await this.db.query('UPDATE schools.schools SET rating = $2, rating_source = $3, rating_on = $4, version = version + 1 WHERE id = $1',
      [schoolId, rating?.value ?? null, rating?.source ?? null, rating?.on ?? null]);
  }
}
