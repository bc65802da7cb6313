import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Registrations that wait for their phone, links that prove an e-mail, documents (ID-2); proof against robots (ID-10). */
export class IdentityCreateRegistrations1795400005013 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE identity.registrations (
        id uuid PRIMARY KEY,
        -- everything that was filled in, with the password's hash; bound to this row
        sealed text NOT NULL,
        -- the phone is another account's: its owner was told, and no code opens this one
        known boolean NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX registrations_expired ON identity.registrations (expires_at);

      CREATE TABLE identity.email_links (
        -- sha256 of the 256 random bits in the link
        token_hash bytea PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES identity.accounts,
        email text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX email_links_expired ON identity.email_links (expires_at);
      CREATE INDEX email_links_person ON identity.email_links (person_id);

      ALTER TABLE identity.people ADD COLUMN citizenship text, ADD COLUMN birth_place text;

      CREATE TABLE identity.person_documents (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES identity.people,
        kind text NOT NULL CHECK (kind IN ('passport', 'inn')),
        -- all of the document; bound to this row, so that it cannot be moved to another person's
        sealed text NOT NULL,
        -- blind index of kind and number
        number_index text NOT NULL,
        created_at timestamptz NOT NULL,
        UNIQUE (person_id, kind)
      );
      CREATE INDEX person_documents_number ON identity.person_documents (kind, number_index);

      CREATE TABLE identity.form_doubts (
        -- blind index of a network address, or of what was typed
        key text PRIMARY KEY,
        asks integer NOT NULL,
        failures integer NOT NULL,
        fresh_until timestamptz NOT NULL
      ) WITH (fillfactor = 70);
      CREATE INDEX form_doubts_stale ON identity.form_doubts (fresh_until);

      CREATE TABLE identity.spent_proofs (
        nonce text PRIMARY KEY,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX spent_proofs_expired ON identity.spent_proofs (expires_at);
    `);
    await db.query(`SELECT platform.grant_runtime('identity')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE identity.registrations, identity.email_links, identity.person_documents, identity.form_doubts, identity.spent_proofs;
      ALTER TABLE identity.people DROP COLUMN citizenship, DROP COLUMN birth_place;
    `);
  }
}
