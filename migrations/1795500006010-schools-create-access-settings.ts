import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a school sets otherwise than usual for its roles, and who set it when (SC-12). */
export class SchoolsCreateAccessSettings1795500006010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- a school without a row has everything as usual
      CREATE TABLE schools.access_settings (
        school_id uuid PRIMARY KEY REFERENCES schools.schools,
        -- "permission role" -> allowed
        exceptions jsonb NOT NULL CHECK (jsonb_typeof(exceptions) = 'object'),
        version integer NOT NULL
      );
      CREATE TABLE schools.access_changes (
        school_id uuid NOT NULL REFERENCES schools.schools,
        id uuid NOT NULL,
        permission text NOT NULL,
        role text NOT NULL,
        allowed boolean NOT NULL,
        reason text CHECK (reason <> ''),
        changed_by uuid NOT NULL,
        changed_at timestamptz NOT NULL,
        PRIMARY KEY (school_id, id)
      );
      SELECT platform.make_append_only('schools.access_changes');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE schools.access_changes; DROP TABLE schools.access_settings');
  }
}
