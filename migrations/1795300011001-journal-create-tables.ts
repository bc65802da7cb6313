import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lesson records, works, marks with their history, attendance with its history, and the sums averages are made of
 * (JO-1..4, JO-9, JO-11, AT-1). All of them belong to a school year and are partitioned by it; `date` is the lesson's
 * date, repeated in marks and attendance so that one index answers "this pupil, these days" and "this group, this term".
 */
export class JournalCreateTables1795300011001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA journal`);
    await this.schoolLists(runner);
    await this.lessons(runner);
    await this.marks(runner);
    await this.attendance(runner);
    await this.views(runner);
    for (const table of ['record', 'work', 'mark', 'mark_history', 'average', 'attendance', 'attendance_history']) {
      await runner.query(`SELECT platform.register_year_table('journal.${table}')`);
    }
    await runner.query(`SELECT platform.grant_runtime('journal')`);
    await runner.query(`SELECT platform.make_append_only('journal.mark_history')`);
    await runner.query(`SELECT platform.make_append_only('journal.attendance_history')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP SCHEMA journal CASCADE`);
  }

  /** What a school sets by its own act: kinds of work with their weights, the scale, marks in grade 1, closed terms. */
  private async schoolLists(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE journal.work_type (
        school_id uuid NOT NULL,
        id uuid NOT NULL DEFAULT uuidv7(),
        code text NOT NULL CHECK (code ~ '^[a-z][a-z0-9_]{0,39}$'),
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
        weight integer NOT NULL CHECK (weight BETWEEN 1 AND 100),
        counts boolean NOT NULL DEFAULT true,
        position integer NOT NULL,
        PRIMARY KEY (school_id, id),
        UNIQUE (school_id, code)
      )`);
    await runner.query(`
      CREATE TABLE journal.scale_value (
        school_id uuid NOT NULL,
        code text NOT NULL CHECK (length(code) BETWEEN 1 AND 20),
        display text NOT NULL,
        points integer CHECK (points BETWEEN 0 AND 1000),
        position integer NOT NULL,
        PRIMARY KEY (school_id, code)
      )`);
    await runner.query(`COMMENT ON COLUMN journal.scale_value.points IS 'null: never in an average (pass, exempt, owed)'`);
    await runner.query(`
      CREATE TABLE journal.setting (
        school_id uuid PRIMARY KEY,
        marks_in_grade_one boolean NOT NULL DEFAULT false
      )`);
    await runner.query(`
      CREATE TABLE journal.closed_term (
        school_id uuid NOT NULL,
        term_id uuid NOT NULL,
        closes_on date NOT NULL,
        closed_by uuid NOT NULL,
        PRIMARY KEY (school_id, term_id)
      )`);
    await runner.query(`COMMENT ON COLUMN journal.closed_term.closes_on IS 'the first day on which marks of the term can no longer be written (JO-8)'`);
  }

  private async lessons(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE journal.record (
        school_id uuid NOT NULL,
        school_year integer NOT NULL,
        lesson_id uuid NOT NULL,
        group_id uuid NOT NULL,
        topic text CHECK (length(topic) <= 500),
        homework text CHECK (length(homework) <= 4000),
        homework_due_on date,
        type_id uuid,
        taken_at timestamptz,
        taken_by uuid,
        updated_at timestamptz NOT NULL,
        updated_by uuid NOT NULL,
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (school_id, school_year, lesson_id),
        FOREIGN KEY (school_id, type_id) REFERENCES journal.work_type (school_id, id),
        CHECK (school_year = platform.school_year_of(lesson_id)),
        CHECK ((taken_at IS NULL) = (taken_by IS NULL))
      ) PARTITION BY LIST (school_year)`);
    await runner.query(`
      CREATE TABLE journal.work (
        school_id uuid NOT NULL,
        school_year integer NOT NULL,
        id uuid NOT NULL,
        lesson_id uuid NOT NULL,
        group_id uuid NOT NULL,
        date date NOT NULL,
        type_id uuid NOT NULL,
        ordinal integer NOT NULL DEFAULT 1,
        title text CHECK (length(title) BETWEEN 1 AND 200),
        weight integer NOT NULL CHECK (weight BETWEEN 1 AND 100),
        counts boolean NOT NULL,
        created_by uuid NOT NULL,
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (school_id, school_year, id),
        UNIQUE (school_id, school_year, lesson_id, type_id, ordinal),
        FOREIGN KEY (school_id, type_id) REFERENCES journal.work_type (school_id, id),
        CHECK (school_year = platform.school_year_of(id))
      ) PARTITION BY LIST (school_year)`);
    await runner.query(`COMMENT ON COLUMN journal.work.ordinal IS
      'counts works of one type in a lesson: two teachers who ask for the same type at once get one column, not two'`);
    await runner.query(`CREATE INDEX ON journal.work (school_id, school_year, group_id, date)`);
  }

  private async marks(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE journal.mark (
        school_id uuid NOT NULL,
        school_year integer NOT NULL,
        id uuid NOT NULL,
        group_id uuid NOT NULL,
        lesson_id uuid NOT NULL,
        work_id uuid NOT NULL,
        pupil_id uuid NOT NULL,
        date date NOT NULL,
        term_id uuid NOT NULL,
        value text NOT NULL,
        points integer,
        weight integer NOT NULL,
        comment text CHECK (length(comment) BETWEEN 1 AND 500),
        given_by uuid NOT NULL,
        given_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (school_id, school_year, id),
        UNIQUE (school_id, school_year, work_id, pupil_id),
        FOREIGN KEY (school_id, school_year, work_id) REFERENCES journal.work (school_id, school_year, id),
        CHECK (school_year = platform.school_year_of(id))
      ) PARTITION BY LIST (school_year)`);
    await runner.query(`COMMENT ON COLUMN journal.mark.points IS 'null: the value or the work is not counted in averages'`);
    await runner.query(`
      CREATE INDEX mark_by_pupil ON journal.mark (school_id, school_year, pupil_id, date)
        INCLUDE (lesson_id, work_id, group_id, id, value, weight, comment, given_by, given_at, version)`);
    await runner.query(`
      CREATE INDEX mark_by_group ON journal.mark (school_id, school_year, group_id, date)
        INCLUDE (lesson_id, pupil_id, work_id, id, value, comment, version)`);
    // Links and notices name a mark by its id alone.
    await runner.query(`CREATE INDEX mark_id ON journal.mark (id)`);
    // One row a write, found by the mark: the key says by itself that no version was written twice.
    await runner.query(`
      CREATE TABLE journal.mark_history (
        school_id uuid NOT NULL,
        school_year integer NOT NULL,
        mark_id uuid NOT NULL,
        version integer NOT NULL,
        group_id uuid NOT NULL,
        lesson_id uuid NOT NULL,
        work_id uuid NOT NULL,
        pupil_id uuid NOT NULL,
        act text NOT NULL CHECK (act IN ('given', 'changed', 'removed')),
        value_before text,
        value_after text,
        comment_before text,
        comment_after text,
        reason_code text,
        note text CHECK (length(note) <= 500),
        by_person uuid NOT NULL,
        by_role text,
        at timestamptz NOT NULL,
        PRIMARY KEY (school_id, school_year, mark_id, version),
        CHECK (school_year = platform.school_year_of(mark_id)),
        CHECK ((act = 'given') = (value_before IS NULL) AND (act = 'removed') = (value_after IS NULL))
      ) PARTITION BY LIST (school_year)`);
    await runner.query(`
      CREATE TABLE journal.average (
        school_id uuid NOT NULL,
        school_year integer NOT NULL,
        group_id uuid NOT NULL,
        term_id uuid NOT NULL,
        pupil_id uuid NOT NULL,
        marks integer NOT NULL,
        points bigint NOT NULL,
        weighted_points bigint NOT NULL,
        weight bigint NOT NULL,
        PRIMARY KEY (school_id, school_year, group_id, term_id, pupil_id)
      ) PARTITION BY LIST (school_year)`);
    await runner.query(`COMMENT ON TABLE journal.average IS
      'per pupil, group and term: how many marks count, the sum of points, the sum of points by weight, the sum of weights; averages are exact fractions of these (JO-4). No CHECK (>= 0): an upsert first offers the difference, which may be negative'`);
    await runner.query(`CREATE INDEX ON journal.average (school_id, school_year, pupil_id)`);
  }

  /** Deviations only; a row that went back to present stays, so that its version goes on. */
  private async attendance(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE journal.attendance (
        school_id uuid NOT NULL,
        school_year integer NOT NULL,
        id uuid NOT NULL,
        lesson_id uuid NOT NULL,
        pupil_id uuid NOT NULL,
        group_id uuid NOT NULL,
        date date NOT NULL,
        status text NOT NULL CHECK (status IN ('present', 'absent', 'late')),
        reason_code text CHECK (reason_code IN ('ill', 'excused', 'unexcused', 'school_event')),
        minutes integer CHECK (minutes BETWEEN 1 AND 240),
        marked_by uuid NOT NULL,
        marked_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (school_id, school_year, id),
        UNIQUE (school_id, school_year, lesson_id, pupil_id),
        CHECK (school_year = platform.school_year_of(id)),
        CHECK (minutes IS NULL OR status = 'late'),
        CHECK (reason_code IS NULL OR status = 'absent')
      ) PARTITION BY LIST (school_year)`);
    await runner.query(`COMMENT ON COLUMN journal.attendance.reason_code IS 'null of an absence: nobody has explained it yet'`);
    await runner.query(`CREATE INDEX attendance_id ON journal.attendance (id)`);
    await runner.query(`
      CREATE INDEX attendance_by_pupil ON journal.attendance (school_id, school_year, pupil_id, date)
        INCLUDE (id, lesson_id, group_id, status, reason_code, minutes, version)`);
    await runner.query(`
      CREATE INDEX attendance_by_group ON journal.attendance (school_id, school_year, group_id, date)
        INCLUDE (id, lesson_id, pupil_id, status, reason_code, minutes, version)`);
    await runner.query(`
      CREATE TABLE journal.attendance_history (
        school_id uuid NOT NULL,
        school_year integer NOT NULL,
        attendance_id uuid NOT NULL,
        version integer NOT NULL,
        lesson_id uuid NOT NULL,
        pupil_id uuid NOT NULL,
        status_before text NOT NULL,
        status_after text NOT NULL,
        reason_before text,
        reason_after text,
        minutes_before integer,
        minutes_after integer,
        by_person uuid NOT NULL,
        by_role text,
        at timestamptz NOT NULL,
        PRIMARY KEY (school_id, school_year, attendance_id, version),
        CHECK (school_year = platform.school_year_of(attendance_id))
      ) PARTITION BY LIST (school_year)`);
  }

  private async views(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW journal.v_record AS
        SELECT school_id, school_year, lesson_id, group_id, topic, homework, homework_due_on, type_id, taken_at, taken_by, updated_at, version
        FROM journal.record`);
    await runner.query(`
      CREATE VIEW journal.v_work AS
        SELECT w.id, w.school_id, w.school_year, w.lesson_id, w.group_id, w.date, w.type_id, t.name AS type_name, w.title, w.weight, w.counts, w.version
        FROM journal.work w
        JOIN journal.work_type t ON t.school_id = w.school_id AND t.id = w.type_id`);
    await runner.query(`
      CREATE VIEW journal.v_mark AS
        SELECT id, school_id, school_year, group_id, lesson_id, work_id, pupil_id, date, value, weight, comment, given_by, given_at, version
        FROM journal.mark`);
    await runner.query(`
      CREATE VIEW journal.v_attendance AS
        SELECT id, school_id, school_year, group_id, lesson_id, pupil_id, date, status, reason_code, minutes, marked_at, version
        FROM journal.attendance WHERE status <> 'present'`);
    await runner.query(`
      CREATE VIEW journal.v_average AS
        SELECT school_id, school_year, group_id, term_id, pupil_id, marks, points, weighted_points, weight FROM journal.average`);
    await runner.query(`
      CREATE VIEW journal.v_scale_value AS SELECT school_id, code, display, points, position FROM journal.scale_value`);
  }
}
