export { type ProposedSchool, SETTLEMENT_KINDS } from './connection/connection.model.js';
export type { SchoolTwin } from './connection/domain/find-twins.js';
export type { ImportRequest, ImportResult } from './imports/imports.contracts.js';
export * from './schools.contracts.js';
export { RollImported } from './schools.events.js';
export { SchoolsFacade } from './schools.facade.js';
export { POSITION_ROLES, type PositionRole } from './staff/staff.model.js';
export { SchoolsModule } from './schools.module.js';
