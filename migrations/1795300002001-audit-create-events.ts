import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who did what to whose data (SE-1). Partitions by month, append-only for everybody. `seq` orders the rows for
 * a seal that is computed in batches: a chain written row by row would make every audited act wait for the last one.
 */
export class AuditCreateEvents1795300002001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE SCHEMA audit;
      CREATE TABLE audit.events (
        id uuid NOT NULL,
        seq bigint GENERATED ALWAYS AS IDENTITY,
        created_at timestamptz NOT NULL,
        school_id uuid,
        actor_id uuid,
        session_id uuid,
        assignment_id uuid,
        role text,
        ip inet,
        request_id text,
        operation text NOT NULL CHECK (operation ~ '^[a-z_]+(\\.[a-z_]+)+$'),
        object_type text NOT NULL,
        object_id text,
        subject_id uuid,
        outcome text NOT NULL CHECK (outcome IN ('success', 'refused', 'failed')),
        details jsonb NOT NULL DEFAULT '{}',
        PRIMARY KEY (created_at, id)
      ) PARTITION BY RANGE (created_at);
      CREATE INDEX events_school ON audit.events (school_id, created_at DESC, id DESC);
      CREATE INDEX events_subject ON audit.events (subject_id, created_at DESC, id DESC);
      CREATE INDEX events_actor ON audit.events (actor_id, created_at DESC, id DESC);
      COMMENT ON COLUMN audit.events.subject_id IS 'the person (or pupil) whose data it is about';
      COMMENT ON COLUMN audit.events.details IS 'ids and codes only';
    `);
    await db.query(`SELECT platform.register_month_table('audit.events')`);
    await db.query(`SELECT platform.grant_runtime('audit')`);
    await db.query(`SELECT platform.make_append_only('audit.events')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DELETE FROM platform.partitioned_table WHERE relation = 'audit.events'`);
    await db.query('DROP SCHEMA audit CASCADE');
  }
}
