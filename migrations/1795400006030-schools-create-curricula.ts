import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Curriculum: hours a week of a subject by grade level and profile (SC-9). */
export class SchoolsCreateCurricula1795400006030 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE schools.curricula (
        school_id uuid NOT NULL,
        school_year smallint NOT NULL,
        id uuid NOT NULL UNIQUE,
        grade_level smallint NOT NULL CHECK (grade_level BETWEEN 1 AND 11),
        -- null: for classes of the grade whose profile has no line of its own for the subject
        profile text CHECK (profile <> ''),
        subject_id uuid NOT NULL,
        hours_a_week numeric(4, 1) NOT NULL CHECK (hours_a_week > 0),
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (school_id, id),
        FOREIGN KEY (school_id, school_year) REFERENCES schools.academic_years,
        FOREIGN KEY (school_id, subject_id) REFERENCES schools.subjects (school_id, id)
      );
      CREATE UNIQUE INDEX curricula_line ON schools.curricula (school_id, school_year, grade_level, subject_id, lower(profile)) NULLS NOT DISTINCT;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE schools.curricula');
  }
}
