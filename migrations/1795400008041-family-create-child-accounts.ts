import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts of pupils under 14 that a parent made, until the pupil takes them over (ID-14). */
export class FamilyCreateChildAccounts1795400008041 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE family.child_accounts (
        school_id uuid NOT NULL,
        pupil_id uuid NOT NULL,
        person_id uuid NOT NULL UNIQUE,
        made_by uuid NOT NULL,
        made_at timestamptz NOT NULL,
        taken_over_at timestamptz,
        PRIMARY KEY (school_id, pupil_id)
      );
    `);
    await db.query(`SELECT platform.grant_runtime('family')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE family.child_accounts');
  }
}
