import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Portals and channels marked down at run time, for every process at once (ID-6). No row: nothing was ever said of it. */
export class IdentityCreateSignInWays1795500005023 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE identity.sign_in_ways (
        way text PRIMARY KEY CHECK (way ~ '^(channels|portals)/.'),
        down boolean NOT NULL DEFAULT false,
        -- up again by itself from then on
        until timestamptz,
        -- by the program, after repeated failures
        automatic boolean NOT NULL DEFAULT false,
        reason text,
        changed_by uuid,
        changed_at timestamptz NOT NULL,
        -- in a row, since the last answer
        failures integer NOT NULL DEFAULT 0,
        version integer NOT NULL DEFAULT 0,
        CHECK (NOT automatic OR until IS NOT NULL)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE identity.sign_in_ways');
  }
}
