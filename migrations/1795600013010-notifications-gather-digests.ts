import type { MigrationInterface, QueryRunner } from 'typeorm';

/** E-mails that are gathered into one letter a working morning (NO-9): what waits for a digest, and what went into which. */
export class NotificationsGatherDigests1795600013010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE notifications.decisions DROP CONSTRAINT decisions_outcome_check;
      ALTER TABLE notifications.decisions
        -- the letter that tells of it; null: none yet, or one of its own
        ADD COLUMN digest_id uuid,
        ADD CONSTRAINT decisions_outcome_check CHECK (outcome IN ('planned', 'gathered', 'sent', 'merged', 'refused_by_preference', 'no_contact', 'no_text',
          'lost_rights', 'not_true_any_more', 'kept_inside', 'unknown', 'failed'));
      CREATE INDEX decisions_gathered ON notifications.decisions (person_id) WHERE outcome = 'gathered';
      CREATE INDEX decisions_of_digest ON notifications.decisions (digest_id) WHERE digest_id IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX notifications.decisions_gathered, notifications.decisions_of_digest;
      UPDATE notifications.decisions SET outcome = CASE outcome WHEN 'merged' THEN 'sent' ELSE 'not_true_any_more' END WHERE outcome IN ('gathered', 'merged');
      ALTER TABLE notifications.decisions DROP COLUMN digest_id, DROP CONSTRAINT decisions_outcome_check;
      ALTER TABLE notifications.decisions ADD CONSTRAINT decisions_outcome_check CHECK (outcome IN
        ('planned', 'sent', 'refused_by_preference', 'no_contact', 'no_text', 'lost_rights', 'not_true_any_more', 'kept_inside', 'unknown', 'failed'));
    `);
  }
}
