import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';

/** An account a parent made for a child. */
export interface ChildAccountRow {
  readonly schoolId: string;
  readonly pupilId: string;
  readonly personId: string;
  readonly takenOverAt: Date | null;
}

const COLUMNS = 'school_id AS "schoolId", pupil_id AS "pupilId", person_id AS "personId", taken_over_at AS "takenOverAt"';

@Injectable()
export class ChildAccountRepository {
  constructor(private readonly db: Db) {}

  async insert(schoolId: string, pupilId: string, personId: string, by: string, at: Date): Promise<void> {
    await this.db.query(
      'INSERT INTO family.child_accounts (school_id, pupil_id, person_id, made_by, made_at) VALUES ($1, $2, $3, $4, $5)', [schoolId, pupilId, personId, by, at]);
  }

  ofPupil(schoolId: string, pupilId: string): Promise<ChildAccountRow | null> {
    return this.db.one<ChildAccountRow & Record<string, unknown>>(
      `SELECT ${COLUMNS} FROM family.child_accounts WHERE school_id = $1 AND pupil_id = $2`, [schoolId, pupilId]);
  }

  ofPerson(personId: string): Promise<ChildAccountRow | null> {
    return this.db.one<ChildAccountRow & Record<string, unknown>>(`SELECT ${COLUMNS} FROM family.child_accounts WHERE person_id = $1`, [personId]);
  }

  async takeOver(schoolId: string, pupilId: string, at: Date): Promise<void> {
    await this.db.query('UPDATE family.child_accounts SET taken_over_at = $3 WHERE school_id = $1 AND pupil_id = $2 AND taken_over_at IS NULL', [schoolId, pupilId, at]);
  }
}
