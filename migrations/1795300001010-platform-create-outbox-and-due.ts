import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The outbox is the truth about what happened, BullMQ is transport (architecture, Transactions 3). What falls due is a
 * row as well (6). Instants of business come as parameters; `created_at` and the like are technical.
 */
export class PlatformCreateOutboxAndDue1795300001010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE platform.outbox (
        -- A hot statement inserts (name, school_id, payload, occurred_at) and nothing else; the rest has defaults.
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        name text NOT NULL,
        school_id uuid,
        payload jsonb NOT NULL,
        occurred_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        -- When the relay handed it to the queue, and to how many subscribers.
        published_at timestamptz,
        subscribers integer,
        -- When every subscriber was done with it or had given up.
        settled_at timestamptz
      );
      CREATE INDEX outbox_unpublished ON platform.outbox (id) WHERE published_at IS NULL;
      CREATE INDEX outbox_unsettled ON platform.outbox (published_at) WHERE published_at IS NOT NULL AND settled_at IS NULL;
      CREATE INDEX outbox_settled ON platform.outbox (settled_at) WHERE settled_at IS NOT NULL;

      -- What a subscriber did with an event. 'dead' is the dead-letter list: tries are over, an operator may send it again.
      CREATE TABLE platform.inbox (
        event_id uuid NOT NULL REFERENCES platform.outbox (id) ON DELETE CASCADE,
        subscriber text NOT NULL,
        state text NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'dead')),
        error text,
        attempts integer NOT NULL DEFAULT 1,
        at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (event_id, subscriber)
      );
      CREATE INDEX inbox_dead ON platform.inbox (at) WHERE state = 'dead';

      CREATE TABLE platform.due (
        kind text NOT NULL,
        key text NOT NULL,
        due_at timestamptz NOT NULL,
        payload jsonb NOT NULL DEFAULT '{}',
        school_id uuid,
        state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'done', 'missed', 'cancelled', 'failed')),
        attempts integer NOT NULL DEFAULT 0,
        -- After a failed handling: not before this instant again.
        retry_at timestamptz,
        error text,
        finished_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (kind, key)
      );
      CREATE INDEX due_planned ON platform.due (due_at) WHERE state = 'planned';
      CREATE INDEX due_finished ON platform.due (finished_at) WHERE state <> 'planned';

      SELECT platform.grant_runtime('platform');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE platform.due; DROP TABLE platform.inbox; DROP TABLE platform.outbox;');
  }
}
