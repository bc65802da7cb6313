import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Accounts a school made for representatives on its file when it printed slips (SC-10): the next order finds the login that was never
 * used, and makes no second one.
 */
export class FamilyCreateSlipGuardians1795600008050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE family.slip_guardians (
        school_id uuid NOT NULL,
        -- blind index of phone and name on file
        holder_index text NOT NULL,
        person_id uuid NOT NULL UNIQUE,
        PRIMARY KEY (school_id, holder_index)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE family.slip_guardians');
  }
}
