import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files taken in before there was an antivirus are asked about later: who was asked about when, so that none is forgotten and none holds up the rest (SE-6). */
export class FilesAskAboutOld1795600004070 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE files.file ADD COLUMN asked_about_at timestamptz;
      CREATE INDEX file_not_scanned ON files.file (asked_about_at NULLS FIRST, id) WHERE state = 'not_scanned';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE files.file DROP COLUMN asked_about_at');
  }
}
