import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Second factors of every kind beside the authenticator app, recovery codes, what a challenge waits for, and how long a
 * second factor strengthens a session (ID-5); the proof of identity due after a lock (ID-9).
 */
export class IdentityWidenFactors1795400005021 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE identity.factors (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES identity.accounts,
        kind text NOT NULL CHECK (kind IN ('sms', 'email', 'webauthn', 'push', 'certificate')),
        label text NOT NULL,
        -- the number, address, key or certificate, by kind; bound to this person and row
        sealed text NOT NULL,
        -- blind index of the credential or certificate: it belongs to one account
        lookup text,
        -- an authenticator's own count of its uses: one that does not grow tells of a copy (WebAuthn, 6.1.1)
        counter bigint NOT NULL DEFAULT 0,
        -- a certificate's last instant
        ends_at timestamptz,
        created_at timestamptz NOT NULL,
        confirmed_at timestamptz,
        last_used_at timestamptz
      );
      CREATE INDEX factors_person ON identity.factors (person_id);
      CREATE UNIQUE INDEX factors_pending ON identity.factors (person_id, kind) WHERE confirmed_at IS NULL;
      CREATE UNIQUE INDEX factors_lookup ON identity.factors (kind, lookup) WHERE confirmed_at IS NOT NULL;
      CREATE UNIQUE INDEX factors_single ON identity.factors (person_id, kind) WHERE kind IN ('sms', 'email', 'push') AND confirmed_at IS NOT NULL;

      CREATE TABLE identity.recovery_codes (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES identity.accounts,
        -- keyed with a key outside the database; the codes themselves are shown once and kept nowhere
        hash text NOT NULL UNIQUE,
        created_at timestamptz NOT NULL,
        used_at timestamptz
      );
      CREATE INDEX recovery_codes_person ON identity.recovery_codes (person_id);

      -- Factors that are enough by themselves; push and recovery codes only stand beside one.
      CREATE VIEW identity.enrolled_factors AS
        SELECT person_id, 'totp' AS kind FROM identity.totp_factors WHERE confirmed_at IS NOT NULL
        UNION ALL SELECT person_id, kind FROM identity.factors WHERE confirmed_at IS NOT NULL AND kind <> 'push';

      CREATE TABLE identity.challenge_steps (
        challenge_id uuid NOT NULL REFERENCES identity.challenges ON DELETE CASCADE,
        method text NOT NULL,
        -- what is to be signed: used up by the first answer, right or wrong
        nonce text NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (challenge_id, method)
      );

      -- a proof comes before the second factor, after a lock
      ALTER TABLE identity.challenges DROP CONSTRAINT challenges_kind_check,
        ADD CONSTRAINT challenges_kind_check CHECK (kind IN ('sign_in', 'step_up', 'proof'));
      CREATE INDEX challenges_person ON identity.challenges (person_id);

      -- when the second factor was shown last: a step-up is good for some minutes
      ALTER TABLE identity.sessions ADD COLUMN strong_at timestamptz;
      UPDATE identity.sessions SET strong_at = created_at WHERE acr = 'second_factor';

      -- a run of wrong tries has locked the account, and nobody has proved to be its owner since
      ALTER TABLE identity.attempts ADD COLUMN proof_due boolean NOT NULL DEFAULT false;

      -- Which methods and reasons there are the program says; every new one would be a migration of a partitioned history.
      ALTER TABLE identity.sign_ins DROP CONSTRAINT sign_ins_method_check, DROP CONSTRAINT sign_ins_reason_check,
        ADD CONSTRAINT sign_ins_method_check CHECK (method ~ '^[a-z_]{1,30}$'),
        ADD CONSTRAINT sign_ins_reason_check CHECK (reason ~ '^[a-z_]{1,40}$');
    `);
    await db.query(`SELECT platform.grant_runtime('identity')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP VIEW identity.enrolled_factors;
      DROP TABLE identity.challenge_steps, identity.recovery_codes, identity.factors;
      DROP INDEX identity.challenges_person;
      ALTER TABLE identity.sessions DROP COLUMN strong_at;
      ALTER TABLE identity.attempts DROP COLUMN proof_due;
    `);
  }
}
