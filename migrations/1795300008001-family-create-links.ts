import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Guardianship: who may see and act for which pupil (FA-4, FA-5, FA-7). A link belongs to the pupil's school. It is never
 * deleted: it ends, and its history says by whom and why.
 */
export class FamilyCreateLinks1795300008001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA IF NOT EXISTS family;

      CREATE TABLE family.links (
        school_id uuid NOT NULL,
        id uuid NOT NULL UNIQUE,
        pupil_id uuid NOT NULL,
        guardian_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('mother', 'father', 'guardian', 'other')),
        status text NOT NULL CHECK (status IN ('awaiting_confirmation', 'linked', 'declined', 'revoked')),
        can_view boolean NOT NULL DEFAULT true,
        can_act boolean NOT NULL DEFAULT true,
        source text NOT NULL CHECK (source IN ('request', 'code', 'invitation', 'import')),
        request_id uuid,
        -- why it is not linked, a code whose words the program knows
        reason text CHECK (reason ~ '^[a-z_]+$'),
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        PRIMARY KEY (school_id, id),
        FOREIGN KEY (school_id, pupil_id) REFERENCES schools.pupils (school_id, id),
        CHECK (source <> 'request' OR request_id IS NOT NULL),
        CHECK (status IN ('linked', 'awaiting_confirmation') OR reason IS NOT NULL),
        CHECK (can_view OR NOT can_act)
      );
      -- one standing link of a person with a pupil; ended ones stay beside it
      CREATE UNIQUE INDEX links_standing ON family.links (guardian_id, pupil_id) WHERE status IN ('awaiting_confirmation', 'linked');
      CREATE INDEX links_by_pupil ON family.links (pupil_id, status) INCLUDE (guardian_id, can_view, can_act);
      CREATE INDEX links_by_school ON family.links (school_id, changed_at DESC, id DESC);

      CREATE TABLE family.link_history (
        school_id uuid NOT NULL,
        link_id uuid NOT NULL,
        id uuid NOT NULL,
        at timestamptz NOT NULL,
        -- null: the system (a date came)
        actor_id uuid,
        from_status text,
        to_status text NOT NULL,
        reason text,
        PRIMARY KEY (school_id, link_id, id),
        FOREIGN KEY (school_id, link_id) REFERENCES family.links
      );

      -- The rights in it hold only while the link does, so that a reader who forgets the status gives nothing away.
      CREATE VIEW family.v_link AS
        SELECT id, guardian_id, pupil_id, school_id, status, kind,
               can_view AND status = 'linked' AS can_view, can_act AND status = 'linked' AS can_act
        FROM family.links;

      SELECT platform.grant_runtime('family');
      SELECT platform.make_append_only('family.link_history');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA family CASCADE');
  }
}
