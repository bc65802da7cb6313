import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Invitations of representatives by a school (FA-3). One that is accepted becomes a link with the same id. */
export class FamilyCreateInvitations1795500008020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE family.invitations (
        school_id uuid NOT NULL,
        id uuid NOT NULL UNIQUE,
        pupil_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('mother', 'father', 'guardian', 'other')),
        can_act boolean NOT NULL,
        -- whom: what an account is found by (blind), and the name it must have; an account need not be there yet
        alias_key text NOT NULL,
        family text NOT NULL,
        given text NOT NULL,
        patronymic text,
        status text NOT NULL CHECK (status IN ('awaiting_confirmation', 'linked', 'declined', 'revoked', 'expired')),
        reason text CHECK (reason ~ '^[a-z_]+$'),
        -- who answered
        guardian_id uuid,
        made_by uuid NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL CHECK (expires_at > created_at),
        changed_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (school_id, id),
        FOREIGN KEY (school_id, pupil_id) REFERENCES schools.pupils (school_id, id),
        CHECK (status <> 'linked' OR guardian_id IS NOT NULL),
        CHECK (status IN ('linked', 'awaiting_confirmation') OR reason IS NOT NULL)
      );
      -- one waits at a time; said again, it is the same
      CREATE UNIQUE INDEX invitations_waiting ON family.invitations (school_id, pupil_id, alias_key) WHERE status = 'awaiting_confirmation';
      CREATE INDEX invitations_to ON family.invitations (alias_key) WHERE status = 'awaiting_confirmation';
      CREATE INDEX invitations_by_school ON family.invitations (school_id, created_at DESC, id DESC);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE family.invitations');
  }
}
