import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { ProfileField } from '../domain/completeness.js';

/** What the school has not filled in of pupils' profiles, for those who view them (FA-6). */
@Injectable()
export class ProfileQuery {
  constructor(private readonly db: Db) {}

  async gaps(schoolId: string, pupilId: string, now: Date): Promise<ProfileField[]> {
    const rows = await this.db.query<{ field: ProfileField }>(
      'SELECT field FROM schools.v_profile_gap WHERE school_id = $1 AND pupil_id = $2 AND since <= $3 AND until > $3', [schoolId, pupilId, now]);
    return rows.map(({ field }) => field);
  }

  /** The school of a pupil whom the person represents, also with an incomplete profile, or views as a guest; null for anybody else's. */
  async viewedAt(personId: string, pupilId: string, now: Date): Promise<string | null> {
    const row = await this.db.one<{ schoolId: string }>(
      `SELECT school_id AS "schoolId" FROM family.v_link WHERE guardian_id = $1 AND pupil_id = $2 AND status = 'linked'
       UNION ALL SELECT school_id FROM family.v_viewer WHERE person_id = $1 AND pupil_id = $2 AND until > $3 LIMIT 1`, [personId, pupilId, now]);
    return row?.schoolId ?? null;
  }

  /** Pupils in the class at any time whom the person represents or views. */
  async viewedIn(personId: string, classId: string, now: Date): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `SELECT DISTINCT m.pupil_id AS id FROM (
         SELECT pupil_id FROM family.v_link WHERE guardian_id = $1 AND status = 'linked'
         UNION SELECT pupil_id FROM family.v_viewer WHERE person_id = $1 AND until > $3) k
       JOIN schools.v_class_member m ON m.pupil_id = k.pupil_id WHERE m.class_id = $2`, [personId, classId, now]);
    return rows.map(({ id }) => id);
  }
}
