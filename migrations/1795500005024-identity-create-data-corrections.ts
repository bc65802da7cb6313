import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Corrections of name, birth date and SNILS that wait for somebody in scope (ID-15): a small workflow of identity's own. */
export class IdentityCreateDataCorrections1795500005024 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE identity.data_corrections (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES identity.accounts,
        -- what is to be, of the fields that change; bound to this row, wiped when it was decided
        sealed text,
        -- their names, for the queue and the record
        fields text[] NOT NULL CHECK (cardinality(fields) > 0),
        status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'approved', 'declined', 'replaced')),
        created_at timestamptz NOT NULL,
        decided_at timestamptz,
        decided_by uuid,
        -- told to the owner
        reason text,
        CHECK ((status = 'pending') = (decided_at IS NULL)),
        CHECK ((status = 'pending') = (sealed IS NOT NULL))
      );
      CREATE UNIQUE INDEX data_corrections_pending ON identity.data_corrections (person_id) WHERE status = 'pending';
      CREATE INDEX data_corrections_queue ON identity.data_corrections (created_at, id) WHERE status = 'pending';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE identity.data_corrections');
  }
}
