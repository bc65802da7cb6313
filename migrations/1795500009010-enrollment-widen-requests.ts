import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Requests of every kind (EN-1): one may be about no school (connection of a school or a region), is answered by a
 * school, a region or the operator, by one of them or by two in a row, within a term of its kind, and what an approval
 * did is not always a pupil. The working days of a round are kept with it, so that a school's new setting moves no
 * promise that was given.
 */
export class EnrollmentWidenRequests1795500009010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE enrollment.requests RENAME COLUMN child_key TO subject_key;
      ALTER TABLE enrollment.requests RENAME COLUMN child_name TO subject_name;
      ALTER TABLE enrollment.requests
        -- what it is about, as lists show it
        ADD COLUMN subject_title text,
        -- two digits; null: of no region
        ADD COLUMN region_code text CHECK (region_code ~ '^[0-9]{2}$'),
        -- IANA zone its days are told in
        ADD COLUMN zone text,
        -- who answers, one after another, and whose turn it is
        ADD COLUMN route text[] CHECK (route <@ ARRAY['school', 'region', 'operator'] AND cardinality(route) > 0),
        ADD COLUMN scope text CHECK (scope = ANY (route)),
        -- working days of this round, usually and when extended
        ADD COLUMN usual_days smallint CHECK (usual_days > 0),
        ADD COLUMN extended_days smallint CHECK (extended_days >= usual_days),
        -- what an approval came to, where there is more than one way: a place, or the waiting list
        ADD COLUMN outcome text CHECK (outcome ~ '^[a-z_]+$'),
        -- ids of what an approval made
        ADD COLUMN result jsonb;

      -- so far every request was for a diary: a school's, within the usual terms of EN-4 and EN-6
      UPDATE enrollment.requests r SET region_code = s.region_code, zone = s.zone, route = ARRAY['school'], scope = 'school', usual_days = 5, extended_days = 10,
        subject_title = concat_ws(' ', r.form#>>'{child,name,family}', r.form#>>'{child,name,given}', r.form#>>'{child,name,patronymic}')
      FROM schools.v_school s WHERE s.id = r.school_id AND r.status <> 'draft';

      DO $$
      DECLARE name text;
      BEGIN
        FOR name IN SELECT conname FROM pg_constraint WHERE conrelid = 'enrollment.requests'::regclass AND contype = 'c'
          AND (pg_get_constraintdef(oid) LIKE '%pupil_id IS NOT NULL%' OR pg_get_constraintdef(oid) LIKE '%submitted_at IS NOT NULL%')
        LOOP EXECUTE format('ALTER TABLE enrollment.requests DROP CONSTRAINT %I', name); END LOOP;
      END $$;
      ALTER TABLE enrollment.requests
        ADD CONSTRAINT requests_sent CHECK (status = 'draft' OR (number IS NOT NULL AND subject_key IS NOT NULL AND round > 0 AND submitted_at IS NOT NULL
          AND due_on IS NOT NULL AND due_at IS NOT NULL AND zone IS NOT NULL AND route IS NOT NULL AND scope IS NOT NULL AND usual_days IS NOT NULL AND extended_days IS NOT NULL)),
        ADD CONSTRAINT requests_answered_by CHECK ((NOT 'school' = ANY (route) OR school_id IS NOT NULL) AND (NOT 'region' = ANY (route) OR region_code IS NOT NULL)),
        ADD CONSTRAINT requests_approved CHECK (status <> 'approved' OR (decided_by IS NOT NULL AND scope = route[cardinality(route)]
          AND (kind <> 'diary_access' OR pupil_id IS NOT NULL)));

      -- one open request per applicant, kind, subject and school; no school is one too
      DROP INDEX enrollment.requests_open;
      CREATE UNIQUE INDEX requests_open ON enrollment.requests (applicant_id, kind, school_id, subject_key) NULLS NOT DISTINCT
        WHERE status IN ('submitted', 'accepted', 'in_review', 'awaiting_applicant');
      -- the queues of a region and of the operator, and what is overdue in a region
      CREATE INDEX requests_queue_of_region ON enrollment.requests (region_code, due_at, id) WHERE status <> 'draft' AND scope = 'region';
      CREATE INDEX requests_queue_of_operator ON enrollment.requests (due_at, id) WHERE status <> 'draft' AND scope = 'operator';
      CREATE INDEX requests_open_in_region ON enrollment.requests (region_code, due_at, id)
        WHERE scope <> 'operator' AND status IN ('submitted', 'accepted', 'in_review', 'awaiting_applicant');

      -- terms of the kinds a school may set (domain rules, Requests 4); a kind without a row has its usual one
      CREATE TABLE enrollment.kind_terms (
        school_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind ~ '^[a-z_]+$'),
        usual_days smallint NOT NULL CHECK (usual_days BETWEEN 1 AND 30),
        extended_days smallint NOT NULL CHECK (extended_days BETWEEN usual_days AND 60),
        version integer NOT NULL,
        PRIMARY KEY (school_id, kind)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE enrollment.kind_terms;
      DROP INDEX enrollment.requests_queue_of_region, enrollment.requests_queue_of_operator, enrollment.requests_open_in_region, enrollment.requests_open;
      DELETE FROM enrollment.requests WHERE status = 'draft' AND kind <> 'diary_access';
      ALTER TABLE enrollment.requests DROP CONSTRAINT requests_sent, DROP CONSTRAINT requests_answered_by, DROP CONSTRAINT requests_approved,
        DROP COLUMN subject_title, DROP COLUMN region_code, DROP COLUMN zone, DROP COLUMN route, DROP COLUMN usual_days, DROP COLUMN extended_days,
        DROP COLUMN outcome, DROP COLUMN result, DROP COLUMN scope;
      ALTER TABLE enrollment.requests RENAME COLUMN subject_key TO child_key;
      ALTER TABLE enrollment.requests RENAME COLUMN subject_name TO child_name;
      ALTER TABLE enrollment.requests
        ADD CHECK (status = 'draft' OR (number IS NOT NULL AND school_id IS NOT NULL AND child_key IS NOT NULL AND round > 0
          AND submitted_at IS NOT NULL AND due_on IS NOT NULL AND due_at IS NOT NULL)),
        ADD CHECK (status <> 'approved' OR (decided_by IS NOT NULL AND pupil_id IS NOT NULL));
      CREATE UNIQUE INDEX requests_open ON enrollment.requests (applicant_id, kind, school_id, child_key)
        WHERE status IN ('submitted', 'accepted', 'in_review', 'awaiting_applicant');
    `);
  }
}
