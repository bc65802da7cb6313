import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Slips with linking codes and transit logins, made once for printing (SC-10). The document lies sealed until it is taken or its
 * day is over; then nobody can read its secrets any more.
 */
export class FamilyCreateSlipBatches1795500008011 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE family.slip_batches (
        school_id uuid NOT NULL,
        -- of the job, too
        id uuid NOT NULL UNIQUE,
        ordered_by uuid NOT NULL,
        -- the actor, for the audit of what the worker does in their name
        ordered_as jsonb NOT NULL,
        -- for whom and what: ids and numbers
        what jsonb NOT NULL,
        state text NOT NULL DEFAULT 'ordered' CHECK (state IN ('ordered', 'ready', 'taken', 'failed', 'expired')),
        ordered_at timestamptz NOT NULL,
        taken_at timestamptz,
        pdf_sealed text,
        PRIMARY KEY (school_id, id),
        CHECK ((pdf_sealed IS NOT NULL) = (state = 'ready')),
        CHECK ((taken_at IS NOT NULL) = (state = 'taken'))
      );
      -- a second click orders no second set
      CREATE UNIQUE INDEX slip_batches_under_way ON family.slip_batches (school_id, ordered_by) WHERE state = 'ordered';

      ALTER TABLE family.linking_codes ADD COLUMN batch_id uuid,
        ADD FOREIGN KEY (school_id, batch_id) REFERENCES family.slip_batches (school_id, id);
      CREATE INDEX linking_codes_batch ON family.linking_codes (school_id, batch_id) WHERE batch_id IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE family.linking_codes DROP COLUMN batch_id; DROP TABLE family.slip_batches');
  }
}
