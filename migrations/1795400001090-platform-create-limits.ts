import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often something was done by whom, counted for all processes (SE-7). Keys are blind indexes. */
export class PlatformCreateLimits1795400001090 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE platform.limits (
        operation text NOT NULL,
        key text NOT NULL,
        spent integer NOT NULL,
        resets_at timestamptz NOT NULL,
        PRIMARY KEY (operation, key)
      );
      CREATE INDEX limits_reset ON platform.limits (resets_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE platform.limits');
  }
}
