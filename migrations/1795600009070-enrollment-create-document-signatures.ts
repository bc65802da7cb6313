import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Electronic signatures of the documents of a request, in a PDF or beside it, with what their check came to (SC-3). */
export class EnrollmentCreateDocumentSignatures1795600009070 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE enrollment.document_signatures (
        request_id uuid NOT NULL REFERENCES enrollment.requests,
        file_id uuid NOT NULL,
        -- what was found in the file itself; null: nobody has looked yet
        embedded jsonb CHECK (jsonb_typeof(embedded) = 'array'),
        -- the signature that came beside it, sealed: certificates name people and their SNILS
        cms_sealed text,
        detached jsonb,
        CHECK ((cms_sealed IS NULL) = (detached IS NULL)),
        PRIMARY KEY (request_id, file_id)
      );

      -- Whoever decides what was sent before sees its signatures as well.
      INSERT INTO platform.outbox (name, school_id, payload, occurred_at)
      SELECT 'enrollment.documents_sent', school_id, jsonb_build_object('requestId', id), submitted_at
      FROM enrollment.requests WHERE status NOT IN ('draft', 'approved', 'rejected', 'withdrawn');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE enrollment.document_signatures');
  }
}
