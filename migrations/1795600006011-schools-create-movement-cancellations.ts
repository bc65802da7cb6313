import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A movement recorded by mistake is answered by its cancellation (SC-8): movements are history and stay. */
export class SchoolsCreateMovementCancellations1795600006011 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE schools.movement_cancellations (
        school_id uuid NOT NULL,
        movement_id uuid NOT NULL,
        reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
        cancelled_by uuid,
        cancelled_at timestamptz NOT NULL,
        PRIMARY KEY (school_id, movement_id),
        FOREIGN KEY (school_id, movement_id) REFERENCES schools.movements (school_id, id)
      );
      SELECT platform.make_append_only('schools.movement_cancellations');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE schools.movement_cancellations');
  }
}
