import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Classes, pupils, teaching groups and who is in them on which day (SC-8, SC-9), and results of imports (SC-6).
 * `group_members` is derived: triggers keep it equal to the classes and subgroups a group is made of, so that the hot
 * reads (diary, journal page) ask one index and nobody can forget to keep it.
 */
export class SchoolsCreateRoster1795300006002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE schools.classes (
        school_id uuid NOT NULL,
        school_year smallint NOT NULL,
        id uuid NOT NULL UNIQUE,
        grade_level smallint NOT NULL CHECK (grade_level BETWEEN 1 AND 11),
        letter text NOT NULL CHECK (letter ~ '^[А-ЯЁ0-9]{0,4}$'),
        name text NOT NULL GENERATED ALWAYS AS (grade_level::text || letter) STORED,
        homeroom_person_id uuid,
        shift smallint NOT NULL DEFAULT 1 CHECK (shift IN (1, 2)),
        profile text,
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (school_id, id),
        UNIQUE (school_id, school_year, id),
        CONSTRAINT classes_name UNIQUE (school_id, school_year, grade_level, letter),
        FOREIGN KEY (school_id, school_year) REFERENCES schools.academic_years
      );
      CREATE INDEX classes_homeroom ON schools.classes (homeroom_person_id) WHERE homeroom_person_id IS NOT NULL;
      CREATE TABLE schools.divisions (
        school_id uuid NOT NULL,
        class_id uuid NOT NULL,
        number smallint NOT NULL CHECK (number BETWEEN 1 AND 20),
        name text NOT NULL, PRIMARY KEY (school_id, class_id, number),
        FOREIGN KEY (school_id, class_id) REFERENCES schools.classes (school_id, id)
      );
      CREATE TABLE schools.subgroups (
        school_id uuid NOT NULL,
        class_id uuid NOT NULL,
        division smallint NOT NULL,
        number smallint NOT NULL CHECK (number BETWEEN 1 AND 10),
        name text NOT NULL, PRIMARY KEY (school_id, class_id, division, number),
        FOREIGN KEY (school_id, class_id, division) REFERENCES schools.divisions
      );

      CREATE TABLE schools.pupils (
        school_id uuid NOT NULL REFERENCES schools.schools,
        id uuid NOT NULL UNIQUE,
        person_id uuid,
        family text NOT NULL CHECK (family <> ''),
        given text NOT NULL CHECK (given <> ''),
        patronymic text,
        -- family, given and patronymic folded for comparing (domain rules, Identifiers)
        name_key text NOT NULL,
        birth_date date NOT NULL,
        sex text NOT NULL CHECK (sex IN ('m', 'f')),
        external_id text CHECK (external_id <> ''),
        snils_sealed text,
        snils_index text,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (school_id, id),
        CONSTRAINT pupils_external_id UNIQUE (school_id, external_id),
        CONSTRAINT pupils_snils UNIQUE (school_id, snils_index),
        CONSTRAINT pupils_person UNIQUE (school_id, person_id),
        CHECK ((snils_sealed IS NULL) = (snils_index IS NULL))
      );
      CREATE INDEX pupils_likely ON schools.pupils (school_id, birth_date, name_key);
      CREATE INDEX pupils_name ON schools.pupils (school_id, name_key text_pattern_ops, id);
      CREATE INDEX pupils_by_person ON schools.pupils (person_id) WHERE person_id IS NOT NULL;

      CREATE TABLE schools.class_members (
        school_id uuid NOT NULL,
        school_year smallint NOT NULL,
        class_id uuid NOT NULL,
        pupil_id uuid NOT NULL,
        valid_from date NOT NULL,
        valid_until date,
        PRIMARY KEY (school_id, class_id, pupil_id, valid_from),
        FOREIGN KEY (school_id, school_year, class_id) REFERENCES schools.classes (school_id, school_year, id),
        FOREIGN KEY (school_id, pupil_id) REFERENCES schools.pupils (school_id, id),
        CHECK (valid_until > valid_from),
        CHECK (valid_from >= make_date(school_year, 8, 1) AND valid_from < make_date(school_year + 1, 8, 1)),
        CHECK (valid_until <= make_date(school_year + 1, 8, 1)),
        CONSTRAINT class_members_one_class EXCLUDE USING gist (school_id WITH =, pupil_id WITH =,
          daterange(valid_from, valid_until, '[)') WITH &&)
      );
      CREATE INDEX class_members_class ON schools.class_members (class_id, pupil_id) INCLUDE (valid_from, valid_until);
      CREATE INDEX class_members_pupil ON schools.class_members (pupil_id) INCLUDE (class_id, valid_from, valid_until);
      CREATE TABLE schools.subgroup_members (
        school_id uuid NOT NULL,
        class_id uuid NOT NULL,
        division smallint NOT NULL,
        subgroup smallint NOT NULL,
        pupil_id uuid NOT NULL,
        valid_from date NOT NULL,
        valid_until date,
        PRIMARY KEY (school_id, class_id, division, pupil_id, valid_from),
        FOREIGN KEY (school_id, class_id, division, subgroup) REFERENCES schools.subgroups,
        FOREIGN KEY (school_id, pupil_id) REFERENCES schools.pupils (school_id, id),
        CHECK (valid_until > valid_from),
        CONSTRAINT subgroup_members_one_subgroup EXCLUDE USING gist (school_id WITH =, class_id WITH =, division WITH =,
          pupil_id WITH =, daterange(valid_from, valid_until, '[)') WITH &&)
      );
      CREATE INDEX subgroup_members_pupil ON schools.subgroup_members (pupil_id);
      CREATE TABLE schools.movements (
        school_id uuid NOT NULL,
        id uuid NOT NULL UNIQUE,
        pupil_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('enrolled', 'transferred', 'promoted', 'expelled', 'graduated')),
        on_date date NOT NULL,
        from_class_id uuid,
        to_class_id uuid,
        order_number text,
        note text, recorded_by uuid,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (school_id, id),
        FOREIGN KEY (school_id, pupil_id) REFERENCES schools.pupils (school_id, id),
        FOREIGN KEY (school_id, from_class_id) REFERENCES schools.classes (school_id, id),
        FOREIGN KEY (school_id, to_class_id) REFERENCES schools.classes (school_id, id),
        CHECK (from_class_id IS NOT NULL OR to_class_id IS NOT NULL)
      );
      CREATE INDEX movements_pupil ON schools.movements (pupil_id, on_date, id);

      CREATE TABLE schools.teaching_groups (
        school_id uuid NOT NULL,
        school_year smallint NOT NULL,
        id uuid NOT NULL UNIQUE,
        subject_id uuid NOT NULL,
        name text NOT NULL CHECK (name <> ''),
        hours_a_week numeric(4, 1) CHECK (hours_a_week > 0),
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (school_id, id),
        UNIQUE (school_id, school_year, id),
        CONSTRAINT teaching_groups_name UNIQUE (school_id, school_year, subject_id, name),
        FOREIGN KEY (school_id, school_year) REFERENCES schools.academic_years,
        FOREIGN KEY (school_id, subject_id) REFERENCES schools.subjects (school_id, id)
      );
      CREATE TABLE schools.group_classes (
        school_id uuid NOT NULL,
        school_year smallint NOT NULL,
        group_id uuid NOT NULL,
        class_id uuid NOT NULL,
        -- 0 and 0: the whole class
        division smallint NOT NULL DEFAULT 0,
        subgroup smallint NOT NULL DEFAULT 0,
        division_ref smallint GENERATED ALWAYS AS (NULLIF(division, 0)) STORED,
        subgroup_ref smallint GENERATED ALWAYS AS (NULLIF(subgroup, 0)) STORED,
        PRIMARY KEY (school_id, group_id, class_id, division, subgroup),
        FOREIGN KEY (school_id, school_year, group_id) REFERENCES schools.teaching_groups (school_id, school_year, id),
        FOREIGN KEY (school_id, school_year, class_id) REFERENCES schools.classes (school_id, school_year, id),
        FOREIGN KEY (school_id, class_id, division_ref, subgroup_ref) REFERENCES schools.subgroups (school_id, class_id, division, number),
        CHECK ((division = 0) = (subgroup = 0)),
        CHECK (division >= 0 AND subgroup >= 0)
      );
      CREATE INDEX group_classes_class ON schools.group_classes (class_id, group_id);
      -- no foreign keys: triggers make the rows from tables that have them, and checking again was nine tenths of an import
      CREATE TABLE schools.group_members (
        school_id uuid NOT NULL,
        school_year smallint NOT NULL,
        group_id uuid NOT NULL,
        pupil_id uuid NOT NULL,
        valid_from date NOT NULL,
        valid_until date,
        PRIMARY KEY (group_id, pupil_id, valid_from) INCLUDE (valid_until),
        CHECK (valid_until > valid_from)
      );
      CREATE INDEX group_members_pupil ON schools.group_members (pupil_id, school_year, group_id) INCLUDE (valid_from, valid_until, school_id);
      CREATE TABLE schools.assignments (
        school_id uuid NOT NULL,
        id uuid NOT NULL UNIQUE,
        group_id uuid NOT NULL,
        person_id uuid NOT NULL,
        valid_from date NOT NULL,
        valid_until date,
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (school_id, id),
        FOREIGN KEY (school_id, group_id) REFERENCES schools.teaching_groups (school_id, id),
        CHECK (valid_until > valid_from),
        CONSTRAINT assignments_once EXCLUDE USING gist (school_id WITH =, group_id WITH =, person_id WITH =,
          daterange(valid_from, valid_until, '[)') WITH &&)
      );
      CREATE INDEX assignments_group ON schools.assignments (group_id, person_id) INCLUDE (valid_from, valid_until);
      CREATE INDEX assignments_person ON schools.assignments (person_id, group_id) INCLUDE (valid_from, valid_until);

      CREATE TABLE schools.imports (
        school_id uuid NOT NULL REFERENCES schools.schools,
        id uuid NOT NULL UNIQUE,
        kind text NOT NULL CHECK (kind IN ('classes', 'pupils')),
        mode text NOT NULL CHECK (mode IN ('preview', 'commit')),
        partial boolean NOT NULL,
        school_year smallint NOT NULL,
        file_name text NOT NULL,
        written boolean NOT NULL,
        rows integer NOT NULL,
        created integer NOT NULL,
        changed integer NOT NULL, same integer NOT NULL,
        -- [{ line, column, code, params }]: never a value that was typed
        errors jsonb NOT NULL,
        asked_by uuid NOT NULL,
        asked_at timestamptz NOT NULL,
        PRIMARY KEY (school_id, id)
      );
    `);
    await runner.query(DERIVE_GROUP_MEMBERS);
    for (const table of ['class_members', 'subgroup_members', 'group_classes']) await runner.query(derivingTriggers(table));
    await runner.query(`
      CREATE VIEW schools.v_class AS
        SELECT id, school_id, school_year, grade_level, letter, name, homeroom_person_id, shift FROM schools.classes;
      CREATE VIEW schools.v_pupil AS
        SELECT id, school_id, person_id, family, given, patronymic, birth_date, sex, external_id FROM schools.pupils;
      CREATE VIEW schools.v_class_member AS
        SELECT school_id, school_year, class_id, pupil_id, valid_from, valid_until FROM schools.class_members;
      CREATE VIEW schools.v_group AS SELECT id, school_id, school_year, subject_id, name FROM schools.teaching_groups;
      CREATE VIEW schools.v_group_class AS
        SELECT school_id, group_id, class_id, division, subgroup FROM schools.group_classes;
      CREATE VIEW schools.v_group_member AS
        SELECT school_id, school_year, group_id, pupil_id, valid_from, valid_until FROM schools.group_members;
      CREATE VIEW schools.v_assignment AS
        SELECT school_id, group_id, person_id, valid_from, valid_until FROM schools.assignments;

      SELECT platform.grant_runtime('schools');
      REVOKE INSERT, UPDATE, DELETE ON schools.group_members FROM cabinet_runtime; -- written by the owner's triggers only
      SELECT platform.make_append_only('schools.movements');
      SELECT platform.make_append_only('schools.imports');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW schools.v_class, schools.v_pupil, schools.v_class_member, schools.v_group, schools.v_group_class,
        schools.v_group_member, schools.v_assignment;
      DROP TABLE schools.imports, schools.assignments, schools.group_members, schools.group_classes, schools.teaching_groups,
        schools.movements, schools.subgroup_members, schools.class_members, schools.pupils, schools.subgroups,
        schools.divisions, schools.classes;
      DROP FUNCTION schools.derive_members_of_pupils(uuid[]), schools.derive_members_of_groups(uuid[]),
        schools.derive_after_class_members(), schools.derive_after_subgroup_members(), schools.derive_after_group_classes();
    `);
  }
}

/** What a member row should be, for a choice of pupils and groups: whole classes, and subgroups while in the class; adjoining spans joined. */
function wanted(condition: (pupil: string, group: string) => string): string {
  return `
    SELECT s.school_id, s.school_year, s.group_id, s.pupil_id, lower(span) AS valid_from, upper(span) AS valid_until
    FROM (
      SELECT school_id, school_year, group_id, pupil_id, unnest(range_agg(during)) AS span
      FROM (
        SELECT g.school_id, g.school_year, g.group_id, m.pupil_id, daterange(m.valid_from, m.valid_until, '[)') AS during
        FROM schools.group_classes g JOIN schools.class_members m ON m.class_id = g.class_id
        WHERE g.division = 0 AND ${condition('m.pupil_id', 'g.group_id')}
        UNION ALL
        SELECT g.school_id, g.school_year, g.group_id, m.pupil_id,
               daterange(m.valid_from, m.valid_until, '[)') * daterange(s.valid_from, s.valid_until, '[)')
        FROM schools.group_classes g
        JOIN schools.subgroup_members s ON s.school_id = g.school_id AND s.class_id = g.class_id
          AND s.division = g.division AND s.subgroup = g.subgroup
        JOIN schools.class_members m ON m.class_id = g.class_id AND m.pupil_id = s.pupil_id
        WHERE g.division > 0 AND ${condition('s.pupil_id', 'g.group_id')}
      ) parts
      WHERE NOT isempty(during)
      GROUP BY school_id, school_year, group_id, pupil_id
    ) s`;
}

function deriveFunction(name: string, condition: (pupil: string, group: string) => string): string {
  return `
    CREATE FUNCTION schools.${name}(chosen uuid[]) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      WITH wanted AS MATERIALIZED (${wanted(condition)}),
      gone AS (
        DELETE FROM schools.group_members h WHERE ${condition('h.pupil_id', 'h.group_id')} AND NOT EXISTS (
          SELECT 1 FROM wanted w WHERE w.group_id = h.group_id AND w.pupil_id = h.pupil_id AND w.valid_from = h.valid_from)
      )
      INSERT INTO schools.group_members AS h (school_id, school_year, group_id, pupil_id, valid_from, valid_until)
      SELECT school_id, school_year, group_id, pupil_id, valid_from, valid_until FROM wanted
      ON CONFLICT (group_id, pupil_id, valid_from) DO UPDATE SET valid_until = excluded.valid_until
        WHERE h.valid_until IS DISTINCT FROM excluded.valid_until;
    $$;`;
}

const DERIVE_GROUP_MEMBERS = [
  deriveFunction('derive_members_of_pupils', (pupil) => `${pupil} = ANY (chosen)`),
  deriveFunction('derive_members_of_groups', (_, group) => `${group} = ANY (chosen)`),
].join('\n');

/** Statement triggers with transition tables: one derivation a statement, however many rows it wrote. */
function derivingTriggers(table: string): string {
  const [key, derive] = table === 'group_classes' ? ['group_id', 'derive_members_of_groups'] : ['pupil_id', 'derive_members_of_pupils'];
  const trigger = (event: string, rows: string) => `
    CREATE TRIGGER derive_group_members_${event.toLowerCase()} AFTER ${event} ON schools.${table} REFERENCING ${rows}
      FOR EACH STATEMENT EXECUTE FUNCTION schools.derive_after_${table}();`;
  return `
    CREATE FUNCTION schools.derive_after_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM schools.${derive}(ARRAY(SELECT DISTINCT ${key} FROM touched));
      RETURN NULL;
    END $$;
    ${trigger('INSERT', 'NEW TABLE AS touched')}
    ${trigger('UPDATE', 'NEW TABLE AS touched')}
    ${trigger('DELETE', 'OLD TABLE AS touched')}`;
}
