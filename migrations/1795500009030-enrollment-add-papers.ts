import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Paper applications, requests brought in person (EN-14), and overdue ones support is asked to look into (EN-10). */
export class EnrollmentAddPapers1795500009030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE enrollment.requests
        -- what the paper says of the applicant, its date, and who entered it; null: composed on line
        ADD COLUMN paper jsonb CHECK (paper ?& ARRAY['applicantName', 'datedOn', 'enteredBy']),
        ADD COLUMN in_person boolean NOT NULL DEFAULT false,
        ADD COLUMN support_asked_at timestamptz,
        ADD CONSTRAINT requests_paper_has_school CHECK (paper IS NULL OR (school_id IS NOT NULL AND scope IS NOT NULL)),
        ADD CONSTRAINT requests_paper_was_brought CHECK (paper IS NULL OR NOT in_person);
      CREATE INDEX requests_paper_drafts ON enrollment.requests (school_id, id) WHERE status = 'draft' AND paper IS NOT NULL;
      DROP INDEX enrollment.requests_queue_of_operator;
      CREATE INDEX requests_queue_of_operator ON enrollment.requests (due_at, id) WHERE status <> 'draft' 
        AND (scope = 'operator' OR (support_asked_at IS NOT NULL AND status IN ('submitted', 'accepted', 'in_review', 'awaiting_applicant')));

      -- whose paper applications a school has entered: the same person by name and contact is one account
      CREATE TABLE enrollment.paper_applicants (
        school_id uuid NOT NULL,
        -- blind index of a name with a contact
        key text NOT NULL,
        person_id uuid NOT NULL,
        PRIMARY KEY (school_id, key)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE enrollment.paper_applicants;
      DROP INDEX enrollment.requests_paper_drafts, enrollment.requests_queue_of_operator;
      DELETE FROM enrollment.requests WHERE status = 'draft' AND paper IS NOT NULL;
      ALTER TABLE enrollment.requests DROP CONSTRAINT requests_paper_has_school, DROP CONSTRAINT requests_paper_was_brought,
        DROP COLUMN paper, DROP COLUMN in_person, DROP COLUMN support_asked_at;
      CREATE INDEX requests_queue_of_operator ON enrollment.requests (due_at, id) WHERE status <> 'draft' AND scope = 'operator';
    `);
  }
}
