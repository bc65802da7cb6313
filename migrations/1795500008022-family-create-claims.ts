import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Children as parents enter them (FA-1), waiting to be matched with a school's roll, and the phones of representatives that
 * a school has on file, which a match is proved by.
 */
export class FamilyCreateClaims1795500008022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE family.claims (
        school_id uuid NOT NULL,
        id uuid NOT NULL UNIQUE,
        guardian_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('mother', 'father', 'guardian', 'other')),
        family text NOT NULL,
        given text NOT NULL,
        patronymic text,
        birth_date date NOT NULL,
        sex text NOT NULL CHECK (sex IN ('m', 'f')),
        -- of name and birth date, for telling entered twice from another child
        child_key text NOT NULL,
        document_kind text NOT NULL CHECK (document_kind IN ('birth_certificate', 'passport', 'foreign')),
        document_sealed text NOT NULL,
        snils_sealed text,
        inn_sealed text,
        consent_version integer NOT NULL,
        -- until the code to the phone is confirmed nobody else sees it
        status text NOT NULL CHECK (status IN ('unconfirmed', 'awaiting_confirmation', 'linked', 'declined', 'revoked')),
        reason text CHECK (reason ~ '^[a-z_]+$'),
        -- which of the entered data differ; said to somebody proved only
        differs text[] NOT NULL DEFAULT '{}',
        -- of the phone that was proved when the claim was confirmed
        phone_index text,
        confirmed_at timestamptz,
        -- the link it became; another one than its own id where the parent was linked already
        link_id uuid,
        checked_at timestamptz,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (school_id, id),
        FOREIGN KEY (school_id, link_id) REFERENCES family.links,
        CHECK ((status = 'linked') = (link_id IS NOT NULL)),
        CHECK (status IN ('unconfirmed', 'revoked') OR (confirmed_at IS NOT NULL AND phone_index IS NOT NULL)),
        CHECK (status = 'linked' OR reason IS NOT NULL)
      );
      CREATE UNIQUE INDEX claims_open ON family.claims (guardian_id, school_id, child_key) WHERE status IN ('unconfirmed', 'awaiting_confirmation');
      CREATE INDEX claims_of_guardian ON family.claims (guardian_id, created_at DESC);
      CREATE INDEX claims_by_school ON family.claims (school_id, status, created_at DESC, id DESC);

      CREATE TABLE family.contacts_on_file (
        school_id uuid NOT NULL,
        pupil_id uuid NOT NULL,
        phone_index text NOT NULL,
        phone_sealed text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('mother', 'father', 'guardian', 'other')),
        family text NOT NULL,
        given text NOT NULL,
        patronymic text,
        added_by uuid NOT NULL,
        added_at timestamptz NOT NULL,
        PRIMARY KEY (school_id, pupil_id, phone_index),
        FOREIGN KEY (school_id, pupil_id) REFERENCES schools.pupils (school_id, id)
      );
      CREATE INDEX contacts_on_file_phone ON family.contacts_on_file (school_id, phone_index);

      ALTER TABLE family.links DROP CONSTRAINT links_source_check,
        ADD CONSTRAINT links_source_check CHECK (source IN ('request', 'code', 'invitation', 'import', 'data')),
        -- FA-6: linked by data without SNILS and INN; the diary waits for one of them
        ADD COLUMN incomplete boolean NOT NULL DEFAULT false;
      CREATE OR REPLACE VIEW family.v_link AS
        SELECT id, guardian_id, pupil_id, school_id, status, kind,
               can_view AND status = 'linked' AND NOT incomplete AS can_view, can_act AND status = 'linked' AND NOT incomplete AS can_act, incomplete
        FROM family.links;
      CREATE OR REPLACE VIEW family.v_viewer AS
        SELECT school_id, pupil_id, guardian_id AS person_id, 'infinity'::timestamptz AS until
        FROM family.links WHERE status = 'linked' AND can_view AND NOT incomplete
        UNION ALL
        SELECT school_id, pupil_id, guest_id, valid_until FROM family.guest_accesses WHERE status = 'active';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE VIEW family.v_viewer AS
        SELECT school_id, pupil_id, guardian_id AS person_id, 'infinity'::timestamptz AS until
        FROM family.links WHERE status = 'linked' AND can_view
        UNION ALL
        SELECT school_id, pupil_id, guest_id, valid_until FROM family.guest_accesses WHERE status = 'active';
      DROP VIEW family.v_link;
      CREATE VIEW family.v_link AS
        SELECT id, guardian_id, pupil_id, school_id, status, kind,
               can_view AND status = 'linked' AS can_view, can_act AND status = 'linked' AS can_act
        FROM family.links;
      ALTER TABLE family.links DROP COLUMN incomplete, DROP CONSTRAINT links_source_check,
        ADD CONSTRAINT links_source_check CHECK (source IN ('request', 'code', 'invitation', 'import'));
      DROP TABLE family.contacts_on_file, family.claims;
    `);
  }
}
