import { runMigrations } from 'bullmq';
import type { ClientBase } from 'pg';
import { RUNTIME_ROLE } from '../database/index.js';
import { QUEUE_SCHEMA } from './backend.js';

/**
 * BullMQ's own tables; `migrate` calls it with the owner's connection after our migrations. The runtime role needs
 * CREATE on the schema: each queue makes a sequence of its own (architecture, Transactions 8).
 */
export async function migrateQueueSchema(client: ClientBase): Promise<void> {
  await runMigrations(client as never, QUEUE_SCHEMA);
  await client.query(`
    GRANT USAGE, CREATE ON SCHEMA ${QUEUE_SCHEMA} TO ${RUNTIME_ROLE};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO ${RUNTIME_ROLE};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} TO ${RUNTIME_ROLE};
    -- Sequences that the running program made are its own, and the owner could not grant on them.
    DO $$
    DECLARE sequence regclass;
    BEGIN
      FOR sequence IN SELECT oid FROM pg_class
        WHERE relnamespace = '${QUEUE_SCHEMA}'::regnamespace AND relkind = 'S' AND pg_has_role(current_user, relowner, 'USAGE')
      LOOP
        EXECUTE format('GRANT USAGE, SELECT, UPDATE ON SEQUENCE %s TO ${RUNTIME_ROLE}', sequence);
      END LOOP;
    END $$;
  `);
}
