import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happened to a child entered by a parent, until it became a link with a history of its own (FA-5). */
export class FamilyCreateClaimHistory1795500008027 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // No foreign key: a child never confirmed is forgotten (CLAIM_FORGOTTEN), and a history is for ever.
    await runner.query(`
      CREATE TABLE family.claim_history (
        school_id uuid NOT NULL,
        claim_id uuid NOT NULL,
        id uuid NOT NULL,
        at timestamptz NOT NULL,
        -- null: the system (a check, an import of the roll)
        actor_id uuid,
        from_status text,
        to_status text NOT NULL,
        reason text,
        PRIMARY KEY (school_id, claim_id, id)
      );
      SELECT platform.make_append_only('family.claim_history');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE family.claim_history');
  }
}
