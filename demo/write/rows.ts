import type { ClientBase } from 'pg';

/** Many rows in one statement; the columns are those of the first row, read by the table's own types. */
export async function insertRows(db: ClientBase, table: string, rows: readonly object[], onConflict = ''): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]!).join(', ');
  await db.query(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb) ${onConflict}`, [JSON.stringify(rows)]);
}

/** Functions of the session: ids and dice that follow from the seed. Keys must not depend on the day of seeding. */
export async function prepareDice(db: ClientBase, seed: string): Promise<void> {
  await db.query(`
    CREATE OR REPLACE FUNCTION pg_temp.fixed_id(instant timestamptz, key text) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
      SELECT encode(set_byte(set_byte(b, 6, (get_byte(b, 6) & 15) | 112), 8, (get_byte(b, 8) & 63) | 128), 'hex')::uuid
      FROM (SELECT overlay(decode(md5('${seed.replace(/\W/g, '')}' || key), 'hex')
        PLACING substring(int8send(floor(extract(epoch FROM instant) * 1000)::bigint) FROM 3) FROM 1 FOR 6) AS b) x
    $$;
    -- 0 to 99
    CREATE OR REPLACE FUNCTION pg_temp.dice(key text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
      SELECT (('x' || substr(md5('${seed.replace(/\W/g, '')}' || key), 1, 7))::bit(28)::int % 100)
    $$;`);
}
