import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sign-in through a portal (ID-6) and the links of its accounts with ours (ID-7). An attempt is what ties the portal's
 * answer to the browser that asked: used once, for ten minutes. The portal's name for a person is kept as a blind index.
 */
export class IdentityCreatePortalAttempts1795400005031 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE identity.portal_attempts (
        id uuid PRIMARY KEY,
        provider text NOT NULL,
        purpose text NOT NULL CHECK (purpose IN ('sign_in', 'link', 'step_up')),
        -- SHA-256 of the state, and of the cookie of the browser that began
        state_hash bytea NOT NULL UNIQUE,
        browser_hash bytea NOT NULL,
        -- state, PKCE verifier and nonce; once answered, the person as the portal knows them
        sealed text NOT NULL,
        return_to text NOT NULL,
        -- who strengthens which session, or links from it
        person_id uuid REFERENCES identity.accounts,
        session_id uuid REFERENCES identity.sessions ON DELETE CASCADE,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        answered_at timestamptz,
        -- SHA-256 of the one-time code the browser came back with, or of the ticket to link or register with
        ticket_hash bytea UNIQUE,
        ticket_kind text CHECK (ticket_kind IN ('exchange', 'unlinked')),
        CHECK ((ticket_hash IS NULL) = (ticket_kind IS NULL)),
        CHECK (ticket_hash IS NULL OR answered_at IS NOT NULL),
        CHECK ((purpose = 'sign_in') = (session_id IS NULL)),
        CHECK ((session_id IS NULL) = (person_id IS NULL))
      );
      CREATE INDEX portal_attempts_expired ON identity.portal_attempts (expires_at);
      CREATE INDEX portal_attempts_session ON identity.portal_attempts (session_id);

      CREATE TABLE identity.linked_accounts (
        person_id uuid NOT NULL REFERENCES identity.accounts,
        provider text NOT NULL,
        -- blind index of the portal's name for the person
        subject_key text NOT NULL,
        linked_at timestamptz NOT NULL,
        linked_by uuid NOT NULL,
        last_used_at timestamptz,
        PRIMARY KEY (person_id, provider),
        UNIQUE (provider, subject_key)
      );
    `);
    await db.query(`SELECT platform.grant_runtime('identity')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE identity.linked_accounts, identity.portal_attempts');
  }
}
