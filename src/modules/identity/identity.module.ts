import './identity.acts.js';
import './identity.errors.js';
import './identity.permissions.js';

import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { ConsentsModule } from '../consents/index.js';
import { FilesModule } from '../files/index.js';
import { ACCOUNT_CONTROLLERS, ACCOUNT_PROVIDERS } from './accounts.providers.js';
import { ChallengeService } from './app/challenge.service.js';
import { CreateAccountService } from './app/create-account.service.js';
import { ForgetService } from './app/forget.service.js';
import { OwnSessionsService } from './app/own-sessions.service.js';
import { PasswordHasher } from './app/password-hasher.js';
import { PasswordService } from './app/password.service.js';
import { PeopleService } from './app/people.service.js';
import { PORTAL_PROVIDERS } from './app/portal/index.js';
import { ProfileService } from './app/profile.service.js';
import { RefreshService } from './app/refresh.service.js';
import { RoleAdminService } from './app/role-admin.service.js';
import { RoleGuards } from './app/role-guards.js';
import { RolesService } from './app/roles.service.js';
import { SchoolCircle } from './app/school-circle.js';
import { SessionStarter } from './app/session-starter.js';
import { SignInFacts } from './app/sign-in-facts.js';
import { SignInService } from './app/sign-in.service.js';
import { TransitAccounts } from './app/transit-accounts.service.js';
import { Tries } from './app/tries.js';
import { WeakPasswords } from './app/weak-passwords.js';
import { AuthController } from './http/auth.controller.js';
import { MeController } from './http/me.controller.js';
import { MySessionsController } from './http/my-sessions.controller.js';
import { PORTAL_CONTROLLERS } from './http/portal/index.js';
import { PeopleController } from './http/people.controller.js';
import { RoleAssignmentsController } from './http/role-assignments.controller.js';
import { IdentityRegistrations } from './identity-registrations.js';
import { IdentityFacade } from './identity.facade.js';
import { factorControllers, factorProviders } from './factors.js';
import { LEVEL_CONTROLLERS, LEVEL_PROVIDERS } from './levels.js';
import { ForgetHandler } from './jobs/forget.handler.js';
import { AccountsRepository } from './persistence/accounts.repository.js';
import { AttemptsRepository } from './persistence/attempts.repository.js';
import { ChallengesRepository } from './persistence/challenges.repository.js';
import { DirectoryRepository } from './persistence/directory.repository.js';
import { FactorsRepository } from './persistence/factors.repository.js';
import { PeopleRepository } from './persistence/people.repository.js';
import { RolesRepository } from './persistence/roles.repository.js';
import { SessionsRepository } from './persistence/sessions.repository.js';
import { SignInsRepository } from './persistence/sign-ins.repository.js';
import { PERSONAL_DATA_CONTROLLERS, PERSONAL_DATA_PROVIDERS } from './personal-data.providers.js';
import { protectionControllers, protectionProviders } from './protection.js';
import { SessionsModule } from './sessions.module.js';

@Module({
  imports: [AuditModule, ConsentsModule, FilesModule, SessionsModule],
  controllers: [
    AuthController, MeController, MySessionsController, PeopleController, RoleAssignmentsController,
    ...protectionControllers, ...factorControllers, ...ACCOUNT_CONTROLLERS, ...PORTAL_CONTROLLERS, ...PERSONAL_DATA_CONTROLLERS, ...LEVEL_CONTROLLERS,
  ],
  providers: [
    PeopleRepository, AccountsRepository, RolesRepository, AttemptsRepository, SessionsRepository, SignInsRepository, FactorsRepository, ChallengesRepository,
    ...protectionProviders,
    DirectoryRepository, ...ACCOUNT_PROVIDERS,
    PasswordHasher, WeakPasswords, Tries, SignInFacts, SessionStarter, SignInService, ChallengeService, RefreshService,
    ...factorProviders,
    PasswordService, ProfileService, OwnSessionsService, CreateAccountService, TransitAccounts, RolesService, RoleGuards, SchoolCircle, PeopleService, RoleAdminService, ForgetService, ForgetHandler, IdentityRegistrations, IdentityFacade,
    ...PERSONAL_DATA_PROVIDERS, ...PORTAL_PROVIDERS, ...LEVEL_PROVIDERS,
  ],
  exports: [IdentityFacade],
})
export class IdentityModule {}
