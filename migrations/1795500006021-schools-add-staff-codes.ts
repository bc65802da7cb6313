import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a file of staff calls its people, so that the same file finds them again (SC-6). */
export class SchoolsAddStaffCodes1795500006021 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE schools.staff_positions ADD COLUMN external_id text CHECK (external_id <> '');
      CREATE INDEX staff_positions_external ON schools.staff_positions (school_id, external_id) WHERE external_id IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE schools.staff_positions DROP COLUMN external_id');
  }
}
