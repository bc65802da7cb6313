import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Schools of the directory that are not connected yet, and what people ask to be added to the directory (SC-3). */
export class SchoolsCreateDirectoryProposals1795500006020 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE schools.schools DROP CONSTRAINT schools_status_check,
        -- listed: in the directory and not connected
        ADD CONSTRAINT schools_status_check CHECK (status IN ('listed', 'trial', 'active', 'suspended', 'closed'));

      CREATE TABLE schools.directory_proposals (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('school', 'settlement')),
        region_code text NOT NULL REFERENCES schools.regions,
        -- what was typed
        entry jsonb NOT NULL,
        -- folded name and place: one person asks for the same thing once at a time
        entry_key text NOT NULL,
        proposed_by uuid NOT NULL,
        status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'accepted', 'declined')),
        reason text,
        school_id uuid REFERENCES schools.schools,
        settlement_id uuid,
        decided_by uuid,
        decided_at timestamptz,
        created_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1,
        FOREIGN KEY (region_code, settlement_id) REFERENCES schools.settlements (region_code, id),
        CHECK ((status = 'waiting') = (decided_at IS NULL)),
        CHECK (status <> 'declined' OR reason IS NOT NULL),
        CHECK ((status = 'accepted') = (CASE kind WHEN 'school' THEN school_id IS NOT NULL ELSE settlement_id IS NOT NULL END))
      );
      CREATE UNIQUE INDEX directory_proposals_once ON schools.directory_proposals (proposed_by, kind, region_code, entry_key) WHERE status = 'waiting';
      CREATE INDEX directory_proposals_own ON schools.directory_proposals (proposed_by, id);
      CREATE INDEX directory_proposals_waiting ON schools.directory_proposals (id) WHERE status = 'waiting';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE schools.directory_proposals;
      ALTER TABLE schools.schools DROP CONSTRAINT schools_status_check,
        ADD CONSTRAINT schools_status_check CHECK (status IN ('trial', 'active', 'suspended', 'closed'));
    `);
  }
}
