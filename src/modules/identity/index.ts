export type { AccountLevelView, Assignment, LoginDelivery, NewAccount, NewAssignment, Newcomer, Person, PreparedTransit, SentCode, SignatureCheck, SignatureSigner, TransitPerson } from './identity.contracts.js';
export { LevelNeededSoon } from './identity.events.js';
export { IdentityFacade } from './identity.facade.js';
export { IdentityModule } from './identity.module.js';
