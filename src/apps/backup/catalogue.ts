import { type Client, escapeIdentifier } from 'pg';
import { QUEUE_SCHEMA } from '../../platform/queue/index.js';

export interface Table {
  readonly schema: string;
  readonly name: string;
  /** Columns that hold data of their own, generated ones left out. */
  readonly columns: readonly string[];
}

export interface Partition {
  /** Qualified. */
  readonly parent: string;
  readonly suffix: string;
  readonly bounds: string;
}

export interface Sequence {
  readonly schema: string;
  readonly name: string;
  readonly lastValue: string | null;
}

// The queue's own tables are transport: the outbox, which is the truth, is sent again (architecture, Transactions 3).
const OURS = `n.nspname NOT IN ('information_schema', '${QUEUE_SCHEMA}') AND n.nspname NOT LIKE 'pg\\_%'`;
const MIGRATIONS = `(n.nspname = 'public' AND c.relname = 'schema_migration')`;

/** Tables with data, partitioned ones as a whole. */
export async function tables(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    SELECT n.nspname AS schema, c.relname AS name,
           (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND ${OURS} AND NOT ${MIGRATIONS}
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    ORDER BY 1, 2`);
  return rows;
}

export async function partitions(client: Client): Promise<Partition[]> {
  const { rows } = await client.query<Partition>(`
    SELECT r.relation AS parent, substr(c.relname, length(p.relname) + 2) AS suffix,
           regexp_replace(pg_get_expr(c.relpartbound, c.oid), '^FOR VALUES ', '') AS bounds
    FROM platform.partitioned_table r
    JOIN pg_inherits i ON i.inhparent = r.relation::regclass
    JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent
    ORDER BY 1, 2`);
  return rows;
}

export async function sequences(client: Client): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(`
    SELECT s.schemaname AS schema, s.sequencename AS name, s.last_value AS "lastValue"
    FROM pg_sequences s JOIN pg_namespace n ON n.nspname = s.schemaname
    WHERE ${OURS} AND NOT (s.schemaname = 'public' AND s.sequencename LIKE 'schema\\_migration%') ORDER BY 1, 2`);
  return rows;
}

export async function migrations(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('SELECT name FROM public.schema_migration ORDER BY timestamp');
  return rows.map((row) => row.name);
}

/** A statement to run before the rows come in, and one that undoes it after. */
export interface Lifted {
  readonly before: string;
  readonly after: string;
}

/**
 * What stands in the way of loading tables in any order: foreign keys, which check all rows when they are put back, and
 * triggers, which have done their work when the rows were first written.
 */
export async function obstacles(client: Client): Promise<Lifted[]> {
  const { rows: foreignKeys } = await client.query<Lifted>(`
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname) AS before,
           format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) AS after
    FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
    WHERE k.contype = 'f' AND k.conparentid = 0 AND ${OURS}`);
  const { rows: triggers } = await client.query<Lifted>(`
    SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname) AS before,
           format('ALTER TABLE %s ENABLE %s TRIGGER %I', t.tgrelid::regclass,
                  CASE t.tgenabled WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END, t.tgname) AS after
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND t.tgenabled <> 'D' AND c.relkind IN ('r', 'p') AND ${OURS}`);
  return [...triggers, ...foreignKeys];
}

export function qualified(table: { readonly schema: string; readonly name: string }): string {
  return `${escapeIdentifier(table.schema)}.${escapeIdentifier(table.name)}`;
}

export function columnList(table: Table): string {
  return table.columns.map((column) => escapeIdentifier(column)).join(', ');
}
