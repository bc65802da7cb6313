import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Requests of every kind (EN-1 to EN-10). A draft keeps whatever was typed, so its form is `jsonb` and only what the
 * workflow, the queue and the constraints need is in columns. What is sensitive in the form is sealed apart (SE-3).
 */
export class EnrollmentCreateRequests1795300009001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA enrollment;

      -- the last serial given per region and year; a serial may be skipped, never given twice
      CREATE TABLE enrollment.counters (
        region_code text NOT NULL CHECK (region_code ~ '^[0-9]{2}$'),
        year smallint NOT NULL,
        last integer NOT NULL CHECK (last > 0),
        PRIMARY KEY (region_code, year)
      );

      CREATE TABLE enrollment.requests (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind ~ '^[a-z_]+$'),
        applicant_id uuid NOT NULL,
        status text NOT NULL CHECK (status IN
          ('draft', 'submitted', 'accepted', 'in_review', 'awaiting_applicant', 'approved', 'rejected', 'withdrawn')),
        version integer NOT NULL DEFAULT 1,
        -- how many times it was sent
        round smallint NOT NULL DEFAULT 0,
        number text UNIQUE,
        form jsonb NOT NULL,
        secrets_sealed text,
        -- from here on: set when it is sent
        school_id uuid,
        -- blind index of whom it is about: name and birth date
        child_key text,
        -- as the queue searches it, folded
        child_name text,
        class_name text,
        submitted_at timestamptz,
        due_on date,
        due_at timestamptz,
        due_provisional boolean NOT NULL DEFAULT false,
        extended boolean NOT NULL DEFAULT false,
        extension jsonb,
        asked jsonb,
        assignee_id uuid,
        decision_reason text,
        decision_message text,
        decided_by uuid,
        decided_at timestamptz,
        pupil_id uuid,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        CHECK (status = 'draft' OR (number IS NOT NULL AND school_id IS NOT NULL AND child_key IS NOT NULL AND round > 0
          AND submitted_at IS NOT NULL AND due_on IS NOT NULL AND due_at IS NOT NULL)),
        CHECK ((status IN ('approved', 'rejected')) = (decided_at IS NOT NULL)),
        CHECK (status <> 'rejected' OR decision_reason IS NOT NULL),
        CHECK (status <> 'approved' OR (decided_by IS NOT NULL AND pupil_id IS NOT NULL)),
        CHECK (status <> 'awaiting_applicant' OR asked IS NOT NULL)
      );
      -- one open request per applicant, kind, child and school
      CREATE UNIQUE INDEX requests_open ON enrollment.requests (applicant_id, kind, school_id, child_key)
        WHERE status IN ('submitted', 'accepted', 'in_review', 'awaiting_applicant');
      CREATE INDEX requests_of_applicant ON enrollment.requests (applicant_id, id DESC);
      -- the queue: the school's requests by due date
      CREATE INDEX requests_queue ON enrollment.requests (school_id, due_at, id) WHERE status <> 'draft';
      CREATE INDEX requests_of_child ON enrollment.requests (school_id, child_key) WHERE status <> 'draft';
      CREATE INDEX requests_provisional ON enrollment.requests (id)
        WHERE due_provisional AND status IN ('submitted', 'accepted', 'in_review', 'awaiting_applicant');

      CREATE TABLE enrollment.history (
        request_id uuid NOT NULL REFERENCES enrollment.requests,
        -- the request's version after the act: the order of the history
        version integer NOT NULL,
        at timestamptz NOT NULL,
        act text NOT NULL,
        round smallint NOT NULL,
        from_status text NOT NULL,
        to_status text NOT NULL,
        -- null: the system
        actor_id uuid,
        -- who they were then: people change names and positions
        actor_name text,
        actor_position text NOT NULL,
        details jsonb NOT NULL DEFAULT '{}',
        PRIMARY KEY (request_id, version)
      );

      SELECT platform.grant_runtime('enrollment');
      SELECT platform.make_append_only('enrollment.history');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA enrollment CASCADE');
  }
}
