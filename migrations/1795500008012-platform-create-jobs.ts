import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Long work somebody asked for and waits to see done (api.md, Conventions). What is done, and its result, lies with its owner. */
export class PlatformCreateJobs1795500008012 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE platform.jobs (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind ~ '^[a-z_]+[.][a-z_]+$'),
        -- who asked: nobody else sees it
        person_id uuid NOT NULL,
        state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed')),
        progress smallint NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
        -- address of the API where the result is
        result text,
        -- a declared error code, with its parameters
        problem text,
        params jsonb NOT NULL DEFAULT '{}',
        asked_at timestamptz NOT NULL,
        finished_at timestamptz,
        CHECK ((result IS NOT NULL) = (state = 'done')),
        CHECK ((problem IS NOT NULL) = (state = 'failed')),
        CHECK ((finished_at IS NOT NULL) = (state IN ('done', 'failed')))
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE platform.jobs');
  }
}
