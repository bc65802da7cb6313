import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One-time codes a school gives out for a pupil (FA-2). The code itself is nowhere: only blind indexes of it. */
export class FamilyCreateLinkingCodes1795500008010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE family.linking_codes (
        school_id uuid NOT NULL,
        id uuid NOT NULL UNIQUE,
        pupil_id uuid NOT NULL,
        -- for whom: somebody who represents the pupil, or the pupil's own account
        kind text NOT NULL CHECK (kind IN ('guardian', 'pupil')),
        code_index text NOT NULL UNIQUE,
        -- of the part that names school and pupil: a wrong code of this beginning counts against the pupil's codes
        tag_index text NOT NULL,
        tries smallint NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 5),
        issued_by uuid NOT NULL,
        issued_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_by uuid,
        used_at timestamptz,
        link_id uuid,
        revoked_by uuid,
        revoked_at timestamptz,
        PRIMARY KEY (school_id, id),
        FOREIGN KEY (school_id, pupil_id) REFERENCES schools.pupils (school_id, id),
        FOREIGN KEY (school_id, link_id) REFERENCES family.links (school_id, id),
        CHECK (expires_at > issued_at),
        CHECK ((used_at IS NULL) = (used_by IS NULL)),
        CHECK ((revoked_at IS NULL) = (revoked_by IS NULL)),
        CHECK (used_at IS NULL OR revoked_at IS NULL),
        CHECK ((link_id IS NOT NULL) = (used_at IS NOT NULL AND kind = 'guardian'))
      );
      CREATE INDEX linking_codes_open ON family.linking_codes (tag_index, id) WHERE used_at IS NULL AND revoked_at IS NULL;
      CREATE INDEX linking_codes_pupil ON family.linking_codes (school_id, pupil_id);
      CREATE INDEX linking_codes_newest ON family.linking_codes (school_id, issued_at DESC, id DESC);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE family.linking_codes');
  }
}
