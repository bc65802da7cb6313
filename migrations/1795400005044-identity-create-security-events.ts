import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What looks like somebody else at an account, for the monitoring centre and for asking more at sign-in (ID-16). */
export class IdentityCreateSecurityEvents1795400005044 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE identity.security_events (
        id uuid PRIMARY KEY,
        at timestamptz NOT NULL,
        kind text NOT NULL CHECK (kind ~ '^[a-z_]{1,40}$'),
        person_id uuid,
        ip inet,
        -- one occasion is raised once, however often it is noticed
        occasion text NOT NULL UNIQUE
      );
      CREATE INDEX security_events_person ON identity.security_events (person_id, kind, at);
      CREATE INDEX security_events_kind ON identity.security_events (kind, at);
    `);
    await db.query(`SELECT platform.grant_runtime('identity')`);
    await db.query(`SELECT platform.make_append_only('identity.security_events')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE identity.security_events');
  }
}
