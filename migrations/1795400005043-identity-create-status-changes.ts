import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Frozen accounts, and who changed an account's status when and why (ID-17). */
export class IdentityCreateStatusChanges1795400005043 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- frozen: by its owner or by the program; opened by a proof of identity. blocked: by staff.
      ALTER TABLE identity.accounts DROP CONSTRAINT accounts_status_check,
        ADD CONSTRAINT accounts_status_check CHECK (status IN ('active', 'blocked', 'frozen', 'closed'));
      ALTER TABLE identity.sessions DROP CONSTRAINT sessions_end_reason_check,
        ADD CONSTRAINT sessions_end_reason_check CHECK (end_reason ~ '^[a-z_]{1,30}$');

      CREATE TABLE identity.status_changes (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES identity.accounts,
        at timestamptz NOT NULL,
        from_status text NOT NULL,
        to_status text NOT NULL,
        ground text NOT NULL CHECK (ground IN ('staff', 'owner', 'unusual', 'recovery', 'portal')),
        reason text,
        changed_by uuid,
        CHECK ((ground = 'staff') = (reason IS NOT NULL))
      );
      CREATE INDEX status_changes_person ON identity.status_changes (person_id, at DESC, id DESC);
    `);
    await db.query(`SELECT platform.grant_runtime('identity')`);
    await db.query(`SELECT platform.make_append_only('identity.status_changes')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE identity.status_changes');
  }
}
