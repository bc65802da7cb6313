import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The public search goes by an index whatever it is asked (SC-1): in the order of the list, by place on the map, by
 * rating, by profile. And what a region publishes: norms and templates of documents.
 */
export class SchoolsIndexSearch1795500006012 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX schools_in_order ON schools.schools (search_key, id) WHERE status IN ('listed', 'active', 'suspended');
      CREATE INDEX schools_in_region_order ON schools.schools (region_code, search_key, id) WHERE status IN ('listed', 'active', 'suspended');
      CREATE INDEX schools_on_map ON schools.schools (latitude, longitude) WHERE latitude IS NOT NULL;
      CREATE INDEX schools_rated ON schools.schools (rating) WHERE rating IS NOT NULL;
      -- profiles compared as people type them
      CREATE FUNCTION schools.folded(text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT translate(lower($1::text), 'ё', 'е')::text[] $$;
      CREATE INDEX schools_profiles ON schools.schools USING gin (schools.folded(profiles));

      CREATE TABLE schools.region_documents (
        region_code text NOT NULL REFERENCES schools.regions,
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('norm', 'template')),
        title text NOT NULL CHECK (title <> ''),
        url text NOT NULL CHECK (url ~ '^https://'),
        -- the day it holds from; null: it does not say
        valid_from date,
        version integer NOT NULL DEFAULT 1
      );
      CREATE INDEX region_documents_list ON schools.region_documents (region_code, kind, title, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE schools.region_documents; DROP INDEX schools.schools_profiles; DROP FUNCTION schools.folded(text[]);
      DROP INDEX schools.schools_rated; DROP INDEX schools.schools_on_map; DROP INDEX schools.schools_in_region_order; DROP INDEX schools.schools_in_order;
    `);
  }
}
