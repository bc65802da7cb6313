import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';

/** Which pupil of a school an account belongs to. */
@Injectable()
export class PupilAccountQuery {
  constructor(private readonly db: Db) {}

  /** Id of the school's pupil who has this account, or null. */
  async pupilOf(schoolId: string, personId: string): Promise<string | null> {
    const row = await this.db.one<{ id: string }>('SELECT id FROM schools.v_pupil WHERE school_id = $1 AND person_id = $2', [schoolId, personId]);
    return row?.id ?? null;
  }
}
