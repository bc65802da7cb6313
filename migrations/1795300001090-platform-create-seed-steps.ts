import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which steps of a seeding are done: one that was killed half-way goes on where it stopped. */
export class PlatformCreateSeedSteps1795300001090 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE platform.seed_step (name text PRIMARY KEY, done_at timestamptz NOT NULL DEFAULT now())`);
    await db.query(`SELECT platform.grant_runtime('platform')`);
    await db.query(`REVOKE INSERT, UPDATE, DELETE ON platform.partitioned_table FROM cabinet_runtime`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE platform.seed_step');
  }
}
