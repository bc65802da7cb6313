import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Electronic signatures of requests with what their check came to, and where a school requires one (EN-15). */
export class EnrollmentCreateSignatures1795500009041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE enrollment.signatures (
        request_id uuid PRIMARY KEY REFERENCES enrollment.requests,
        -- the signature itself, sealed: certificates name people and their SNILS
        cms_sealed text NOT NULL,
        -- of the bytes that were signed, hex: another form has another one
        payload_sha256 text NOT NULL CHECK (payload_sha256 ~ '^[0-9a-f]{64}$'),
        outcome text NOT NULL CHECK (outcome IN ('verified', 'not_verified')),
        qualified boolean NOT NULL,
        problem text CHECK (problem ~ '^[a-z_]+$'),
        signer jsonb NOT NULL,
        -- whether the certificate is the applicant's own, by name and, where both sides know it, SNILS
        is_applicants boolean NOT NULL,
        -- the round it was sent with; null: not sent yet
        sent_round smallint,
        checked_at timestamptz NOT NULL,
        CHECK ((outcome = 'verified') = (problem IS NULL))
      );

      CREATE TABLE enrollment.signature_rules (
        school_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind ~ '^[a-z_]+$'),
        required boolean NOT NULL,
        version integer NOT NULL,
        PRIMARY KEY (school_id, kind)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE enrollment.signatures, enrollment.signature_rules');
  }
}
