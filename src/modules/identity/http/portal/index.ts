import { LinkByCodeController } from './link-by-code.controller.js';
import { LinkedAccountsController } from './linked-accounts.controller.js';
import { PortalLinksController } from './portal-links.controller.js';
import { PortalRegistrationController } from './portal-registration.controller.js';
import { PortalController } from './portal.controller.js';

export const PORTAL_CONTROLLERS = [PortalRegistrationController, PortalController, LinkByCodeController, LinkedAccountsController, PortalLinksController];
