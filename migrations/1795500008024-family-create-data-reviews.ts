import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who has looked through a pupil's data on file and found them right, and which version of them (ID-4). */
export class FamilyCreateDataReviews1795500008024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE family.data_reviews (
        school_id uuid NOT NULL,
        pupil_id uuid NOT NULL,
        person_id uuid NOT NULL,
        pupil_version integer NOT NULL,
        confirmed_at timestamptz NOT NULL,
        PRIMARY KEY (school_id, pupil_id, person_id),
        FOREIGN KEY (school_id, pupil_id) REFERENCES schools.pupils (school_id, id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE family.data_reviews');
  }
}
