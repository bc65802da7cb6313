import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A school calls on chosen families for a document by a date (EN-16): one row a call, one a pupil. */
export class EnrollmentCreateDocumentCalls1795500009040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE enrollment.document_calls (
        school_id uuid NOT NULL,
        id uuid NOT NULL UNIQUE,
        title text NOT NULL CHECK (title <> ''),
        explanation text,
        -- last day, and its end in the school's zone
        due_on date NOT NULL,
        due_at timestamptz NOT NULL,
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL,
        cancelled_by uuid,
        cancelled_at timestamptz,
        PRIMARY KEY (school_id, id),
        CHECK (due_at > created_at),
        CHECK ((cancelled_at IS NULL) = (cancelled_by IS NULL))
      );
      CREATE INDEX document_calls_newest ON enrollment.document_calls (school_id, created_at DESC, id DESC);

      CREATE TABLE enrollment.called_pupils (
        school_id uuid NOT NULL,
        call_id uuid NOT NULL,
        pupil_id uuid NOT NULL,
        id uuid NOT NULL UNIQUE,
        -- missing are those that wait and those sent back
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'handed_in', 'accepted', 'returned')),
        -- said with the answer
        note text,
        file_ids uuid[] NOT NULL DEFAULT '{}',
        answered_by uuid,
        answered_at timestamptz,
        -- said when it was sent back
        decision_message text,
        decided_by uuid,
        decided_at timestamptz,
        PRIMARY KEY (school_id, call_id, pupil_id),
        FOREIGN KEY (school_id, call_id) REFERENCES enrollment.document_calls,
        FOREIGN KEY (school_id, pupil_id) REFERENCES schools.pupils (school_id, id),
        CHECK ((answered_at IS NULL) = (answered_by IS NULL)),
        CHECK ((state = 'waiting') = (answered_at IS NULL)),
        CHECK (state = 'waiting' OR cardinality(file_ids) > 0),
        CHECK (state NOT IN ('accepted', 'returned') OR (decided_by IS NOT NULL AND decided_at IS NOT NULL)),
        CHECK (state <> 'returned' OR decision_message IS NOT NULL)
      );
      CREATE INDEX called_pupils_of_pupil ON enrollment.called_pupils (pupil_id, id DESC);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE enrollment.called_pupils, enrollment.document_calls');
  }
}
