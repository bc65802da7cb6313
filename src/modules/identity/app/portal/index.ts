import './portal.errors.js';

import { LinkedAccountsRepository } from '../../persistence/portal/linked-accounts.repository.js';
import { PortalAttemptsRepository } from '../../persistence/portal/portal-attempts.repository.js';
import { PortalWaitsRepository } from '../../persistence/portal/portal-waits.repository.js';
import { LinkByCode } from './link-by-code.service.js';
import { LinkedAccounts } from './linked-accounts.service.js';
import { OwnData } from './own-data.js';
import { PortalAttempts } from './portal-attempts.service.js';
import { PortalSignIn } from './portal-sign-in.service.js';
import { PortalWaits } from './portal-waits.service.js';
import { ProviderRegistry } from './provider-registry.js';

/** What sign-in through portals consists of. */
export const PORTAL_PROVIDERS = [
  PortalAttemptsRepository, LinkedAccountsRepository, PortalWaitsRepository, ProviderRegistry, OwnData, PortalAttempts, PortalSignIn, LinkedAccounts, LinkByCode, PortalWaits,
];
