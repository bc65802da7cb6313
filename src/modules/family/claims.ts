import { CheckClaim } from './app/check-claim.service.js';
import { ClaimDecisions } from './app/claim-decisions.service.js';
import { Claims } from './app/claims.service.js';
import { CompletenessQuery } from './app/completeness.query.js';
import { ContactsOnFile } from './app/contacts-on-file.service.js';
import { ClaimNotices } from './claim-notices.js';
import { ChildClaimsController } from './http/child-claims.controller.js';
import { ContactsOnFileController } from './http/contacts-on-file.controller.js';
import { ClaimForgottenHandler } from './jobs/claim-forgotten.handler.js';
import { RollImportedHandler } from './jobs/roll-imported.handler.js';
import { ClaimRepository } from './persistence/claim.repository.js';
import { ProfileQuery } from './persistence/profile.query.js';

/** What children entered by their parents are made of (FA-1, FA-5), for the module. */
export const CLAIMS = [CheckClaim, ClaimDecisions, Claims, ContactsOnFile, CompletenessQuery, ClaimNotices, ClaimForgottenHandler, RollImportedHandler, ClaimRepository, ProfileQuery];
export const CLAIM_CONTROLLERS = [ChildClaimsController, ContactsOnFileController];
