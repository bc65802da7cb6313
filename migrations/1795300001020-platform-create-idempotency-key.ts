import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Idempotency keys: one row a person and key, in the transaction of the effect; the answer is sealed (SE-3). */
export class PlatformCreateIdempotencyKey1795300001020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE platform.idempotency_key (
        person_id   uuid NOT NULL,
        key         text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
        fingerprint text NOT NULL,
        status      int,
        answer      text,
        expires_at  timestamptz NOT NULL,
        created_at  timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (person_id, key)
      );
      CREATE INDEX idempotency_key_expires ON platform.idempotency_key (expires_at);
    `);
    await runner.query(`SELECT platform.grant_runtime('platform')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE platform.idempotency_key');
  }
}
