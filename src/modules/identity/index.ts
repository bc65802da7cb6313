export type { Assignment, LoginDelivery, NewAccount, NewAssignment, Newcomer, Person } from './identity.contracts.js';
export { IdentityFacade } from './identity.facade.js';
export { IdentityModule } from './identity.module.js';
