import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Logins with transit passwords on their way to newcomers, and what became of each (ID-4, SC-3, SC-5). */
export class IdentityCreateLoginLetters1795500005020 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE identity.login_letters (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES identity.accounts,
        channel text NOT NULL CHECK (channel IN ('email', 'sms')),
        recipient text NOT NULL,
        created_at timestamptz NOT NULL,
        -- null: the program itself
        created_by uuid,
        expires_at timestamptz NOT NULL,
        -- the transit password, bound to this row: made when the letter leaves, wiped when it has arrived or was given up
        sealed text,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'unknown', 'failed', 'cancelled', 'expired')),
        reason text,
        settled_at timestamptz,
        CHECK ((state = 'waiting') = (settled_at IS NULL)),
        CHECK (settled_at IS NULL OR sealed IS NULL)
      );
      CREATE INDEX login_letters_person ON identity.login_letters (person_id, created_at DESC, id DESC);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE identity.login_letters');
  }
}
