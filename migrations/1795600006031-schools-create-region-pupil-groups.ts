import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Groups of pupils across schools (SC-11): a region's, or those of one of its groups of schools; each school puts its own pupils in. */
export class SchoolsCreateRegionPupilGroups1795600006031 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE schools.school_groups ADD CONSTRAINT school_groups_region UNIQUE (region_code, id);

      CREATE TABLE schools.region_pupil_groups (
        region_code text NOT NULL REFERENCES schools.regions,
        id uuid PRIMARY KEY,
        -- whose schools put pupils in; null: every school of the region
        school_group_id uuid,
        name text NOT NULL CHECK (name <> ''),
        name_key text NOT NULL,
        about text CHECK (about <> ''),
        version integer NOT NULL DEFAULT 1,
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL,
        FOREIGN KEY (region_code, school_group_id) REFERENCES schools.school_groups (region_code, id),
        CONSTRAINT region_pupil_groups_name UNIQUE (region_code, name_key)
      );
      CREATE TABLE schools.region_pupil_group_members (
        school_id uuid NOT NULL,
        group_id uuid NOT NULL REFERENCES schools.region_pupil_groups,
        pupil_id uuid NOT NULL,
        valid_from date NOT NULL,
        -- first day no longer in it
        valid_until date,
        PRIMARY KEY (school_id, group_id, pupil_id, valid_from),
        FOREIGN KEY (school_id, pupil_id) REFERENCES schools.pupils (school_id, id),
        CHECK (valid_until > valid_from),
        CONSTRAINT region_pupil_group_members_once EXCLUDE USING gist (school_id WITH =, group_id WITH =, pupil_id WITH =, daterange(valid_from, valid_until, '[)') WITH &&)
      );
      CREATE INDEX region_pupil_group_members_group ON schools.region_pupil_group_members (group_id, school_id);
      CREATE INDEX region_pupil_group_members_pupil ON schools.region_pupil_group_members (pupil_id);

      CREATE VIEW schools.v_school_group_member AS SELECT group_id, school_id, valid_from, valid_until FROM schools.school_group_members;
      CREATE VIEW schools.v_region_pupil_group_member AS SELECT school_id, group_id, pupil_id, valid_from, valid_until FROM schools.region_pupil_group_members;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP VIEW schools.v_region_pupil_group_member; DROP VIEW schools.v_school_group_member;
      DROP TABLE schools.region_pupil_group_members; DROP TABLE schools.region_pupil_groups;
      ALTER TABLE schools.school_groups DROP CONSTRAINT school_groups_region;
    `);
  }
}
