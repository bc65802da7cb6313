import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a school asks of those who want access to a diary (EN-2); a school without a row asks the usual. */
export class EnrollmentCreateFormSettings1795400009001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE enrollment.form_settings (
        school_id uuid PRIMARY KEY,
        addresses text NOT NULL CHECK (addresses IN ('not_asked', 'optional', 'required')),
        applicant_passport text NOT NULL CHECK (applicant_passport IN ('not_asked', 'optional', 'required')),
        version integer NOT NULL
      );
    `);
    await db.query(`SELECT platform.grant_runtime('enrollment')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE enrollment.form_settings');
  }
}
