import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { ConsentsModule } from '../consents/index.js';
import { FilesModule } from '../files/index.js';
import { SchoolsModule } from '../schools/index.js';
import { IdentityModule } from '../identity/index.js';
import { ChangeLink } from './app/change-link.service.js';
import { ChildAccountService } from './app/child-account.service.js';
import { CourtDecisions } from './app/court-decisions.service.js';
import { DataReviews } from './app/data-reviews.service.js';
import { EndRequestLink } from './app/end-request-link.service.js';
import { EndLink } from './app/end-link.service.js';
import { FamilyCircle } from './app/school-circle.js';
import { FamilyQuery } from './app/family.query.js';
import { IncompleteProfiles } from './app/incomplete-profiles.service.js';
import { LinkChild } from './app/link-child.service.js';
import { LinkViewers } from './app/link-viewers.service.js';
import './family.acts.js';
import './family.errors.js';
import './family.permissions.js';
import { CLAIM_CONTROLLERS, CLAIMS } from './claims.js';
import { FamilyFacade } from './family.facade.js';
import { LevelSoonNotice } from './level-soon-notice.js';
import { FamilyRegistrations } from './family-registrations.js';
import { GUEST_CONTROLLERS, GUESTS } from './guests.js';
import { ChildAccountController } from './http/child-account.controller.js';
import { ChildrenController } from './http/children.controller.js';
import { FamilyLinksController } from './http/family-links.controller.js';
import { LinkAnswersController } from './http/link-answers.controller.js';
import { PupilDataController } from './http/pupil-data.controller.js';
import { INVITATIONS } from './invitations.js';
import { MajorityHandler } from './jobs/majority.handler.js';
import { KeptAccountNotice } from './kept-account-notice.js';
import { CODE_CONTROLLERS, CODE_PROVIDERS } from './linking-codes.js';
import { ChildAccountRepository } from './persistence/child-account.repository.js';
import { ChildQuery } from './persistence/child.query.js';
import { CourtDecisionRepository } from './persistence/court-decision.repository.js';
import { DataReviewRepository } from './persistence/data-review.repository.js';
import { LinkRepository } from './persistence/link.repository.js';

@Module({
  imports: [AuditModule, ConsentsModule, FilesModule, IdentityModule, SchoolsModule],
  controllers: [
    ChildAccountController, ChildrenController, FamilyLinksController, LinkAnswersController, PupilDataController,
    ...CODE_CONTROLLERS, ...CLAIM_CONTROLLERS, ...GUEST_CONTROLLERS,
  ],
  providers: [
    FamilyFacade, FamilyRegistrations, LevelSoonNotice, FamilyCircle, FamilyQuery, LinkViewers, LinkChild, ChangeLink, EndLink, EndRequestLink, MajorityHandler, LinkRepository, ChildQuery,
    ChildAccountService, ChildAccountRepository, CourtDecisions, CourtDecisionRepository, DataReviews, DataReviewRepository, KeptAccountNotice, IncompleteProfiles,
    ...CLAIMS, ...INVITATIONS, ...GUESTS, ...CODE_PROVIDERS,
  ],
  exports: [FamilyFacade],
})
export class FamilyModule {}
