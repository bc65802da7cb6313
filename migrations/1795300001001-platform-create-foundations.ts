import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What every later migration stands on: the runtime role, school years, append-only tables, partitions. */
export class PlatformCreateFoundations1795300001001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of [EXTENSIONS, ROLE, YEARS, GRANTS, APPEND_ONLY, REGISTRY, PARTITIONS]) await db.query(statement);
    await db.query(`SELECT platform.grant_runtime('platform')`);
    await db.query(`REVOKE INSERT, UPDATE, DELETE ON platform.partitioned_table FROM cabinet_runtime`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP SCHEMA platform CASCADE');
  }
}

const EXTENSIONS = `
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE EXTENSION IF NOT EXISTS btree_gist;
  CREATE SCHEMA platform;
`;

// The launcher makes the runtime role with a login. On a server of one's own with a single URL it is made here, and the
// program becomes it by "-c role=cabinet_runtime", for which the migrating user must be a member.
const ROLE = `
  DO $$
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'cabinet_runtime') THEN
      BEGIN
        CREATE ROLE cabinet_runtime NOLOGIN;
      EXCEPTION
        WHEN insufficient_privilege THEN
          RAISE EXCEPTION 'The role cabinet_runtime is missing and % may not create it', current_user
            USING HINT = 'As a superuser: CREATE ROLE cabinet_runtime LOGIN PASSWORD ''...'', and name it in DATABASE_URL; MIGRATION_DATABASE_URL names the owner.';
        WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this server was migrated at the same moment
      END;
      IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        EXECUTE format('GRANT cabinet_runtime TO %I', current_user);
      END IF;
    END IF;
  END $$;
`;

// A school year is named by the year it starts in and is cut on 1 August UTC, when no lessons are held anywhere.
// An id that is not a UUIDv7 has year 0, so a CHECK against it refuses the row instead of passing on a null.
const YEARS = `
  CREATE FUNCTION platform.school_year_on(day date) RETURNS integer
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN extract(year FROM day)::integer - CASE WHEN extract(month FROM day) < 8 THEN 1 ELSE 0 END;

  CREATE FUNCTION platform.school_year_of(id uuid) RETURNS integer
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN uuid_extract_version(id) = 7
      THEN extract(year FROM (uuid_extract_timestamp(id) AT TIME ZONE 'UTC') - interval '7 months')::integer
      ELSE 0 END;
`;

// The running program reaches partitions through their parent only, so it has no rights on them directly.
const GRANTS = `
  CREATE FUNCTION platform.grant_runtime(schema_name text) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    relation record;
  BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO cabinet_runtime', schema_name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO cabinet_runtime', schema_name);
    EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %I TO cabinet_runtime', schema_name);
    EXECUTE format('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA %I TO cabinet_runtime', schema_name);
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO cabinet_runtime', schema_name);
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE, SELECT ON SEQUENCES TO cabinet_runtime', schema_name);
    FOR relation IN
      SELECT c.oid::regclass AS name, c.relispartition AS is_partition
      FROM pg_class c
      WHERE c.relnamespace = schema_name::regnamespace AND c.relkind IN ('r', 'p')
        AND (c.relispartition OR EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'append_only'))
    LOOP
      IF relation.is_partition THEN
        EXECUTE format('REVOKE ALL ON %s FROM cabinet_runtime', relation.name);
      ELSE
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM cabinet_runtime', relation.name);
      END IF;
    END LOOP;
  END $$;
`;

const APPEND_ONLY = `
  CREATE FUNCTION platform.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_RELID::regclass, TG_OP USING ERRCODE = 'insufficient_privilege';
  END $$;

  CREATE FUNCTION platform.refuse_truncate(relation regclass) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change()', relation);
  END $$;

  CREATE FUNCTION platform.make_append_only(relation regclass) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    partition regclass;
  BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM cabinet_runtime', relation);
    -- A row trigger on a partitioned table is given to its partitions, present and future; a TRUNCATE trigger is not.
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION platform.refuse_change()', relation);
    PERFORM platform.refuse_truncate(relation);
    FOR partition IN SELECT relid FROM pg_partition_tree(relation) WHERE relid <> relation LOOP
      EXECUTE format('REVOKE ALL ON %s FROM cabinet_runtime', partition);
      PERFORM platform.refuse_truncate(partition);
    END LOOP;
  END $$;
`;

const REGISTRY = `
  CREATE TABLE platform.partitioned_table (
    relation text PRIMARY KEY,
    period text NOT NULL CHECK (period IN ('year', 'month'))
  );
  COMMENT ON TABLE platform.partitioned_table IS 'Tables whose partitions are made by platform.ensure_partitions: by migrate and by a daily sweep';
`;

const PARTITIONS = `
  CREATE FUNCTION platform.add_partition(relation regclass, suffix text, bounds text) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    parent record;
    partition text;
  BEGIN
    SELECT n.nspname AS schema_name, c.relname AS table_name INTO parent
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = relation;
    partition := format('%I.%I', parent.schema_name, parent.table_name || '_' || suffix);
    IF to_regclass(partition) IS NOT NULL THEN RETURN; END IF;
    EXECUTE format('CREATE TABLE %s PARTITION OF %s FOR VALUES %s', partition, relation, bounds);
    EXECUTE format('REVOKE ALL ON %s FROM cabinet_runtime', partition);
    IF EXISTS (SELECT FROM pg_trigger WHERE tgrelid = relation AND tgname = 'append_only') THEN
      PERFORM platform.refuse_truncate(partition::regclass);
    END IF;
  END $$;

  CREATE FUNCTION platform.ensure_year_partition(relation regclass, school_year integer) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM platform.add_partition(relation, 'y' || school_year, format('IN (%s)', school_year));
  END $$;

  CREATE FUNCTION platform.ensure_month_partition(relation regclass, day date) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    first date := date_trunc('month', day::timestamp)::date;
  BEGIN
    PERFORM platform.add_partition(relation, to_char(first, '"m"YYYY_MM'), format('FROM (%L) TO (%L)',
      first || ' 00:00:00+00', (first + interval '1 month')::date || ' 00:00:00+00'));
  END $$;

  -- The owner's rights: the daily sweep calls it as the runtime role, which may not create tables.
  CREATE FUNCTION platform.ensure_partitions(on_day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    registered record;
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('platform.ensure_partitions'));
    FOR registered IN SELECT * FROM platform.partitioned_table ORDER BY relation LOOP
      FOR ahead IN -1..2 LOOP
        IF registered.period = 'year' THEN
          PERFORM platform.ensure_year_partition(registered.relation::regclass, platform.school_year_on(on_day) + ahead);
        ELSE
          PERFORM platform.ensure_month_partition(registered.relation::regclass, (on_day + ahead * interval '1 month')::date);
        END IF;
      END LOOP;
    END LOOP;
  END $$;

  CREATE FUNCTION platform.register_year_table(relation regclass) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO platform.partitioned_table VALUES (relation::text, 'year');
    PERFORM platform.ensure_partitions(current_date);
  END $$;

  CREATE FUNCTION platform.register_month_table(relation regclass) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO platform.partitioned_table VALUES (relation::text, 'month');
    PERFORM platform.ensure_partitions(current_date);
  END $$;
`;
