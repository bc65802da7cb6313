import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Decisions of courts that ended a link (FA-7). While one stands, nothing links this person with this pupil again. */
export class FamilyCreateCourtDecisions1795500008023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE family.court_decisions (
        school_id uuid NOT NULL,
        link_id uuid NOT NULL,
        number text NOT NULL CHECK (number <> ''),
        decided_on date NOT NULL,
        court text,
        file_id uuid,
        recorded_by uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        -- the decision by which it holds no more
        lifted_number text CHECK (lifted_number <> ''),
        lifted_on date,
        lifted_by uuid,
        lifted_at timestamptz,
        PRIMARY KEY (school_id, link_id),
        FOREIGN KEY (school_id, link_id) REFERENCES family.links,
        CHECK ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lifted_number IS NULL) AND (lifted_at IS NULL) = (lifted_on IS NULL))
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE family.court_decisions');
  }
}
