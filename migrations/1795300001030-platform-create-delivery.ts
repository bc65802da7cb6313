import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What leaves by e-mail and SMS, codes and notices alike (architecture, Transactions 4). Instants here are technical: leases
 * and pauses are measured by the database's clock, which all workers share; only `expires_at` is the business's.
 */
export class PlatformCreateDelivery1795300001030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE platform.delivery (
        -- Also the e-mail's Message-ID and the SMS gateway's id, so that a second try can be known as one.
        id uuid PRIMARY KEY,
        channel text NOT NULL CHECK (channel IN ('email', 'sms')),
        -- Who knows the words: 'sealed' means the row itself, otherwise a source that is asked right before sending.
        source text NOT NULL,
        ref uuid,
        event_id uuid,
        -- Address and words, encrypted; wiped once the delivery is over.
        sealed text,
        state text NOT NULL DEFAULT 'pending'
          CHECK (state IN ('pending', 'claimed', 'sending', 'sent', 'unknown', 'failed', 'cancelled', 'expired')),
        -- Whose claim it is: a worker that comes back too late records nothing.
        claim uuid,
        lease_until timestamptz,
        attempts integer NOT NULL DEFAULT 0,
        -- Sends whose outcome nobody knows: the counted window (NO-5).
        unknowns integer NOT NULL DEFAULT 0,
        next_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz,
        provider_id text,
        error text,
        created_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz,
        CHECK ((source = 'sealed') = (ref IS NULL)),
        CHECK (source <> 'sealed' OR sealed IS NOT NULL OR finished_at IS NOT NULL)
      );
      CREATE INDEX delivery_pending ON platform.delivery (channel, next_at) WHERE state = 'pending';
      CREATE INDEX delivery_leased ON platform.delivery (lease_until) WHERE state IN ('claimed', 'sending');
      CREATE INDEX delivery_failed ON platform.delivery (finished_at) WHERE state IN ('failed', 'unknown');
      CREATE INDEX delivery_finished ON platform.delivery (finished_at) WHERE finished_at IS NOT NULL;

      -- What the local mailbox received; outside production only.
      CREATE TABLE platform.local_mailbox (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        delivery_id uuid,
        channel text NOT NULL,
        recipient text NOT NULL,
        subject text,
        text text NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX local_mailbox_by_recipient ON platform.local_mailbox (recipient, id);

      SELECT platform.grant_runtime('platform');
      REVOKE INSERT, UPDATE, DELETE ON platform.partitioned_table FROM cabinet_runtime;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE platform.local_mailbox; DROP TABLE platform.delivery;');
  }
}
