import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFERRED = [
  ['terms', 'terms_dates', `EXCLUDE USING gist (school_id WITH =, int4range(grade_from, grade_to, '[]') WITH &&, daterange(starts_on, ends_on, '[]') WITH &&)`],
  ['terms', 'terms_number', `EXCLUDE USING gist (school_id WITH =, school_year WITH =, number WITH =, int4range(grade_from, grade_to, '[]') WITH &&)`],
  ['vacations', 'vacations_dates', `EXCLUDE USING gist (school_id WITH =, int4range(grade_from, grade_to, '[]') WITH &&, daterange(starts_on, ends_on, '[]') WITH &&)`],
] as const;

/**
 * Any kind of import (SC-6): which there are the program says. Terms and vacations of a file are written one by one and
 * may stand over one another on the way (a term moved into the days its neighbour leaves), so what is exclusive of them
 * can be asked at the end.
 */
export class SchoolsWidenImports1795400006031 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE schools.imports DROP CONSTRAINT imports_kind_check, ADD CONSTRAINT imports_kind_check CHECK (kind ~ '^[a-z_]{1,40}$')`);
    for (const [table, name, rule] of DEFERRED) await db.query(`ALTER TABLE schools.${table} DROP CONSTRAINT ${name}, ADD CONSTRAINT ${name} ${rule} DEFERRABLE INITIALLY IMMEDIATE`);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const [table, name, rule] of DEFERRED) await db.query(`ALTER TABLE schools.${table} DROP CONSTRAINT ${name}, ADD CONSTRAINT ${name} ${rule}`);
    await db.query(`ALTER TABLE schools.imports DROP CONSTRAINT imports_kind_check, ADD CONSTRAINT imports_kind_check CHECK (kind IN ('classes', 'pupils')) NOT VALID`);
  }
}
