import { Injectable } from '@nestjs/common';
import { Db } from '../../../../platform/database/index.js';

@Injectable()
export class LevelRemindersRepository {
  constructor(private readonly db: Db) {}

  /**
   * Pupils without a confirmed account who turn 14 after one day and not after another, and were not told yet. They count as
   * told from now on. Both days `YYYY-MM-DD`.
   */
  take(after: string, until: string, at: Date, limit: number): Promise<{ personId: string; schoolId: string }[]> {
    return this.db.query<{ personId: string; schoolId: string }>(
      `WITH soon AS (
         SELECT a.person_id, (SELECT r.school_id FROM identity.role_assignments r WHERE r.person_id = a.person_id AND r.role = 'pupil' AND r.status = 'active' ORDER BY r.valid_from DESC LIMIT 1) AS school_id
         FROM identity.v_level v JOIN identity.accounts a ON a.person_id = v.person_id
         WHERE v.birth_date > $1::date - interval '14 years' AND v.birth_date <= $2::date - interval '14 years' AND NOT v.confirmed AND a.status = 'active'
           AND NOT EXISTS (SELECT FROM identity.level_reminders d WHERE d.person_id = a.person_id)
           AND EXISTS (SELECT FROM identity.role_assignments r WHERE r.person_id = a.person_id AND r.role = 'pupil' AND r.status = 'active')
         LIMIT $4),
       told AS (INSERT INTO identity.level_reminders (person_id, reminded_at) SELECT person_id, $3 FROM soon ON CONFLICT DO NOTHING RETURNING person_id)
       SELECT soon.person_id AS "personId", soon.school_id AS "schoolId" FROM soon JOIN told USING (person_id)`, [after, until, at, limit]);
  }
}
