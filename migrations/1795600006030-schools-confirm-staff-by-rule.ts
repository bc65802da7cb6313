import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Appointments wait for the region as the rule (SC-5): a region may waive it for its schools, a school may have a word of its own.
 * What stood at "no" was the default so far, nobody's word: such schools go by their region from now on.
 */
export class SchoolsConfirmStaffByRule1795600006030 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE schools.regions ADD COLUMN confirms_staff boolean NOT NULL DEFAULT true;
      -- null: as the region
      ALTER TABLE schools.schools ALTER COLUMN confirms_staff DROP NOT NULL, ALTER COLUMN confirms_staff DROP DEFAULT;
      UPDATE schools.schools SET confirms_staff = NULL WHERE NOT confirms_staff;

      -- the school takes an appointment back before anybody has confirmed it
      ALTER TABLE schools.staff_positions
        DROP CONSTRAINT staff_positions_status_check, DROP CONSTRAINT staff_positions_check, DROP CONSTRAINT staff_positions_check2;
      ALTER TABLE schools.staff_positions
        ADD CONSTRAINT staff_positions_status CHECK (status IN ('awaiting_confirmation', 'active', 'declined', 'withdrawn', 'ended')),
        ADD CONSTRAINT staff_positions_who CHECK (person_id IS NOT NULL OR newcomer IS NOT NULL OR status IN ('declined', 'withdrawn')),
        ADD CONSTRAINT staff_positions_account CHECK (person_id IS NOT NULL OR status IN ('awaiting_confirmation', 'declined', 'withdrawn'));

      -- whoever confirms is reminded of what waits already
      INSERT INTO platform.due (kind, key, due_at, payload)
        SELECT DISTINCT 'schools.staff_waiting', s.region_code, now(), '{}'::jsonb
        FROM schools.staff_positions p JOIN schools.schools s ON s.id = p.school_id WHERE p.status = 'awaiting_confirmation'
        ON CONFLICT (kind, key) DO NOTHING;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM platform.due WHERE kind = 'schools.staff_waiting';
      UPDATE schools.staff_positions SET status = 'declined' WHERE status = 'withdrawn';
      ALTER TABLE schools.staff_positions DROP CONSTRAINT staff_positions_status, DROP CONSTRAINT staff_positions_who, DROP CONSTRAINT staff_positions_account;
      ALTER TABLE schools.staff_positions
        ADD CONSTRAINT staff_positions_status_check CHECK (status IN ('awaiting_confirmation', 'active', 'declined', 'ended')),
        ADD CONSTRAINT staff_positions_check CHECK (person_id IS NOT NULL OR newcomer IS NOT NULL OR status = 'declined'),
        ADD CONSTRAINT staff_positions_check2 CHECK (person_id IS NOT NULL OR status IN ('awaiting_confirmation', 'declined'));
      UPDATE schools.schools s SET confirms_staff = coalesce(s.confirms_staff, r.confirms_staff) FROM schools.regions r WHERE r.code = s.region_code;
      ALTER TABLE schools.schools ALTER COLUMN confirms_staff SET DEFAULT false, ALTER COLUMN confirms_staff SET NOT NULL;
      ALTER TABLE schools.regions DROP COLUMN confirms_staff;
    `);
  }
}
