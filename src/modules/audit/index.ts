export type { AuditActor, AuditEvent, AuditFilter, AuditRecord } from './audit.contracts.js';
export { AuditFacade } from './audit.facade.js';
export { AuditModule } from './audit.module.js';
export { defineOwnActs } from './own-acts.js';
