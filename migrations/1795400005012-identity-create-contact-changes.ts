import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Changes of contacts that wait for their codes (ID-15), what a transit password asks for (ID-4), reminders of old passwords (ID-3). */
export class IdentityCreateContactChanges1795400005012 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE identity.accounts
        -- the account began with a transit password: e-mail and phone must be proved before anything else works
        ADD COLUMN contacts_due boolean NOT NULL DEFAULT false,
        ADD COLUMN reminded_at timestamptz;
      UPDATE identity.accounts SET contacts_due = true WHERE password_transit;
      COMMENT ON COLUMN identity.accounts.reminded_at IS 'When the owner was last reminded of an old password or of contacts long unproved';

      CREATE TABLE identity.contact_changes (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES identity.accounts,
        kind text NOT NULL CHECK (kind IN ('email', 'phone')),
        value text NOT NULL,
        -- which proved contact confirms the change; null when the code to the new one is enough
        proof_kind text CHECK (proof_kind IN ('email', 'phone')),
        value_proved_at timestamptz,
        proof_proved_at timestamptz,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX contact_changes_person ON identity.contact_changes (person_id);
      CREATE INDEX contact_changes_expired ON identity.contact_changes (expires_at);

      -- Which methods and reasons there are the program says; every new one would be a migration of a partitioned history.
      ALTER TABLE identity.sign_ins DROP CONSTRAINT sign_ins_method_check, DROP CONSTRAINT sign_ins_reason_check,
        ADD CONSTRAINT sign_ins_method_check CHECK (method ~ '^[a-z_]{1,30}$'),
        ADD CONSTRAINT sign_ins_reason_check CHECK (reason ~ '^[a-z_]{1,40}$');
    `);
    await db.query(`SELECT platform.grant_runtime('identity')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE identity.contact_changes');
    await db.query('ALTER TABLE identity.accounts DROP COLUMN contacts_due, DROP COLUMN reminded_at');
  }
}
