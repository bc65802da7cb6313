import './app/codes/codes.errors.js';
import './app/contacts/contacts.errors.js';
import './app/letters/letters.errors.js';
import './app/recovery/recovery.errors.js';
import './app/registration/registration.errors.js';
import './app/robots/robots.errors.js';
import './app/ways/ways.errors.js';

import { AccountNotices } from './app/account-notices.js';
import { ActCodes } from './app/codes/act-codes.service.js';
import { OneTimeCodes } from './app/codes/one-time-codes.js';
import { ContactsService } from './app/contacts/contacts.service.js';
import { ForgetForms } from './app/forget-forms.js';
import { LoginDeliveries } from './app/letters/login-deliveries.service.js';
import { LoginLetters } from './app/letters/login-letters.js';
import { Newcomers } from './app/letters/newcomers.service.js';
import { OldAccountsService } from './app/old-accounts.service.js';
import { PasswordRules } from './app/passwords/password-rules.js';
import { RecoveryService } from './app/recovery/recovery.service.js';
import { TransitPasswordsService } from './app/recovery/transit-passwords.service.js';
import { PortalNewcomers } from './app/registration/portal-newcomers.js';
import { PortalRegistration } from './app/registration/portal-registration.service.js';
import { RegistrationService } from './app/registration/registration.service.js';
import { RobotCheck } from './app/robots/robot-check.js';
import { ContactsController } from './http/accounts/contacts.controller.js';
import { RecoveryController } from './http/accounts/recovery.controller.js';
import { RegistrationController } from './http/accounts/registration.controller.js';
import { TransitPasswordsController } from './http/accounts/transit-passwords.controller.js';
import { OldAccountsHandler } from './jobs/old-accounts.handler.js';
import { CodesRepository } from './persistence/codes.repository.js';
import { ContactsRepository } from './persistence/contacts.repository.js';
import { LoginLettersRepository } from './persistence/login-letters.repository.js';
import { RecoveriesRepository } from './persistence/recoveries.repository.js';
import { RegistrationsRepository } from './persistence/registrations.repository.js';
import { RobotsRepository } from './persistence/robots.repository.js';
import { SignInWays } from './app/ways/sign-in-ways.service.js';
import { WaysDown } from './app/ways/ways-down.js';
import { SignInWaysController } from './http/ways/sign-in-ways.controller.js';
import { SignInWaysRepository } from './persistence/sign-in-ways.repository.js';
import { StaffChecksRepository } from './persistence/staff-checks.repository.js';
import { SetupRepository } from './persistence/setup.repository.js';

/** Codes, contacts, passwords, registration and recovery. */
export const ACCOUNT_CONTROLLERS = [ContactsController, RegistrationController, RecoveryController, TransitPasswordsController, SignInWaysController];

export const ACCOUNT_PROVIDERS = [
  CodesRepository, ContactsRepository, RegistrationsRepository, RecoveriesRepository, RobotsRepository, SetupRepository, LoginLettersRepository, StaffChecksRepository,
  SignInWaysRepository, WaysDown, SignInWays,
  OneTimeCodes, ActCodes, PasswordRules, RobotCheck, ContactsService, PortalNewcomers, RegistrationService, PortalRegistration, RecoveryService,
  TransitPasswordsService, LoginLetters, Newcomers, LoginDeliveries, OldAccountsService, OldAccountsHandler, ForgetForms, AccountNotices,
];
