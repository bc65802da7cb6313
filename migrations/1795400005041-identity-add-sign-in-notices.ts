import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What of the sign-ins its owner wants to be told of (ID-12); no row: nothing but what is new or wrong. */
export class IdentityAddSignInNotices1795400005041 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE identity.sign_in_notices (
        person_id uuid PRIMARY KEY REFERENCES identity.accounts,
        every_sign_in boolean NOT NULL,
        failed_tries boolean NOT NULL,
        version integer NOT NULL
      );
    `);
    await db.query(`SELECT platform.grant_runtime('identity')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE identity.sign_in_notices');
  }
}
