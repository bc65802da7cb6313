import { defineEvent } from '../../platform/outbox/index.js';

export interface ConsentFact {
  readonly consentId: string;
  readonly subjectId: string;
  readonly purpose: string;
  readonly givenBy: string;
}

/** A consent was withdrawn: processing for that purpose stops unless somebody else's consent for the subject stands. */
export const ConsentWithdrawn = defineEvent<ConsentFact & { readonly othersStand: boolean }>('consents.withdrawn');
export const ConsentGiven = defineEvent<ConsentFact>('consents.given');
