import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What has confirmed whose an account is: method, time, evidence, who did it (ID-8). A level is never stored, it follows from these rows. */
export class IdentityCreateLevelConfirmations1795500005010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE identity.level_confirmations (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES identity.accounts,
        method text NOT NULL CHECK (method IN ('portal', 'signature', 'bank', 'post', 'school', 'mfc', 'scan', 'video')),
        -- the portal or bank, by its id of configuration
        provider text NOT NULL DEFAULT '',
        confirmed_at timestamptz NOT NULL,
        -- a member of staff or an operator; null: what the owner showed was checked by the program
        confirmed_by uuid,
        -- when the portal said so last
        seen_at timestamptz,
        document_kind text CHECK (document_kind IN ('passport', 'birth_certificate', 'other')),
        -- series and number; bound to this row
        document_sealed text,
        -- ids of files, a letter, a certificate's fingerprint: nothing that names anybody
        evidence jsonb NOT NULL DEFAULT '{}',
        -- blind index of what confirms one account only: a bank's or a portal's person
        evidence_key text,
        ended_at timestamptz,
        ended_by uuid,
        end_ground text CHECK (end_ground IN ('replaced', 'portal_silent', 'review')),
        end_reason text,
        -- a review after the method was withdrawn that kept it
        kept_at timestamptz,
        kept_by uuid,
        keep_reason text,
        CHECK ((document_kind IS NULL) = (document_sealed IS NULL)),
        CHECK ((ended_at IS NULL) = (end_ground IS NULL)),
        CHECK (end_ground <> 'review' OR (ended_by IS NOT NULL AND end_reason IS NOT NULL)),
        CHECK ((kept_at IS NULL) = (keep_reason IS NULL))
      );
      CREATE INDEX level_confirmations_person ON identity.level_confirmations (person_id, confirmed_at DESC, id DESC);
      -- one of a kind stands; the next takes its place
      CREATE UNIQUE INDEX level_confirmations_standing ON identity.level_confirmations (person_id, method, provider) WHERE ended_at IS NULL;
      CREATE UNIQUE INDEX level_confirmations_evidence ON identity.level_confirmations (method, evidence_key) WHERE ended_at IS NULL AND evidence_key IS NOT NULL;
      CREATE INDEX level_confirmations_method ON identity.level_confirmations (method, provider, confirmed_at, id) WHERE ended_at IS NULL;

      CREATE VIEW identity.v_level AS
        SELECT p.id AS person_id, p.birth_date,
          EXISTS (SELECT FROM identity.level_confirmations c WHERE c.person_id = p.id AND c.ended_at IS NULL) AS confirmed
        FROM identity.people p;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP VIEW identity.v_level; DROP TABLE identity.level_confirmations');
  }
}
