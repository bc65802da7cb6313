export { Transactional } from '@nestjs-cls/transactional';
export { RUNTIME_ROLE, runtimeConnection } from './connection.js';
export { DatabaseModule, withEntities } from './database.module.js';
export { Db } from './db.js';
export { HotDb, type Statement } from './hot-db.js';
export { checkViolation, exclusionViolation, foreignKeyViolation, isRetryable, uniqueViolation, type Violation } from './violations.js';
