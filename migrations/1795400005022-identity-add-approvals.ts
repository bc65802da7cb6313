import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A sign-in that another signed-in device of the same person confirms (ID-5). */
export class IdentityAddApprovals1795400005022 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE identity.approvals (
        id uuid PRIMARY KEY,
        challenge_id uuid NOT NULL UNIQUE REFERENCES identity.challenges ON DELETE CASCADE,
        person_id uuid NOT NULL REFERENCES identity.accounts,
        -- shown where somebody signs in, entered where they confirm: nobody confirms a sign-in they do not see
        number text NOT NULL,
        state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'approved', 'declined')),
        ip inet NOT NULL,
        user_agent text,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        decided_at timestamptz,
        decided_session uuid,
        CHECK ((state = 'pending') = (decided_at IS NULL))
      );
      CREATE INDEX approvals_person ON identity.approvals (person_id, created_at);
    `);
    await db.query(`SELECT platform.grant_runtime('identity')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE identity.approvals');
  }
}
