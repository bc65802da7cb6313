import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Uploaded files: what they are and whose. Bytes are outside the database (platform/storage), found by the file's id. */
export class FilesCreateTables1795300004001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE SCHEMA files;

      CREATE TABLE files.file (
        id uuid PRIMARY KEY,
        purpose text NOT NULL,
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        media_type text NOT NULL,
        size bigint NOT NULL CHECK (size > 0),
        sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        state text NOT NULL CHECK (state IN ('not_scanned', 'scanning', 'clean', 'rejected')),
        uploaded_by uuid NOT NULL,
        uploaded_at timestamptz NOT NULL,
        -- Idempotency-Key of the upload
        upload_key text,
        -- the object that shows the file; who may see the object may see the file (platform/objects)
        object_type text,
        object_id uuid,
        attached_at timestamptz,
        CHECK (num_nulls(object_type, object_id, attached_at) IN (0, 3)),
        UNIQUE (uploaded_by, upload_key)
      );
      CREATE INDEX file_unattached ON files.file (uploaded_by) WHERE object_id IS NULL;
      CREATE INDEX file_of_object ON files.file (object_type, object_id) WHERE object_id IS NOT NULL;

      -- What a backup needs to know of the bytes.
      CREATE VIEW files.v_file AS SELECT id, size, sha256, object_id IS NOT NULL AS attached FROM files.file;

      SELECT platform.grant_runtime('files');
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP SCHEMA files CASCADE');
  }
}
