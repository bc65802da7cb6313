import { defineEvent } from '../../../platform/outbox/index.js';

/** The operator has answered a proposal to the directory. */
export const ProposalDecided = defineEvent<{ proposalId: string }>('schools.proposal_decided');

/** A proposal to the directory waits for the operator. */
export const ProposalMade = defineEvent<{ proposalId: string }>('schools.proposal_made');
