import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Staff of a school: who was appointed to what by which order, and how families reach them (SC-5). */
export class SchoolsCreateStaff1795400006010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- the region confirms appointments of this school before they count
      ALTER TABLE schools.schools ADD COLUMN confirms_staff boolean NOT NULL DEFAULT false;

      CREATE TABLE schools.staff_positions (
        school_id uuid NOT NULL REFERENCES schools.schools,
        id uuid NOT NULL UNIQUE,
        -- null until somebody new has an account
        person_id uuid,
        -- name and contacts of somebody new, until the region has decided
        newcomer jsonb,
        role text NOT NULL CHECK (role IN ('teacher', 'methodist', 'deputy_head', 'secretary', 'school_admin', 'director')),
        -- null: the role was given without an order (an import, an operator)
        title text CHECK (title <> ''),
        order_number text,
        starts_on date NOT NULL,
        -- last day
        ends_on date,
        status text NOT NULL CHECK (status IN ('awaiting_confirmation', 'active', 'declined', 'ended')),
        end_order_number text,
        reason text,
        requested_by uuid NOT NULL,
        decided_by uuid,
        decided_at timestamptz,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (school_id, id),
        CHECK (person_id IS NOT NULL OR newcomer IS NOT NULL OR status = 'declined'),
        CHECK (newcomer IS NULL OR status = 'awaiting_confirmation'),
        CHECK (person_id IS NOT NULL OR status IN ('awaiting_confirmation', 'declined'))
      );
      CREATE INDEX staff_positions_person ON schools.staff_positions (person_id, school_id);
      CREATE INDEX staff_positions_awaiting ON schools.staff_positions (id) WHERE status = 'awaiting_confirmation';
      CREATE UNIQUE INDEX staff_positions_once ON schools.staff_positions (school_id, person_id, role, title)
        NULLS NOT DISTINCT WHERE status IN ('awaiting_confirmation', 'active') AND person_id IS NOT NULL;

      CREATE TABLE schools.staff_contacts (
        school_id uuid NOT NULL REFERENCES schools.schools,
        person_id uuid NOT NULL,
        phone text, email text, reception_hours text,
        shown_to_families boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (school_id, person_id)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE schools.staff_contacts; DROP TABLE schools.staff_positions; ALTER TABLE schools.schools DROP COLUMN confirms_staff');
  }
}
