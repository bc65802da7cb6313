import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The directory (SC-1, SC-2) and the academic structure (SC-7, SC-9). School-owned tables are keyed by `school_id`
 * first and point at each other by composite keys, so that a row cannot reach into another school.
 */
export class SchoolsCreateStructure1795300006001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA IF NOT EXISTS schools;
      -- bells of one day must not overlap; PostgreSQL has no range of wall times of its own
      CREATE TYPE schools.wall_range AS RANGE (subtype = time);

      CREATE TABLE schools.regions (
        code text PRIMARY KEY CHECK (code ~ '^[0-9]{2}$'),
        iso_code text UNIQUE,
        name text NOT NULL,
        -- null: not assigned to a district
        federal_district text,
        zone text NOT NULL,
        connection text NOT NULL DEFAULT 'not_connected' CHECK (connection IN ('connected', 'planned', 'not_connected')),
        planned_on date,
        portal_url text,
        sign_in_provider text,
        version integer NOT NULL DEFAULT 1,
        CHECK (connection <> 'planned' OR planned_on IS NOT NULL)
      );
      CREATE TABLE schools.settlements (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        region_code text NOT NULL REFERENCES schools.regions,
        name text NOT NULL,
        -- the name as it is searched: folded by the program, so that the answer does not hang on the server's locale
        search_key text NOT NULL,
        kind text NOT NULL DEFAULT 'city' CHECK (kind IN ('city', 'town', 'village', 'other')),
        is_capital boolean NOT NULL DEFAULT false,
        zone text NOT NULL,
        UNIQUE (region_code, id)
      );
      CREATE UNIQUE INDEX settlements_capital ON schools.settlements (region_code) WHERE is_capital;
      CREATE INDEX settlements_prefix ON schools.settlements (region_code, search_key text_pattern_ops);

      CREATE TABLE schools.schools (
        id uuid PRIMARY KEY,
        name text NOT NULL CHECK (name <> ''),
        short_name text NOT NULL CHECK (short_name <> ''),
        search_key text NOT NULL,
        inn text UNIQUE CHECK (inn ~ '^[0-9]{10}$'),
        okpo text UNIQUE CHECK (okpo ~ '^[0-9]{8}$'),
        ogrn text UNIQUE CHECK (ogrn ~ '^[0-9]{13}$'),
        type text NOT NULL CHECK (type IN ('school', 'gymnasium', 'lyceum', 'primary', 'boarding', 'evening', 'cadet', 'special', 'other')),
        region_code text NOT NULL,
        settlement_id uuid NOT NULL,
        address text NOT NULL DEFAULT '',
        latitude double precision CHECK (latitude BETWEEN -90 AND 90),
        longitude double precision CHECK (longitude BETWEEN -180 AND 180),
        phone text, email text, site text,
        director_name text, responsible_name text,
        zone text NOT NULL,
        status text NOT NULL DEFAULT 'trial' CHECK (status IN ('trial', 'active', 'suspended', 'closed')),
        profiles text[] NOT NULL DEFAULT '{}',
        rating numeric(4, 2), rating_source text, rating_on date,
        transport text,
        public_code text NOT NULL UNIQUE CHECK (public_code ~ '^[A-Z0-9]{4,12}$'),
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        FOREIGN KEY (region_code, settlement_id) REFERENCES schools.settlements (region_code, id),
        CHECK ((latitude IS NULL) = (longitude IS NULL)),
        CHECK (rating IS NULL OR (rating_source IS NOT NULL AND rating_on IS NOT NULL))
      );
      CREATE INDEX schools_place ON schools.schools (region_code, settlement_id, id);
      CREATE INDEX schools_search ON schools.schools USING gin (search_key gin_trgm_ops);
      CREATE TABLE schools.school_grades (
        school_id uuid NOT NULL REFERENCES schools.schools,
        grade_level smallint NOT NULL CHECK (grade_level BETWEEN 1 AND 11),
        places integer NOT NULL CHECK (places >= 0),
        free_places integer NOT NULL CHECK (free_places BETWEEN 0 AND places),
        PRIMARY KEY (school_id, grade_level)
      );

      CREATE TABLE schools.buildings (
        school_id uuid NOT NULL REFERENCES schools.schools,
        id uuid NOT NULL UNIQUE,
        name text NOT NULL,
        address text NOT NULL DEFAULT '',
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (school_id, id),
        UNIQUE (school_id, name)
      );
      CREATE TABLE schools.rooms (
        school_id uuid NOT NULL REFERENCES schools.schools,
        id uuid NOT NULL UNIQUE,
        building_id uuid,
        name text NOT NULL CHECK (name <> ''),
        capacity integer CHECK (capacity > 0),
        -- a gym may take two classes at a time
        exclusive boolean NOT NULL DEFAULT true,
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (school_id, id),
        FOREIGN KEY (school_id, building_id) REFERENCES schools.buildings (school_id, id),
        UNIQUE NULLS NOT DISTINCT (school_id, building_id, name)
      );
      CREATE TABLE schools.subjects (
        school_id uuid NOT NULL REFERENCES schools.schools,
        id uuid NOT NULL UNIQUE,
        name text NOT NULL CHECK (name <> ''),
        name_key text NOT NULL,
        short_name text NOT NULL CHECK (short_name <> ''),
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (school_id, id),
        CONSTRAINT subjects_name UNIQUE (school_id, name_key)
      );

      CREATE TABLE schools.academic_years (
        school_id uuid NOT NULL REFERENCES schools.schools,
        school_year smallint NOT NULL,
        id uuid NOT NULL UNIQUE,
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        week_days smallint NOT NULL CHECK (week_days IN (5, 6)),
        -- in a six-day week: grades up to this one study five days
        five_day_to_grade smallint CHECK (five_day_to_grade BETWEEN 1 AND 11),
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (school_id, school_year),
        CHECK (starts_on < ends_on),
        CHECK (starts_on >= make_date(school_year, 8, 1) AND ends_on < make_date(school_year + 1, 8, 1)),
        CHECK (five_day_to_grade IS NULL OR week_days = 6)
      );
      CREATE TABLE schools.terms (
        school_id uuid NOT NULL,
        school_year smallint NOT NULL,
        id uuid NOT NULL UNIQUE,
        kind text NOT NULL CHECK (kind IN ('quarter', 'trimester', 'half_year')),
        number smallint NOT NULL CHECK (number BETWEEN 1 AND 4),
        name text NOT NULL,
        grade_from smallint NOT NULL CHECK (grade_from >= 1),
        grade_to smallint NOT NULL CHECK (grade_to <= 11),
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (school_id, id),
        FOREIGN KEY (school_id, school_year) REFERENCES schools.academic_years,
        CHECK (grade_from <= grade_to),
        CHECK (starts_on <= ends_on),
        CHECK (starts_on >= make_date(school_year, 8, 1) AND ends_on < make_date(school_year + 1, 8, 1)),
        CONSTRAINT terms_dates EXCLUDE USING gist (school_id WITH =,
          int4range(grade_from, grade_to, '[]') WITH &&, daterange(starts_on, ends_on, '[]') WITH &&),
        CONSTRAINT terms_number EXCLUDE USING gist (school_id WITH =, school_year WITH =, number WITH =,
          int4range(grade_from, grade_to, '[]') WITH &&)
      );
      CREATE INDEX terms_year ON schools.terms (school_id, school_year, starts_on);
      CREATE TABLE schools.vacations (
        school_id uuid NOT NULL,
        school_year smallint NOT NULL,
        id uuid NOT NULL UNIQUE,
        name text NOT NULL,
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        grade_from smallint NOT NULL DEFAULT 1 CHECK (grade_from >= 1),
        grade_to smallint NOT NULL DEFAULT 11 CHECK (grade_to <= 11),
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (school_id, id),
        FOREIGN KEY (school_id, school_year) REFERENCES schools.academic_years,
        CHECK (grade_from <= grade_to),
        CHECK (starts_on <= ends_on),
        CONSTRAINT vacations_dates EXCLUDE USING gist (school_id WITH =,
          int4range(grade_from, grade_to, '[]') WITH &&, daterange(starts_on, ends_on, '[]') WITH &&)
      );
      CREATE INDEX vacations_year ON schools.vacations (school_id, school_year, starts_on);

      CREATE TABLE schools.bell_schedules (
        school_id uuid NOT NULL REFERENCES schools.schools,
        id uuid NOT NULL UNIQUE,
        name text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('regular', 'short')),
        is_default boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (school_id, id),
        CONSTRAINT bell_schedules_name UNIQUE (school_id, name)
      );
      CREATE UNIQUE INDEX bell_schedules_default ON schools.bell_schedules (school_id) WHERE is_default;
      CREATE TABLE schools.bells (
        school_id uuid NOT NULL,
        schedule_id uuid NOT NULL,
        weekday smallint CHECK (weekday BETWEEN 1 AND 7),
        shift smallint NOT NULL CHECK (shift IN (1, 2)),
        number smallint NOT NULL CHECK (number BETWEEN 1 AND 12),
        starts_at time NOT NULL,
        ends_at time NOT NULL,
        FOREIGN KEY (school_id, schedule_id) REFERENCES schools.bell_schedules (school_id, id) ON DELETE CASCADE,
        CONSTRAINT bells_number UNIQUE NULLS NOT DISTINCT (school_id, schedule_id, weekday, shift, number),
        CHECK (starts_at < ends_at),
        CONSTRAINT bells_overlap EXCLUDE USING gist (school_id WITH =, schedule_id WITH =, coalesce(weekday, 0) WITH =,
          shift WITH =, schools.wall_range(starts_at, ends_at) WITH &&)
      );
      -- days that go by another schedule than the default one, short days mostly
      CREATE TABLE schools.bell_days (
        school_id uuid NOT NULL,
        date date NOT NULL,
        schedule_id uuid NOT NULL,
        PRIMARY KEY (school_id, date),
        FOREIGN KEY (school_id, schedule_id) REFERENCES schools.bell_schedules (school_id, id)
      );

      CREATE VIEW schools.v_school AS
        SELECT id, name, short_name, zone, region_code, settlement_id, status FROM schools.schools;
      CREATE VIEW schools.v_subject AS SELECT id, school_id, name, short_name FROM schools.subjects;
      CREATE VIEW schools.v_room AS SELECT id, school_id, name, exclusive FROM schools.rooms;
      CREATE VIEW schools.v_academic_year AS
        SELECT school_id, school_year, starts_on, ends_on, week_days, five_day_to_grade FROM schools.academic_years;
      CREATE VIEW schools.v_term AS
        SELECT id, school_id, school_year, kind, number, name, grade_from, grade_to, starts_on, ends_on FROM schools.terms;
      CREATE VIEW schools.v_vacation AS
        SELECT school_id, school_year, starts_on, ends_on, grade_from, grade_to, name FROM schools.vacations;
      CREATE VIEW schools.v_bell_schedule AS SELECT id, school_id, name, kind, is_default FROM schools.bell_schedules;
      CREATE VIEW schools.v_bell AS
        SELECT school_id, schedule_id, weekday, shift, number, starts_at, ends_at FROM schools.bells;
      CREATE VIEW schools.v_bell_day AS SELECT school_id, date, schedule_id FROM schools.bell_days;

      SELECT platform.grant_runtime('schools');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA schools CASCADE');
  }
}
