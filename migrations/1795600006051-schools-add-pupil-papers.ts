import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * INN and identity document of pupils, sealed as the SNILS is, with blind indexes: what a parent enters of a child is compared with
 * them (FA-1, FA-5). The document is sealed as `[series, number, issuedOn]`.
 */
export class SchoolsAddPupilPapers1795600006051 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE schools.pupils
        ADD COLUMN inn_sealed text,
        ADD COLUMN inn_index text,
        ADD COLUMN document_kind text CHECK (document_kind IN ('birth_certificate', 'passport', 'foreign')),
        ADD COLUMN document_sealed text,
        ADD COLUMN document_index text,
        ADD CONSTRAINT pupils_inn UNIQUE (school_id, inn_index),
        ADD CONSTRAINT pupils_inn_whole CHECK ((inn_sealed IS NULL) = (inn_index IS NULL)),
        ADD CONSTRAINT pupils_document_whole CHECK (num_nulls(document_kind, document_sealed, document_index) IN (0, 3));
      -- no key: foreign documents of two countries may have one number
      CREATE INDEX pupils_document ON schools.pupils (school_id, document_index) WHERE document_index IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE schools.pupils DROP COLUMN inn_sealed, DROP COLUMN inn_index,
        DROP COLUMN document_kind, DROP COLUMN document_sealed, DROP COLUMN document_index;
    `);
  }
}
