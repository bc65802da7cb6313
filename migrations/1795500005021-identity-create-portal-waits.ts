import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Links of portal accounts made by a code to the local account's contact, or by the school (ID-7); and the documents staff
 * have checked before they restored somebody's access (ID-10).
 */
export class IdentityCreatePortalWaits1795500005021 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The contact somebody with a ticket has named, and whose account it is; null: nobody's, and everything else is the same.
      ALTER TABLE identity.portal_attempts
        ADD COLUMN claimed_key text,
        ADD COLUMN claimed_person_id uuid REFERENCES identity.accounts,
        ADD CHECK (claimed_person_id IS NULL OR claimed_key IS NOT NULL);

      -- A portal's account that waits for the school to tie it to an account of ours.
      CREATE TABLE identity.portal_waits (
        id uuid PRIMARY KEY,
        provider text NOT NULL,
        -- blind index of the portal's name for the person
        subject_key text NOT NULL,
        -- the person as the portal knows them
        sealed text NOT NULL,
        -- blind index of the number its owner shows at the school
        number_key text NOT NULL UNIQUE,
        -- whose data are the same, when the portal has confirmed them
        proposed_id uuid REFERENCES identity.accounts,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        UNIQUE (provider, subject_key)
      );
      CREATE INDEX portal_waits_proposed ON identity.portal_waits (proposed_id);
      CREATE INDEX portal_waits_expired ON identity.portal_waits (expires_at);

      CREATE TABLE identity.staff_checks (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES identity.accounts,
        act text NOT NULL CHECK (act IN ('link_portal', 'reset_factors', 'correct_data')),
        checked_by uuid NOT NULL,
        at timestamptz NOT NULL,
        document_kind text NOT NULL CHECK (document_kind IN ('passport', 'birth_certificate', 'other')),
        -- series and number as they were read; bound to this row
        document_sealed text NOT NULL,
        reason text NOT NULL
      );
      CREATE INDEX staff_checks_person ON identity.staff_checks (person_id, at);
    `);
    await db.query(`SELECT platform.make_append_only('identity.staff_checks')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE identity.staff_checks, identity.portal_waits;
      ALTER TABLE identity.portal_attempts DROP COLUMN claimed_key, DROP COLUMN claimed_person_id;
    `);
  }
}
