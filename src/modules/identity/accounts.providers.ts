import './app/codes/codes.errors.js';
import './app/contacts/contacts.errors.js';

import { AccountNotices } from './app/account-notices.js';
import { OneTimeCodes } from './app/codes/one-time-codes.js';
import { ContactsService } from './app/contacts/contacts.service.js';
import { OldAccountsService } from './app/old-accounts.service.js';
import { PasswordRules } from './app/passwords/password-rules.js';
import { ContactsController } from './http/accounts/contacts.controller.js';
import { OldAccountsHandler } from './jobs/old-accounts.handler.js';
import { CodesRepository } from './persistence/codes.repository.js';
import { ContactsRepository } from './persistence/contacts.repository.js';
import { SetupRepository } from './persistence/setup.repository.js';

/** Codes, contacts, passwords, registration and recovery. */
export const ACCOUNT_CONTROLLERS = [ContactsController];

export const ACCOUNT_PROVIDERS = [
  CodesRepository, ContactsRepository, SetupRepository, OneTimeCodes, PasswordRules, ContactsService, OldAccountsService, OldAccountsHandler, AccountNotices,
];
