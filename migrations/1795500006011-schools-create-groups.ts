import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Groups of schools for coordinators, and groups of pupils inside a school (SC-11); who is in them is dated. */
export class SchoolsCreateGroups1795500006011 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE schools.school_groups (
        region_code text NOT NULL REFERENCES schools.regions,
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('network', 'cluster', 'municipality')),
        name text NOT NULL CHECK (name <> ''),
        name_key text NOT NULL,
        version integer NOT NULL DEFAULT 1,
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT school_groups_name UNIQUE (region_code, name_key)
      );
      CREATE TABLE schools.school_group_members (
        group_id uuid NOT NULL REFERENCES schools.school_groups,
        school_id uuid NOT NULL REFERENCES schools.schools,
        valid_from date NOT NULL,
        -- first day no longer in it
        valid_until date,
        PRIMARY KEY (group_id, school_id, valid_from),
        CHECK (valid_until > valid_from),
        CONSTRAINT school_group_members_once EXCLUDE USING gist (group_id WITH =, school_id WITH =, daterange(valid_from, valid_until, '[)') WITH &&)
      );
      CREATE INDEX school_group_members_school ON schools.school_group_members (school_id);

      CREATE TABLE schools.pupil_groups (
        school_id uuid NOT NULL REFERENCES schools.schools,
        id uuid NOT NULL UNIQUE,
        name text NOT NULL CHECK (name <> ''),
        name_key text NOT NULL,
        about text CHECK (about <> ''),
        version integer NOT NULL DEFAULT 1,
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (school_id, id),
        CONSTRAINT pupil_groups_name UNIQUE (school_id, name_key)
      );
      CREATE TABLE schools.pupil_group_members (
        school_id uuid NOT NULL,
        group_id uuid NOT NULL,
        pupil_id uuid NOT NULL,
        valid_from date NOT NULL,
        -- first day no longer in it
        valid_until date,
        PRIMARY KEY (school_id, group_id, pupil_id, valid_from),
        FOREIGN KEY (school_id, group_id) REFERENCES schools.pupil_groups,
        FOREIGN KEY (school_id, pupil_id) REFERENCES schools.pupils (school_id, id),
        CHECK (valid_until > valid_from),
        CONSTRAINT pupil_group_members_once EXCLUDE USING gist (school_id WITH =, group_id WITH =, pupil_id WITH =, daterange(valid_from, valid_until, '[)') WITH &&)
      );
      CREATE INDEX pupil_group_members_pupil ON schools.pupil_group_members (pupil_id);

      CREATE VIEW schools.v_pupil_group AS SELECT id, school_id, name FROM schools.pupil_groups;
      CREATE VIEW schools.v_pupil_group_member AS SELECT school_id, group_id, pupil_id, valid_from, valid_until FROM schools.pupil_group_members;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP VIEW schools.v_pupil_group_member; DROP VIEW schools.v_pupil_group;
      DROP TABLE schools.pupil_group_members; DROP TABLE schools.pupil_groups; DROP TABLE schools.school_group_members; DROP TABLE schools.school_groups;
    `);
  }
}
