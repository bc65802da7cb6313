import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A coordinator's role may be narrowed to one group of the region: of schools, or of pupils across schools (SC-11). Which it is, schools knows. */
export class IdentityNarrowCoordinators1795600005030 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE identity.role_assignments
        ADD COLUMN group_id uuid, ADD CONSTRAINT role_assignments_group CHECK (group_id IS NULL OR role = 'regional_coordinator');
      DROP INDEX identity.role_assignments_once;
      CREATE UNIQUE INDEX role_assignments_once ON identity.role_assignments (person_id, role, school_id, class_id, region_code, group_id)
        NULLS NOT DISTINCT WHERE status = 'active';
      CREATE OR REPLACE VIEW identity.v_role AS
        SELECT id AS assignment_id, person_id, role, school_id, class_id, region_code, valid_from, valid_until, status, group_id
        FROM identity.role_assignments;
    `);
  }

  /** Narrowed roles end: without the column they would widen to the whole region. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE identity.role_assignments SET status = 'terminated', terminated_at = valid_from WHERE group_id IS NOT NULL AND status = 'active';
      DROP VIEW identity.v_role;
      DROP INDEX identity.role_assignments_once;
      ALTER TABLE identity.role_assignments DROP COLUMN group_id;
      CREATE UNIQUE INDEX role_assignments_once ON identity.role_assignments (person_id, role, school_id, class_id, region_code)
        NULLS NOT DISTINCT WHERE status = 'active';
      CREATE VIEW identity.v_role AS
        SELECT id AS assignment_id, person_id, role, school_id, class_id, region_code, valid_from, valid_until, status
        FROM identity.role_assignments;
    `);
  }
}
