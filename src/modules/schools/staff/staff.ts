import './staff.errors.js';
import './staff.permissions.js';

import { Administrators } from './app/administrators.js';
import { Newcomers } from './app/newcomers.service.js';
import { StaffConfirmations } from './app/staff-confirmations.service.js';
import { StaffQuery } from './app/staff.query.js';
import { Staff } from './app/staff.service.js';
import { StandingRoles } from './app/standing-roles.js';
import { WorkContactsService } from './app/work-contacts.service.js';
import { StaffConfirmationsController } from './http/staff-confirmations.controller.js';
import { StaffController } from './http/staff.controller.js';
import { WorkContactsController } from './http/work-contacts.controller.js';
import { PositionRepository } from './persistence/position.repository.js';
import { StaffFileRepository } from './persistence/staff-file.repository.js';
import { WorkContactsRepository } from './persistence/work-contacts.repository.js';
import { StaffRegistrations } from './staff-registrations.js';

/** Staff of a school (SC-5). */
export const staffControllers = [StaffController, WorkContactsController, StaffConfirmationsController];
export const staffProviders = [
  Administrators, Staff, StaffQuery, StaffConfirmations, Newcomers, StandingRoles, WorkContactsService, StaffRegistrations, PositionRepository, StaffFileRepository, WorkContactsRepository,
];
