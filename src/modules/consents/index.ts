export { CONSENT_PURPOSES, type Consent, type ConsentPurpose, type GiveConsent } from './consents.contracts.js';
export { ConsentGiven, ConsentWithdrawn, type ConsentFact } from './consents.events.js';
export { ConsentsFacade } from './consents.facade.js';
export { ConsentsModule } from './consents.module.js';
