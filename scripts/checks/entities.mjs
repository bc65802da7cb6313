// Entities against the migrated schema: column, type, nullability. Our own check, because `migration:generate` would drop our constraints.

/** @returns {Promise<string[]>} what is wrong, one line each */
export async function entityProblems(source) {
  const problems = [];
  for (const entity of source.entityMetadatas) {
    const columns = new Map((await source.query(
      `SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type, NOT a.attnotnull AS nullable
       FROM pg_attribute a WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped`, [entity.tablePath],
    )).map((c) => [c.name, c]));
    if (columns.size === 0) problems.push(`entity: ${entity.name} has no table ${entity.tablePath}`);
    for (const column of entity.columns) {
      const found = columns.get(column.databaseName);
      const type = source.driver.normalizeType(column) + (column.isArray ? '[]' : '');
      if (found === undefined) problems.push(`entity: ${entity.name}.${column.propertyName} has no column ${column.databaseName}`);
      else if (found.type !== type) problems.push(`entity: ${entity.name}.${column.propertyName} is ${type}, the column is ${found.type}`);
      else if (found.nullable !== column.isNullable) problems.push(`entity: ${entity.name}.${column.propertyName} and the column differ in null`);
    }
  }
  return problems;
}
