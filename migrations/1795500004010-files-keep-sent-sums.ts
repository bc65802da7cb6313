import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pictures are drawn anew before they are kept: what was sent is known by its sum, so that the same upload again is recognised. */
export class FilesKeepSentSums1795500004010 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE files.file ADD COLUMN sent_sha256 text CHECK (sent_sha256 ~ '^[0-9a-f]{64}$');
      UPDATE files.file SET sent_sha256 = sha256;
      ALTER TABLE files.file ALTER COLUMN sent_sha256 SET NOT NULL;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE files.file DROP COLUMN sent_sha256');
  }
}
