import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Inspections of a school by the authorities (SC-2). */
export class SchoolsCreateInspections1795400006060 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE schools.inspections (
        school_id uuid NOT NULL REFERENCES schools.schools,
        id uuid NOT NULL UNIQUE,
        held_on date NOT NULL,
        authority text NOT NULL CHECK (authority <> ''),
        subject text NOT NULL CHECK (subject <> ''),
        outcome text NOT NULL CHECK (outcome IN ('passed', 'remarks', 'violations')),
        note text,
        PRIMARY KEY (school_id, id)
      );
      CREATE INDEX inspections_by_day ON schools.inspections (school_id, held_on, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE schools.inspections');
  }
}
