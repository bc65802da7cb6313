import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../../platform/crypto/index.js';
import { Db } from '../../../platform/database/index.js';

/** Whose paper applications a school has entered before: the same name with the same contact is one person (EN-14). */
@Injectable()
export class PaperApplicantsRepository {
  constructor(private readonly db: Db, private readonly blind: BlindIndex) {}

  /** @param name folded. @param contact in its one form */
  key(name: string, contact: string): string {
    return this.blind.of('enrollment.paper_applicant', `${name}|${contact}`);
  }

  /** Two who enter papers of one person stand in line. Held until commit. */
  async lock(schoolId: string, keys: readonly string[]): Promise<void> {
    for (const key of [...keys].sort()) await this.db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 20260903))', [`${schoolId}|${key}`]);
  }

  /** The person entered before under one of the keys, or null. */
  async find(schoolId: string, keys: readonly string[]): Promise<string | null> {
    const row = await this.db.one<{ id: string }>(
      'SELECT person_id AS id FROM enrollment.paper_applicants WHERE school_id = $1 AND key = ANY ($2) ORDER BY array_position($2, key) LIMIT 1', [schoolId, keys]);
    return row?.id ?? null;
  }

  async forget(schoolId: string, personId: string): Promise<void> {
    await this.db.query('DELETE FROM enrollment.paper_applicants WHERE school_id = $1 AND person_id = $2', [schoolId, personId]);
  }

  async remember(schoolId: string, keys: readonly string[], personId: string): Promise<void> {
    await this.db.query(
      'INSERT INTO enrollment.paper_applicants (school_id, key, person_id) SELECT $1, unnest($2::text[]), $3 ON CONFLICT DO NOTHING', [schoolId, keys, personId]);
  }
}
