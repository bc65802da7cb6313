import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Timetables with their entries (SH-1). Nobody is in two places at once: exclusion constraints among the entries of one
 * timetable refuse it even when two people type at the same moment. Times are minutes of the week, so that a first and
 * a second shift, whose lesson numbers repeat, meet only where their hours really do.
 */
export class ScheduleCreateTimetables1795300010001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS btree_gist;
      CREATE SCHEMA IF NOT EXISTS schedule;

      CREATE TABLE schedule.timetable (
        school_id uuid NOT NULL,
        id uuid NOT NULL UNIQUE,
        school_year smallint NOT NULL,
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
        valid_from date NOT NULL,
        valid_until date NOT NULL,
        bell_schedule_id uuid NOT NULL,
        status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'published')),
        copy_of uuid,
        version integer NOT NULL DEFAULT 1,
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL,
        published_by uuid,
        published_at timestamptz,
        PRIMARY KEY (school_id, id),
        FOREIGN KEY (school_id, school_year) REFERENCES schools.academic_years,
        FOREIGN KEY (school_id, bell_schedule_id) REFERENCES schools.bell_schedules (school_id, id),
        FOREIGN KEY (school_id, copy_of) REFERENCES schedule.timetable (school_id, id) ON DELETE SET NULL (copy_of),
        CHECK (valid_from <= valid_until),
        CHECK (valid_from >= make_date(school_year, 8, 1) AND valid_until < make_date(school_year + 1, 8, 1)),
        CHECK ((status = 'published') = (published_at IS NOT NULL) AND (published_at IS NULL) = (published_by IS NULL))
      );
      CREATE INDEX timetable_by_year ON schedule.timetable (school_id, school_year DESC, id DESC);

      CREATE TABLE schedule.entry (
        school_id uuid NOT NULL,
        timetable_id uuid NOT NULL,
        id uuid NOT NULL UNIQUE,
        weekday smallint NOT NULL CHECK (weekday BETWEEN 1 AND 7),
        shift smallint NOT NULL CHECK (shift IN (1, 2)),
        number smallint NOT NULL CHECK (number BETWEEN 1 AND 12),
        -- minutes since Monday 00:00, from the bells at the time of writing; publishing looks at the bells again
        during int4range NOT NULL CHECK (NOT isempty(during)),
        group_id uuid NOT NULL,
        teacher_id uuid NOT NULL,
        room_id uuid,
        room_exclusive boolean NOT NULL,
        online_url text,
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (school_id, timetable_id, id),
        FOREIGN KEY (school_id, timetable_id) REFERENCES schedule.timetable (school_id, id) ON DELETE CASCADE,
        FOREIGN KEY (school_id, group_id) REFERENCES schools.teaching_groups (school_id, id),
        FOREIGN KEY (school_id, room_id) REFERENCES schools.rooms (school_id, id),
        CHECK (room_id IS NOT NULL OR online_url IS NOT NULL),
        CHECK (room_id IS NOT NULL OR NOT room_exclusive),
        CONSTRAINT entry_teacher EXCLUDE USING gist (timetable_id WITH =, teacher_id WITH =, during WITH &&),
        CONSTRAINT entry_room EXCLUDE USING gist (timetable_id WITH =, room_id WITH =, during WITH &&) WHERE (room_exclusive)
      );
      CREATE INDEX entry_order ON schedule.entry (timetable_id, weekday, shift, number, id);

      -- which classes, or which part of them, an entry occupies: division 0 is the whole class
      CREATE TABLE schedule.entry_class (
        school_id uuid NOT NULL,
        timetable_id uuid NOT NULL,
        entry_id uuid NOT NULL,
        class_id uuid NOT NULL,
        division smallint NOT NULL,
        subgroup smallint NOT NULL,
        during int4range NOT NULL,
        PRIMARY KEY (school_id, timetable_id, entry_id, class_id, division, subgroup),
        FOREIGN KEY (school_id, timetable_id, entry_id) REFERENCES schedule.entry ON DELETE CASCADE,
        FOREIGN KEY (school_id, class_id) REFERENCES schools.classes (school_id, id),
        CONSTRAINT entry_division EXCLUDE USING gist (timetable_id WITH =, class_id WITH =, division WITH <>, during WITH &&),
        CONSTRAINT entry_subgroup EXCLUDE USING gist
          (timetable_id WITH =, class_id WITH =, division WITH =, subgroup WITH =, during WITH &&)
      );

      SELECT platform.grant_runtime('schedule');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA schedule CASCADE');
  }
}
