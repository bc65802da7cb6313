import './access.errors.js';
import './access.permissions.js';

import { AccessExceptions } from './app/access-exceptions.js';
import { AccessSettingsService } from './app/access-settings.service.js';
import { AccessController } from './http/access.controller.js';
import { AccessRepository } from './persistence/access.repository.js';

/** What each role sees and edits in a school (SC-12). */
export const accessControllers = [AccessController];
export const accessProviders = [AccessExceptions, AccessSettingsService, AccessRepository];
