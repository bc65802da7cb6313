import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pupils who were told that their diary will need a confirmed account from the 14th birthday on (ID-8): each once. */
export class IdentityCreateLevelReminders1795500005012 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE identity.level_reminders (
        person_id uuid PRIMARY KEY REFERENCES identity.accounts,
        reminded_at timestamptz NOT NULL
      );
      CREATE INDEX people_birth_date ON identity.people (birth_date);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX identity.people_birth_date; DROP TABLE identity.level_reminders');
  }
}
