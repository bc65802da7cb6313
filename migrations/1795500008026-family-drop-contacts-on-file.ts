import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Representatives on file are the roll's (schools.representatives); no release has had rows here. */
export class FamilyDropContactsOnFile1795500008026 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE family.contacts_on_file');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE family.contacts_on_file (
        school_id uuid NOT NULL, pupil_id uuid NOT NULL, phone_index text NOT NULL, phone_sealed text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('mother', 'father', 'guardian', 'other')), family text NOT NULL, given text NOT NULL, patronymic text,
        added_by uuid NOT NULL, added_at timestamptz NOT NULL,
        PRIMARY KEY (school_id, pupil_id, phone_index), FOREIGN KEY (school_id, pupil_id) REFERENCES schools.pupils (school_id, id)
      )`);
  }
}
