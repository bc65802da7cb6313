import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bytes of a rejected file are removed while its row stays: whoever copies files needs to know. */
export class FilesQuarantine1795500004011 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE OR REPLACE VIEW files.v_file AS SELECT id, size, sha256, object_id IS NOT NULL AS attached, state FROM files.file');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP VIEW files.v_file; CREATE VIEW files.v_file AS SELECT id, size, sha256, object_id IS NOT NULL AS attached FROM files.file');
  }
}
