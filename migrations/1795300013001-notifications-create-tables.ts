import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Feed, decisions and choices (NO-2, NO-3, NO-9). Feed and decisions grow with every mark, so they are cut by month of
 * `created_at`; a decision names the row's month to whoever comes back to it.
 */
export class NotificationsCreateTables1795300013001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA IF NOT EXISTS notifications;

      -- What a person sees in the app.
      CREATE TABLE notifications.feed (
        id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        person_id uuid NOT NULL,
        school_id uuid,
        -- Whose child it tells of: shown only while the person may see them.
        pupil_id uuid,
        event_id uuid NOT NULL,
        type text NOT NULL,
        category text NOT NULL,
        importance text NOT NULL CHECK (importance IN ('low', 'normal', 'high')),
        object_type text NOT NULL,
        object_id text NOT NULL,
        title text NOT NULL,
        body text NOT NULL,
        link text,
        occurred_at timestamptz NOT NULL,
        read_at timestamptz,
        archived_at timestamptz,
        PRIMARY KEY (created_at, id)
      ) PARTITION BY RANGE (created_at);
      CREATE INDEX feed_by_person ON notifications.feed (person_id, created_at DESC, id DESC);
      CREATE INDEX feed_by_id ON notifications.feed (id);
      SELECT platform.register_month_table('notifications.feed');

      -- One row an event, person and channel: what was decided and what became of it.
      CREATE TABLE notifications.decisions (
        id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        event_id uuid NOT NULL,
        type text NOT NULL,
        category text NOT NULL,
        -- What is told, as the module named it: ids and facts.
        subject jsonb NOT NULL,
        school_id uuid,
        pupil_id uuid,
        person_id uuid NOT NULL,
        channel text NOT NULL CHECK (channel IN ('in_app', 'email', 'sms')),
        outcome text NOT NULL CHECK (outcome IN
          ('planned', 'sent', 'refused_by_preference', 'no_contact', 'no_text', 'lost_rights', 'not_true_any_more', 'unknown', 'failed')),
        reason text,
        occurred_at timestamptz NOT NULL,
        decided_at timestamptz NOT NULL,
        PRIMARY KEY (created_at, id)
      ) PARTITION BY RANGE (created_at);
      CREATE INDEX decisions_by_id ON notifications.decisions (id);
      CREATE INDEX decisions_by_event ON notifications.decisions (event_id, person_id);
      SELECT platform.register_month_table('notifications.decisions');

      -- What a person chose otherwise than the default.
      CREATE TABLE notifications.choices (
        person_id uuid NOT NULL,
        category text NOT NULL,
        channel text NOT NULL CHECK (channel IN ('in_app', 'email', 'sms')),
        enabled boolean NOT NULL,
        PRIMARY KEY (person_id, category, channel)
      );
      -- One row a person: the version of their choices.
      CREATE TABLE notifications.choice_versions (
        person_id uuid PRIMARY KEY,
        version integer NOT NULL
      );

      SELECT platform.grant_runtime('notifications');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA notifications CASCADE');
  }
}
