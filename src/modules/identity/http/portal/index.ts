import { LinkedAccountsController } from './linked-accounts.controller.js';
import { PortalController } from './portal.controller.js';

export const PORTAL_CONTROLLERS = [PortalController, LinkedAccountsController];
