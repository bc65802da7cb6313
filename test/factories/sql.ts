/** What the factories write with: a pg client or pool, or `Db`. */
export interface SqlRunner {
  query(sql: string, params?: unknown[]): Promise<unknown>;
}

/** The rows of a statement, whichever runner gave them. */
export async function rows<Row>(db: SqlRunner, sql: string, params: unknown[] = []): Promise<Row[]> {
  const answer = await db.query(sql, params);
  return (Array.isArray(answer) ? answer : (answer as { rows: unknown[] }).rows) as Row[];
}
