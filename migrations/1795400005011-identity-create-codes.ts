import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One-time codes by SMS and e-mail, and what is counted of their sends (ID-5, ID-10, SE-7). No table lists codes or recipients. */
export class IdentityCreateCodes1795400005011 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE identity.codes (
        purpose text NOT NULL,
        -- id of the attempt the code belongs to: in another one it is void
        context text NOT NULL,
        hash text NOT NULL,
        tries smallint NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        PRIMARY KEY (purpose, context)
      );
      CREATE INDEX codes_expired ON identity.codes (expires_at);
      COMMENT ON COLUMN identity.codes.hash IS 'HMAC of purpose, context and code';

      CREATE TABLE identity.code_sends (
        kind text NOT NULL CHECK (kind IN ('context', 'purpose', 'recipient', 'account', 'address')),
        key text NOT NULL,
        -- of the last 24 hours, oldest first
        sent_at timestamptz[] NOT NULL,
        PRIMARY KEY (kind, key)
      );

      CREATE TABLE identity.sms_days (
        day date PRIMARY KEY,
        sends integer NOT NULL
      );
    `);
    await db.query(`SELECT platform.grant_runtime('identity')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE identity.codes, identity.code_sends, identity.sms_days');
  }
}
