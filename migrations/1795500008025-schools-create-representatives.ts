import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Representatives as the school's papers have them, with their phones: part of the roll, taken in from a file like it (SC-6), and
 * what a child entered by a parent is matched by (FA-1).
 */
export class SchoolsCreateRepresentatives1795500008025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE schools.representatives (
        school_id uuid NOT NULL,
        pupil_id uuid NOT NULL,
        phone_index text NOT NULL,
        phone_sealed text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('mother', 'father', 'guardian', 'other')),
        family text NOT NULL,
        given text NOT NULL,
        patronymic text,
        PRIMARY KEY (school_id, pupil_id, phone_index),
        FOREIGN KEY (school_id, pupil_id) REFERENCES schools.pupils (school_id, id)
      );
      CREATE INDEX representatives_phone ON schools.representatives (school_id, phone_index);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE schools.representatives');
  }
}
