import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counters of tries (ID-9), second factors (ID-5), sessions with their refresh tokens (ID-11), sign-in history (ID-12). */
export class IdentityCreateSessions1795300005002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE identity.attempts (
        kind text NOT NULL CHECK (kind IN ('identifier', 'account', 'address')),
        -- blind index of the typed identifier, person id, or blind index of the address
        key text NOT NULL,
        tries integer NOT NULL CHECK (tries >= 0),
        -- after this instant the tries are forgotten
        fresh_until timestamptz NOT NULL,
        locked_until timestamptz,
        PRIMARY KEY (kind, key)
      ) WITH (fillfactor = 70);
      CREATE INDEX attempts_stale ON identity.attempts (fresh_until);

      CREATE TABLE identity.totp_factors (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES identity.accounts,
        label text NOT NULL,
        secret_sealed text NOT NULL,
        created_at timestamptz NOT NULL,
        confirmed_at timestamptz,
        -- the last time step a code was accepted for: a code works once (RFC 6238, 5.2)
        last_step bigint
      );
      CREATE INDEX totp_factors_person ON identity.totp_factors (person_id);
      CREATE UNIQUE INDEX totp_factors_pending ON identity.totp_factors (person_id) WHERE confirmed_at IS NULL;

      CREATE TABLE identity.sessions (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES identity.accounts,
        assignment_id uuid REFERENCES identity.role_assignments ON DELETE SET NULL,
        acr text NOT NULL CHECK (acr IN ('password', 'second_factor')),
        created_at timestamptz NOT NULL,
        last_used_at timestamptz NOT NULL,
        idle_until timestamptz NOT NULL,
        ip inet NOT NULL,
        user_agent text,
        device_name text,
        ended_at timestamptz,
        end_reason text CHECK (end_reason IN ('signed_out', 'ended_by_owner', 'password_changed', 'blocked', 'refresh_reused', 'factor_changed', 'closed')),
        CHECK ((ended_at IS NULL) = (end_reason IS NULL))
      );
      CREATE INDEX sessions_person ON identity.sessions (person_id, created_at DESC, id DESC);
      CREATE INDEX sessions_live ON identity.sessions (person_id) WHERE ended_at IS NULL;

      CREATE TABLE identity.refresh_tokens (
        hash bytea PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES identity.sessions ON DELETE CASCADE,
        generation integer NOT NULL,
        issued_at timestamptz NOT NULL,
        rotated_at timestamptz,
        -- makes the next token out of this one; useless without the token itself
        salt bytea,
        UNIQUE (session_id, generation),
        CHECK ((rotated_at IS NULL) = (salt IS NULL))
      );

      CREATE TABLE identity.challenges (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('sign_in', 'step_up')),
        person_id uuid NOT NULL REFERENCES identity.accounts,
        session_id uuid REFERENCES identity.sessions ON DELETE CASCADE,
        -- the identifier typed at sign-in: its counter is cleared when the second factor succeeds
        attempt_key text,
        device_name text,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        CHECK ((kind = 'step_up') = (session_id IS NOT NULL))
      );
      CREATE INDEX challenges_expired ON identity.challenges (expires_at);
      CREATE INDEX challenges_session ON identity.challenges (session_id);

      CREATE TABLE identity.sign_ins (
        id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        person_id uuid NOT NULL,
        session_id uuid,
        ip inet NOT NULL,
        user_agent text,
        device_name text,
        method text NOT NULL CHECK (method IN ('password', 'totp', 'refresh')),
        outcome text NOT NULL CHECK (outcome IN ('success', 'failure')),
        reason text CHECK (reason IN ('wrong_password', 'wrong_code', 'used_code', 'locked', 'blocked', 'refresh_reused')),
        PRIMARY KEY (created_at, id),
        CHECK ((outcome = 'failure') = (reason IS NOT NULL))
      ) PARTITION BY RANGE (created_at);
      CREATE INDEX sign_ins_person ON identity.sign_ins (person_id, created_at DESC, id DESC);
    `);
    await db.query(`SELECT platform.register_month_table('identity.sign_ins')`);
    await db.query(`SELECT platform.grant_runtime('identity')`);
    await db.query(`SELECT platform.make_append_only('identity.sign_ins')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DELETE FROM platform.partitioned_table WHERE relation = 'identity.sign_ins'`);
    await db.query('DROP TABLE identity.sign_ins, identity.challenges, identity.refresh_tokens, identity.sessions, identity.totp_factors, identity.attempts');
  }
}
