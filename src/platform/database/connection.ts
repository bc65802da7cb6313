import { types, type PoolConfig } from 'pg';
import type { Config } from '../config/index.js';

// A date read as a JS Date shifts a day in some zones, an int8 loses digits: both come as strings (architecture, Time).
const AS_STRING = [1082 /* date */, 20 /* int8 */, 1700 /* numeric */];
for (const oid of AS_STRING) types.setTypeParser(oid, (value) => value);

/** The role the running program has in the database; it cannot update or delete history and audit. */
export const RUNTIME_ROLE = 'cabinet_runtime';

/**
 * How the running program connects. With one URL for everything it lowers itself to the runtime role;
 * with MIGRATION_DATABASE_URL set, DATABASE_URL belongs to that role already.
 */
export function runtimeConnection(config: Config, extraOptions = ''): PoolConfig {
  const lowered = config.settings.MIGRATION_DATABASE_URL === null ? `-c role=${RUNTIME_ROLE}` : '';
  const options = [lowered, extraOptions].filter((o) => o !== '').join(' ');
  return { connectionString: config.databaseUrl, ...(options === '' ? {} : { options }) };
}
