import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * People, their accounts, what they sign in by, and the roles they hold (ID-1, ID-3, ID-13). SNILS is sealed, with a
 * blind index beside it; what people sign in by is kept as blind indexes only, so that this table lists nobody's contacts.
 */
export class IdentityCreatePeople1795300005001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE SCHEMA identity;

      CREATE TABLE identity.people (
        id uuid PRIMARY KEY,
        family text NOT NULL CHECK (family <> ''),
        given text NOT NULL CHECK (given <> ''),
        patronymic text CHECK (patronymic <> ''),
        -- folded by the program (ё = е, case, dashes), so that search does not hang on the server's locale
        name_key text NOT NULL,
        birth_date date,
        snils_sealed text,
        snils_index text UNIQUE,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1,
        CHECK ((snils_sealed IS NULL) = (snils_index IS NULL))
      );
      CREATE INDEX people_name ON identity.people (name_key text_pattern_ops, id);

      CREATE TABLE identity.accounts (
        person_id uuid PRIMARY KEY REFERENCES identity.people,
        status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'blocked', 'closed')),
        status_reason text,
        status_changed_at timestamptz,
        status_changed_by uuid,
        login text,
        password_hash text,
        password_set_at timestamptz,
        -- given out by a school: the first sign-in must replace it and add contacts (ID-4)
        password_transit boolean NOT NULL DEFAULT false,
        locale text NOT NULL DEFAULT 'ru' CHECK (locale IN ('ru', 'en')),
        -- the role acted in last, proposed at the next sign-in (ID-13)
        last_assignment_id uuid,
        created_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1,
        CHECK ((password_hash IS NULL) = (password_set_at IS NULL))
      );

      CREATE TABLE identity.contacts (
        person_id uuid NOT NULL REFERENCES identity.people,
        kind text NOT NULL CHECK (kind IN ('email', 'phone')),
        value text NOT NULL,
        proved_at timestamptz,
        PRIMARY KEY (person_id, kind)
      );

      CREATE TABLE identity.aliases (
        key text PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES identity.accounts,
        kind text NOT NULL CHECK (kind IN ('phone', 'email', 'snils', 'login')),
        UNIQUE (person_id, kind)
      );
      COMMENT ON TABLE identity.aliases IS 'What an account signs in by: blind index of kind and normalised value (ID-1)';

      CREATE TABLE identity.password_history (
        person_id uuid NOT NULL REFERENCES identity.accounts,
        set_at timestamptz NOT NULL,
        hash text NOT NULL,
        PRIMARY KEY (person_id, set_at)
      );

      CREATE TABLE identity.role_assignments (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES identity.people,
        role text NOT NULL CHECK (role IN ('pupil', 'guardian', 'teacher', 'homeroom_teacher', 'methodist', 'deputy_head', 'secretary',
          'school_admin', 'director', 'regional_coordinator', 'support_agent', 'content_editor', 'system_admin', 'guest')),
        school_id uuid,
        class_id uuid,
        region_code text CHECK (region_code ~ '^[0-9]{2}$'),
        valid_from timestamptz NOT NULL,
        valid_until timestamptz,
        status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'terminated')),
        terminated_at timestamptz,
        terminated_by uuid,
        reason text,
        created_at timestamptz NOT NULL,
        created_by uuid,
        version integer NOT NULL DEFAULT 1,
        CHECK (valid_until > valid_from),
        CHECK ((status = 'terminated') = (terminated_at IS NOT NULL)),
        CHECK (school_id IS NOT NULL OR role NOT IN ('pupil', 'teacher', 'homeroom_teacher', 'methodist', 'deputy_head', 'secretary', 'school_admin', 'director')),
        CHECK (class_id IS NOT NULL OR role <> 'homeroom_teacher'),
        CHECK (region_code IS NOT NULL OR role <> 'regional_coordinator'),
        CHECK (role <> 'guardian' OR (school_id IS NULL AND class_id IS NULL))
      );
      CREATE UNIQUE INDEX role_assignments_once ON identity.role_assignments (person_id, role, school_id, class_id, region_code)
        NULLS NOT DISTINCT WHERE status = 'active';
      CREATE INDEX role_assignments_holders ON identity.role_assignments (school_id, role, person_id) WHERE status = 'active';

      CREATE VIEW identity.v_person AS SELECT id, family, given, patronymic, birth_date FROM identity.people;
      CREATE VIEW identity.v_contact AS
        SELECT a.person_id,
          (SELECT value FROM identity.contacts c WHERE c.person_id = a.person_id AND c.kind = 'email' AND c.proved_at IS NOT NULL) AS email,
          (SELECT value FROM identity.contacts c WHERE c.person_id = a.person_id AND c.kind = 'phone' AND c.proved_at IS NOT NULL) AS phone,
          a.locale
        FROM identity.accounts a WHERE a.status <> 'closed';
      CREATE VIEW identity.v_role AS
        SELECT id AS assignment_id, person_id, role, school_id, class_id, region_code, valid_from, valid_until, status
        FROM identity.role_assignments;
    `);
    await db.query(`SELECT platform.grant_runtime('identity')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP SCHEMA identity CASCADE');
  }
}
