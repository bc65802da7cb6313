import type { MigrationInterface, QueryRunner } from 'typeorm';

/** View for a time, given to a third person by a representative (FA-10), and one view of everybody who may see a pupil. */
export class FamilyCreateGuestAccesses1795500008021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE family.guest_accesses (
        school_id uuid NOT NULL,
        id uuid NOT NULL UNIQUE,
        pupil_id uuid NOT NULL,
        given_by uuid NOT NULL,
        relation text NOT NULL CHECK (relation IN ('grandparent', 'relative', 'tutor', 'other')),
        -- whom: as in family.invitations
        alias_key text NOT NULL,
        family text NOT NULL,
        given text NOT NULL,
        patronymic text,
        guest_id uuid,
        status text NOT NULL CHECK (status IN ('awaiting_confirmation', 'active', 'declined', 'ended')),
        reason text CHECK (reason ~ '^[a-z_]+$'),
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        valid_until timestamptz NOT NULL CHECK (valid_until > created_at),
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (school_id, id),
        FOREIGN KEY (school_id, pupil_id) REFERENCES schools.pupils (school_id, id),
        CHECK (status <> 'active' OR guest_id IS NOT NULL),
        CHECK (status IN ('awaiting_confirmation', 'active') OR reason IS NOT NULL)
      );
      -- one stands at a time for whoever it is addressed to
      CREATE UNIQUE INDEX guest_accesses_standing ON family.guest_accesses (school_id, pupil_id, alias_key) WHERE status IN ('awaiting_confirmation', 'active');
      CREATE INDEX guest_accesses_views ON family.guest_accesses (pupil_id, guest_id) INCLUDE (valid_until) WHERE status = 'active';
      CREATE INDEX guest_accesses_to ON family.guest_accesses (alias_key) WHERE status = 'awaiting_confirmation';
      CREATE INDEX guest_accesses_of_guest ON family.guest_accesses (guest_id) WHERE guest_id IS NOT NULL;
      CREATE INDEX guest_accesses_by_school ON family.guest_accesses (school_id, created_at DESC, id DESC);

      -- Who sees a pupil's diary beside the pupil, and until when: compare it with the business time.
      CREATE VIEW family.v_viewer AS
        SELECT school_id, pupil_id, guardian_id AS person_id, 'infinity'::timestamptz AS until
        FROM family.links WHERE status = 'linked' AND can_view
        UNION ALL
        SELECT school_id, pupil_id, guest_id, valid_until FROM family.guest_accesses WHERE status = 'active';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW family.v_viewer');
    await runner.query('DROP TABLE family.guest_accesses');
  }
}
