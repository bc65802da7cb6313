import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Recoveries under way, and transit passwords that staff issued after checking a document (ID-10). */
export class IdentityCreateRecoveries1795400005014 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE identity.recoveries (
        id uuid PRIMARY KEY,
        -- null: nobody is behind what was typed; everything else is the same
        person_id uuid REFERENCES identity.accounts,
        -- blind index of the typed contact, by which its tries are counted
        contact_key text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        -- sha256 of what the right code gave
        ticket_hash bytea UNIQUE
      );
      CREATE INDEX recoveries_expired ON identity.recoveries (expires_at);
      CREATE INDEX recoveries_person ON identity.recoveries (person_id);

      CREATE TABLE identity.issued_passwords (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES identity.accounts,
        issued_by uuid NOT NULL,
        created_at timestamptz NOT NULL,
        document_kind text NOT NULL CHECK (document_kind IN ('passport', 'birth_certificate', 'other')),
        -- series and number as they were read; bound to this row
        document_sealed text NOT NULL,
        reason text NOT NULL
      );
      CREATE INDEX issued_passwords_person ON identity.issued_passwords (person_id, created_at);
    `);
    await db.query(`SELECT platform.grant_runtime('identity')`);
    await db.query(`SELECT platform.make_append_only('identity.issued_passwords')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE identity.recoveries, identity.issued_passwords');
  }
}
