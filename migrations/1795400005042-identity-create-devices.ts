import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Devices people chose to trust: longer sessions (ID-11), and tries of their own while others lock the account (ID-9). */
export class IdentityCreateDevices1795400005042 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE identity.devices (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES identity.accounts,
        -- sha256 of the 256 random bits the device keeps
        token_hash bytea NOT NULL UNIQUE,
        name text,
        user_agent text,
        ip inet NOT NULL,
        created_at timestamptz NOT NULL,
        last_used_at timestamptz NOT NULL
      );
      CREATE INDEX devices_person ON identity.devices (person_id);
      COMMENT ON TABLE identity.devices IS 'A row is trust: it goes when the trust ends';

      ALTER TABLE identity.sessions
        ADD COLUMN device_id uuid REFERENCES identity.devices ON DELETE SET NULL,
        ADD COLUMN idle_seconds integer NOT NULL DEFAULT 1800;
      CREATE INDEX sessions_device ON identity.sessions (device_id) WHERE device_id IS NOT NULL;

      ALTER TABLE identity.challenges
        ADD COLUMN device_id uuid REFERENCES identity.devices ON DELETE SET NULL,
        ADD COLUMN trust_device boolean NOT NULL DEFAULT false;
      CREATE INDEX challenges_device ON identity.challenges (device_id) WHERE device_id IS NOT NULL;

      ALTER TABLE identity.attempts DROP CONSTRAINT attempts_kind_check,
        ADD CONSTRAINT attempts_kind_check CHECK (kind IN ('identifier', 'account', 'address', 'device'));
    `);
    await db.query(`SELECT platform.grant_runtime('identity')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE identity.challenges DROP COLUMN device_id, DROP COLUMN trust_device;
      ALTER TABLE identity.sessions DROP COLUMN device_id, DROP COLUMN idle_seconds;
      DROP TABLE identity.devices;
    `);
  }
}
