import { Client, escapeLiteral } from 'pg';

export function postgresUrl(port: number, user: string, password: string, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}

/** One statement on a connection of its own. */
export async function administer<Row = Record<string, unknown>>(url: string, sql: string, params: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // a lost connection fails the query below
  await client.connect();
  try {
    return (await client.query(sql, params)).rows as Row[];
  } finally {
    await client.end();
  }
}

export async function isAnswering(url: string): Promise<boolean> {
  try {
    await administer(url, 'SELECT 1');
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === '28P01') throw error; // another server, or the passwords file was changed
    return false;
  }
}

/** The two login roles: `cabinet_owner` owns the database and migrates it, `cabinet_runtime` is the running program. */
export async function prepareRoles(port: number, passwords: { superuser: string; owner: string; runtime: string }): Promise<void> {
  const url = postgresUrl(port, 'postgres', passwords.superuser, 'postgres');
  for (const [role, password] of [['cabinet_owner', passwords.owner], ['cabinet_runtime', passwords.runtime]] as const) {
    const found = await administer(url, 'SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
    await administer(url, `${found.length === 0 ? 'CREATE' : 'ALTER'} ROLE ${role} LOGIN PASSWORD ${escapeLiteral(password)}`);
  }
}
