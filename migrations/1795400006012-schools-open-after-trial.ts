import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Trial mode (SC-4): when and why a school was opened. */
export class SchoolsOpenAfterTrial1795400006012 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE schools.openings (
        school_id uuid PRIMARY KEY REFERENCES schools.schools,
        opened_at timestamptz NOT NULL,
        opened_by uuid NOT NULL,
        -- checks that had not been met
        unmet text[] NOT NULL,
        -- why it was opened all the same
        reason text,
        CHECK (unmet = '{}' OR reason IS NOT NULL)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE schools.openings');
  }
}
