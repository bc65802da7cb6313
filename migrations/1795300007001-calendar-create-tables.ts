import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The working calendar as data an operator can replace (domain rules, "Working days and deadlines"). A year keeps only the
 * days that differ from "Monday to Friday are working days". `calendar.state` has one row whose version changes with
 * every replacement: processes compare it with what they hold in memory.
 */
export class CalendarCreateTables1795300007001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE SCHEMA calendar;

      CREATE TABLE calendar.state (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        version uuid NOT NULL
      );

      CREATE TABLE calendar.year (
        year integer PRIMARY KEY CHECK (year BETWEEN 1992 AND 2199),
        source text NOT NULL,
        loaded_at timestamptz NOT NULL,
        loaded_by uuid,
        version integer NOT NULL DEFAULT 1
      );

      CREATE TABLE calendar.day (
        year integer NOT NULL REFERENCES calendar.year (year) ON DELETE CASCADE,
        date date NOT NULL,
        working boolean NOT NULL,
        shortened boolean NOT NULL DEFAULT false,
        PRIMARY KEY (year, date),
        CHECK (extract(year FROM date) = year),
        CHECK (working OR NOT shortened)
      );

      CREATE TABLE calendar.regional_day (
        region_code text NOT NULL CHECK (region_code ~ '^[0-9]{2}$'),
        year integer NOT NULL,
        date date NOT NULL,
        PRIMARY KEY (region_code, year, date),
        CHECK (extract(year FROM date) = year)
      );

      SELECT platform.grant_runtime('calendar');

      INSERT INTO calendar.state (version) VALUES ('019b0000-0000-7000-8000-000000000001');
      INSERT INTO calendar.year (year, source, loaded_at)
        SELECT y, 'Government decree on moved days off', timestamptz '2026-08-01 00:00:00+03' FROM generate_series(2024, 2026) y;

      -- Federal holidays (Labour Code, article 112) that fall on a weekday.
      INSERT INTO calendar.day (year, date, working)
        SELECT y, d, false
        FROM generate_series(2024, 2026) y,
             unnest(ARRAY['01-01','01-02','01-03','01-04','01-05','01-06','01-07','01-08','02-23','03-08','05-01','05-09','06-12','11-04']) md,
             LATERAL (SELECT (y || '-' || md)::date) AS day(d)
        WHERE extract(isodow FROM d) < 6;

      -- Days moved by the decrees of these years.
      INSERT INTO calendar.day (year, date, working)
        SELECT extract(year FROM d)::integer, d, working
        FROM (VALUES
          ('2024-04-27'::date, true), ('2024-11-02', true), ('2024-12-28', true),
          ('2024-04-29', false), ('2024-04-30', false), ('2024-05-10', false), ('2024-12-30', false), ('2024-12-31', false),
          ('2025-11-01', true),
          ('2025-05-02', false), ('2025-05-08', false), ('2025-06-13', false), ('2025-11-03', false), ('2025-12-31', false),
          ('2026-01-09', false), ('2026-03-09', false), ('2026-05-11', false), ('2026-12-31', false)
        ) AS moved(d, working);

      -- The day before a holiday is an hour shorter (Labour Code, article 95), a working Saturday before it too.
      INSERT INTO calendar.day (year, date, working, shortened)
        SELECT extract(year FROM d)::integer, d, true, true
        FROM unnest(ARRAY[
          '2024-02-22', '2024-03-07', '2024-05-08', '2024-06-11', '2024-11-02',
          '2025-03-07', '2025-04-30', '2025-06-11', '2025-11-01',
          '2026-04-30', '2026-05-08', '2026-06-11', '2026-11-03'
        ]::date[]) d
      ON CONFLICT (year, date) DO UPDATE SET shortened = true;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP SCHEMA calendar CASCADE');
  }
}
