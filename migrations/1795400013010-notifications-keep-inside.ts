import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notices of a school in trial mode that were kept from its families (SC-4). */
export class NotificationsKeepInside1795400013010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE notifications.decisions DROP CONSTRAINT decisions_outcome_check;
      ALTER TABLE notifications.decisions ADD CONSTRAINT decisions_outcome_check CHECK (outcome IN
        ('planned', 'sent', 'refused_by_preference', 'no_contact', 'no_text', 'lost_rights', 'not_true_any_more', 'kept_inside', 'unknown', 'failed'));
      CREATE INDEX decisions_kept_inside ON notifications.decisions (school_id) WHERE outcome = 'kept_inside';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX notifications.decisions_kept_inside;
      UPDATE notifications.decisions SET outcome = 'lost_rights' WHERE outcome = 'kept_inside';
      ALTER TABLE notifications.decisions DROP CONSTRAINT decisions_outcome_check;
      ALTER TABLE notifications.decisions ADD CONSTRAINT decisions_outcome_check CHECK (outcome IN
        ('planned', 'sent', 'refused_by_preference', 'no_contact', 'no_text', 'lost_rights', 'not_true_any_more', 'unknown', 'failed'));
    `);
  }
}
