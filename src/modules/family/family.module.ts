import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { ConsentsModule } from '../consents/index.js';
import { SchoolsModule } from '../schools/index.js';
import { IdentityModule } from '../identity/index.js';
import { ChangeLink } from './app/change-link.service.js';
import { CODE_CONTROLLERS, CODE_PROVIDERS } from './linking-codes.js';
import { ChildAccountService } from './app/child-account.service.js';
import { EndLink } from './app/end-link.service.js';
import { FamilyCircle } from './app/school-circle.js';
import { FamilyQuery } from './app/family.query.js';
import { LinkChild } from './app/link-child.service.js';
import './family.acts.js';
import './family.errors.js';
import './family.permissions.js';
import { FamilyFacade } from './family.facade.js';
import { LevelSoonNotice } from './level-soon-notice.js';
import { FamilyRegistrations } from './family-registrations.js';
import { ChildAccountController } from './http/child-account.controller.js';
import { ChildrenController } from './http/children.controller.js';
import { FamilyLinksController } from './http/family-links.controller.js';
import { MajorityHandler } from './jobs/majority.handler.js';
import { ChildAccountRepository } from './persistence/child-account.repository.js';
import { ChildQuery } from './persistence/child.query.js';
import { LinkRepository } from './persistence/link.repository.js';

@Module({
  imports: [AuditModule, ConsentsModule, IdentityModule, SchoolsModule],
  controllers: [ChildAccountController, ChildrenController, FamilyLinksController, ...CODE_CONTROLLERS],
  providers: [FamilyFacade, FamilyRegistrations, LevelSoonNotice, FamilyCircle, FamilyQuery, LinkChild, ChangeLink, EndLink, MajorityHandler, LinkRepository, ChildQuery, ChildAccountService, ChildAccountRepository, ...CODE_PROVIDERS],
  exports: [FamilyFacade],
})
export class FamilyModule {}
