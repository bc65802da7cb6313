export type { Guardian, Link, LinkKind, LinkReason, LinkSource, LinkStatus, NewLink, ViewScope } from './family.contracts.js';
export { LINK_KINDS } from './family.contracts.js';
export { FamilyLinked, FamilyLinkRevoked, type LinkFact } from './family.events.js';
export { FamilyFacade } from './family.facade.js';
export { FamilyModule } from './family.module.js';
