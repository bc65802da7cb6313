import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Dated lessons, partitioned by school year (architecture, Data). Their ids carry the lesson's first instant, so that
 * `/lessons/{id}` finds its partition. Occupancy is guarded here again, over real instants: a timetable and changes of
 * single lessons (substitution, move) meet in these constraints and nowhere else.
 */
export class ScheduleCreateLessons1795300010002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE schedule.lesson (
        school_id uuid NOT NULL,
        school_year integer NOT NULL,
        id uuid NOT NULL,
        group_id uuid NOT NULL,
        subject_id uuid NOT NULL,
        date date NOT NULL,
        shift smallint NOT NULL CHECK (shift IN (1, 2)),
        number smallint NOT NULL CHECK (number BETWEEN 1 AND 12),
        start_time time NOT NULL,
        end_time time NOT NULL,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        -- who teaches this lesson: the substitute, if there is one
        teacher_id uuid NOT NULL,
        room_id uuid,
        room_exclusive boolean NOT NULL DEFAULT false,
        online_url text,
        status text NOT NULL DEFAULT 'planned' CHECK (status IN ('planned', 'cancelled', 'moved', 'substituted')),
        reason text,
        -- the timetable that made it; null for an extra lesson
        timetable_id uuid,
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (school_id, school_year, id),
        CHECK (school_year = platform.school_year_of(id)),
        CHECK (date >= make_date(school_year, 8, 1) AND date < make_date(school_year + 1, 8, 1)),
        CHECK (starts_at < ends_at),
        CHECK (room_id IS NOT NULL OR NOT room_exclusive),
        FOREIGN KEY (school_id, school_year, group_id) REFERENCES schools.teaching_groups (school_id, school_year, id),
        FOREIGN KEY (school_id, room_id) REFERENCES schools.rooms (school_id, id),
        FOREIGN KEY (school_id, timetable_id) REFERENCES schedule.timetable (school_id, id),
        EXCLUDE USING gist (teacher_id WITH =, tstzrange(starts_at, ends_at) WITH &&, school_id WITH =, school_year WITH =)
          WHERE (status <> 'cancelled'),
        EXCLUDE USING gist (room_id WITH =, tstzrange(starts_at, ends_at) WITH &&, school_id WITH =, school_year WITH =)
          WHERE (room_exclusive AND status <> 'cancelled')
      ) PARTITION BY LIST (school_year);
      CREATE INDEX lesson_id ON schedule.lesson (id);
      CREATE INDEX lesson_group ON schedule.lesson (group_id, date);
      CREATE INDEX lesson_teacher ON schedule.lesson (teacher_id, date);
      CREATE INDEX lesson_room ON schedule.lesson (room_id, date) WHERE room_id IS NOT NULL;
      CREATE INDEX lesson_day ON schedule.lesson (school_id, date);

      -- which classes, or which part of them, a lesson occupies: division 0 is the whole class
      CREATE TABLE schedule.lesson_class (
        school_id uuid NOT NULL,
        school_year integer NOT NULL,
        lesson_id uuid NOT NULL,
        class_id uuid NOT NULL,
        division smallint NOT NULL,
        subgroup smallint NOT NULL,
        date date NOT NULL,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        status text NOT NULL,
        PRIMARY KEY (school_id, school_year, lesson_id, class_id, division, subgroup),
        FOREIGN KEY (school_id, school_year, lesson_id) REFERENCES schedule.lesson ON DELETE CASCADE,
        FOREIGN KEY (school_id, class_id) REFERENCES schools.classes (school_id, id),
        EXCLUDE USING gist (class_id WITH =, tstzrange(starts_at, ends_at) WITH &&, division WITH <>, school_year WITH =)
          WHERE (status <> 'cancelled'),
        EXCLUDE USING gist (class_id WITH =, tstzrange(starts_at, ends_at) WITH &&, division WITH =, subgroup WITH =, school_year WITH =)
          WHERE (status <> 'cancelled')
      ) PARTITION BY LIST (school_year);
      CREATE INDEX lesson_class_day ON schedule.lesson_class (class_id, date) INCLUDE (lesson_id);

      CREATE TABLE schedule.substitution (
        school_id uuid NOT NULL,
        school_year integer NOT NULL,
        id uuid NOT NULL,
        lesson_id uuid NOT NULL,
        replaced_teacher_id uuid NOT NULL,
        teacher_id uuid NOT NULL,
        reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
        made_by uuid NOT NULL,
        made_at timestamptz NOT NULL,
        PRIMARY KEY (school_id, school_year, id),
        CHECK (school_year = platform.school_year_of(id)),
        CHECK (teacher_id <> replaced_teacher_id),
        FOREIGN KEY (school_id, school_year, lesson_id) REFERENCES schedule.lesson
      ) PARTITION BY LIST (school_year);
      CREATE INDEX substitution_lesson ON schedule.substitution (lesson_id);

      SELECT platform.register_year_table('schedule.lesson');
      SELECT platform.register_year_table('schedule.lesson_class');
      SELECT platform.register_year_table('schedule.substitution');

      -- what a class is busy with follows the lesson, whoever changes it
      CREATE FUNCTION schedule.occupy_classes() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE schedule.lesson_class
        SET date = NEW.date, starts_at = NEW.starts_at, ends_at = NEW.ends_at, status = NEW.status
        WHERE school_id = NEW.school_id AND school_year = NEW.school_year AND lesson_id = NEW.id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER occupy_classes AFTER UPDATE OF date, starts_at, ends_at, status ON schedule.lesson
        FOR EACH ROW EXECUTE FUNCTION schedule.occupy_classes();

      -- a UUIDv7 of a given instant: a lesson's id tells its school year
      CREATE FUNCTION schedule.id_at(instant timestamptz) RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
        SELECT encode(set_bit(set_bit(
          overlay(uuid_send(gen_random_uuid()) PLACING substring(int8send(floor(extract(epoch FROM instant) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
          52, 1), 53, 1), 'hex')::uuid
      $$;

      CREATE VIEW schedule.v_lesson AS
        SELECT id, school_id, school_year, group_id, subject_id, date, number, shift, starts_at, ends_at,
               start_time, end_time, room_id, teacher_id, status, reason, online_url
        FROM schedule.lesson;

      SELECT platform.grant_runtime('schedule');
      SELECT platform.make_append_only('schedule.substitution');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW schedule.v_lesson;
      DROP TABLE schedule.substitution, schedule.lesson_class, schedule.lesson;
      DROP FUNCTION schedule.occupy_classes(), schedule.id_at(timestamptz);
    `);
  }
}
