import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import { type FormSettings, type SchoolFormSettings, USUAL_SETTINGS } from '../domain/form-settings.js';

@Injectable()
export class FormSettingsRepository {
  constructor(private readonly db: Db) {}

  async of(schoolId: string): Promise<SchoolFormSettings> {
    const row = await this.db.one<FormSettings & { version: number }>(
      'SELECT addresses, applicant_passport AS "applicantPassport", version FROM enrollment.form_settings WHERE school_id = $1', [schoolId]);
    if (row === null) return { settings: USUAL_SETTINGS, version: 0 };
    const { version, ...settings } = row;
    return { settings, version };
  }

  /** How many rows: 0 when somebody else was first. */
  put(schoolId: string, version: number, { addresses, applicantPassport }: FormSettings): Promise<number> {
    return this.db.affected(
      `WITH put AS (
         INSERT INTO enrollment.form_settings AS s (school_id, addresses, applicant_passport, version)
         SELECT $1, $3, $4, $2::int + 1 WHERE $2 = 0 OR EXISTS (SELECT FROM enrollment.form_settings WHERE school_id = $1)
         ON CONFLICT (school_id) DO UPDATE SET addresses = excluded.addresses, applicant_passport = excluded.applicant_passport, version = excluded.version
         WHERE s.version = $2 RETURNING 1)
       SELECT FROM put`, [schoolId, version, addresses, applicantPassport]);
  }
}
