import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ways to confirm an account that take more than one step (ID-8): a signature, a bank, a letter, scans; and methods that were withdrawn. */
export class IdentityCreateLevelCases1795500005011 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE identity.withdrawn_methods (
        method text NOT NULL,
        -- one portal or bank; empty: the method whole
        provider text NOT NULL DEFAULT '',
        withdrawn_at timestamptz NOT NULL,
        withdrawn_by uuid NOT NULL,
        reason text NOT NULL,
        PRIMARY KEY (method, provider)
      );
      COMMENT ON TABLE identity.withdrawn_methods IS 'Withdrawn by an operator while the program runs; beside CONFIRMATION_METHODS';

      CREATE TABLE identity.level_challenges (
        person_id uuid PRIMARY KEY REFERENCES identity.accounts,
        -- what is to be signed; used up by the first answer
        nonce text NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX level_challenges_expired ON identity.level_challenges (expires_at);

      ALTER TABLE identity.portal_attempts
        DROP CONSTRAINT portal_attempts_purpose_check, DROP CONSTRAINT portal_attempts_ticket_kind_check,
        ADD CONSTRAINT portal_attempts_purpose_check CHECK (purpose IN ('sign_in', 'link', 'step_up', 'confirm')),
        ADD CONSTRAINT portal_attempts_ticket_kind_check CHECK (ticket_kind IN ('exchange', 'unlinked', 'confirm'));

      CREATE TABLE identity.level_letters (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES identity.accounts,
        -- blind index of the name and birth date the letter is made out to
        about_key text NOT NULL,
        -- bound to this row
        address_sealed text,
        ordered_at timestamptz NOT NULL,
        -- the code exists from then on, among identity.codes
        printed_at timestamptz,
        printed_by uuid,
        expires_at timestamptz,
        closed_at timestamptz,
        close_ground text CHECK (close_ground IN ('used', 'cancelled', 'replaced')),
        CHECK ((printed_at IS NULL) = (expires_at IS NULL)),
        CHECK ((printed_at IS NULL) = (printed_by IS NULL)),
        CHECK ((closed_at IS NULL) = (close_ground IS NULL)),
        -- an address is kept no longer than the letter is on its way
        CHECK (closed_at IS NULL OR address_sealed IS NULL)
      );
      CREATE UNIQUE INDEX level_letters_open ON identity.level_letters (person_id) WHERE closed_at IS NULL;
      CREATE INDEX level_letters_queue ON identity.level_letters (ordered_at, id) WHERE closed_at IS NULL;

      CREATE TABLE identity.level_reviews (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES identity.accounts,
        file_ids uuid[] NOT NULL CHECK (cardinality(file_ids) BETWEEN 1 AND 5),
        status text NOT NULL DEFAULT 'submitted' CHECK (status IN ('submitted', 'called', 'confirmed', 'declined', 'withdrawn')),
        -- their owner agrees to a video call, or the rules ask for it
        video boolean NOT NULL,
        submitted_at timestamptz NOT NULL,
        call_at timestamptz,
        -- bound to this row: whoever has it can come in
        call_sealed text,
        decided_at timestamptz,
        decided_by uuid,
        reason text,
        version integer NOT NULL DEFAULT 1,
        CHECK ((call_at IS NULL) = (call_sealed IS NULL)),
        CHECK ((decided_at IS NULL) = (status IN ('submitted', 'called'))),
        CHECK (status <> 'declined' OR reason IS NOT NULL)
      );
      CREATE UNIQUE INDEX level_reviews_open ON identity.level_reviews (person_id) WHERE decided_at IS NULL;
      CREATE INDEX level_reviews_queue ON identity.level_reviews (status, submitted_at, id);
      CREATE INDEX level_reviews_person ON identity.level_reviews (person_id, submitted_at DESC);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE identity.level_reviews, identity.level_letters, identity.level_challenges, identity.withdrawn_methods;
      DELETE FROM identity.portal_attempts WHERE purpose = 'confirm' OR ticket_kind = 'confirm';
      ALTER TABLE identity.portal_attempts
        DROP CONSTRAINT portal_attempts_purpose_check, DROP CONSTRAINT portal_attempts_ticket_kind_check,
        ADD CONSTRAINT portal_attempts_purpose_check CHECK (purpose IN ('sign_in', 'link', 'step_up')),
        ADD CONSTRAINT portal_attempts_ticket_kind_check CHECK (ticket_kind IN ('exchange', 'unlinked'));
    `);
  }
}
