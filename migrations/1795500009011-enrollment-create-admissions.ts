import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Places of a grade in a school year, who has one and who waits for one (EN-13). The counter cannot pass the places. */
export class EnrollmentCreateAdmissions1795500009011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE enrollment.admission_plans (
        school_id uuid NOT NULL,
        school_year smallint NOT NULL,
        grade_level smallint NOT NULL CHECK (grade_level BETWEEN 1 AND 11),
        places integer NOT NULL CHECK (places BETWEEN 0 AND 2000),
        taken integer NOT NULL DEFAULT 0,
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (school_id, school_year, grade_level),
        CONSTRAINT admission_plans_not_overbooked CHECK (taken BETWEEN 0 AND places)
      );
      CREATE TABLE enrollment.admissions (
        request_id uuid PRIMARY KEY REFERENCES enrollment.requests,
        school_id uuid NOT NULL,
        school_year smallint NOT NULL,
        grade_level smallint NOT NULL,
        state text NOT NULL CHECK (state IN ('place', 'waiting_list')),
        -- the exact time of receipt and the registration number: the order of the list
        received_at timestamptz NOT NULL,
        number text NOT NULL,
        FOREIGN KEY (school_id, school_year, grade_level) REFERENCES enrollment.admission_plans
      );
      CREATE INDEX admissions_order ON enrollment.admissions (school_id, school_year, grade_level, state, received_at, number);
      ALTER TABLE enrollment.requests ADD CONSTRAINT requests_admission
        CHECK (kind <> 'admission' OR status <> 'approved' OR outcome IN ('place', 'waiting_list', 'given_up', 'released'));
      SELECT platform.grant_runtime('enrollment');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE enrollment.requests DROP CONSTRAINT requests_admission;
      DROP TABLE enrollment.admissions, enrollment.admission_plans;
    `);
  }
}
