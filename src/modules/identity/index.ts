export type { Assignment, NewAccount, NewAssignment, Person } from './identity.contracts.js';
export { IdentityFacade } from './identity.facade.js';
export { IdentityModule } from './identity.module.js';
