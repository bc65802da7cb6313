import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Applicants who came on paper wait to be told on paper (EN-14): no notice can be counted on to reach them. */
export class EnrollmentOwePaper1795600009010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE enrollment.requests
        ADD COLUMN owed_since timestamptz,
        ADD CONSTRAINT requests_owed_on_paper CHECK (owed_since IS NULL OR paper IS NOT NULL);
      CREATE INDEX requests_owed ON enrollment.requests (school_id, due_at, id) WHERE owed_since IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE enrollment.requests DROP COLUMN owed_since');
  }
}
