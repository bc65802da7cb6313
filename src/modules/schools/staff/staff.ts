import './staff.errors.js';
import './staff.permissions.js';

import { Administrators } from './app/administrators.js';
import { AppointedRoles } from './app/appointed-roles.js';
import { BulkConfirmation } from './app/bulk-confirmation.service.js';
import { ConfirmationRules } from './app/confirmation-rules.service.js';
import { Newcomers } from './app/newcomers.service.js';
import { StaffConfirmations } from './app/staff-confirmations.service.js';
import { StaffQuery } from './app/staff.query.js';
import { Staff } from './app/staff.service.js';
import { StandingRoles } from './app/standing-roles.js';
import { WaitingReminders } from './app/waiting-reminders.service.js';
import { WorkContactsService } from './app/work-contacts.service.js';
import { ConfirmationRulesController } from './http/confirmation-rules.controller.js';
import { StaffConfirmationsController } from './http/staff-confirmations.controller.js';
import { StaffController } from './http/staff.controller.js';
import { WorkContactsController } from './http/work-contacts.controller.js';
import { ConfirmationRepository } from './persistence/confirmation.repository.js';
import { PositionRepository } from './persistence/position.repository.js';
import { StaffFileRepository } from './persistence/staff-file.repository.js';
import { WorkContactsRepository } from './persistence/work-contacts.repository.js';
import { StaffRegistrations } from './staff-registrations.js';
import { WaitingNotice } from './waiting-notice.js';

/** Staff of a school (SC-5). */
export const staffControllers = [StaffController, WorkContactsController, StaffConfirmationsController, ConfirmationRulesController];
export const staffProviders = [
  Administrators, AppointedRoles, Staff, StaffQuery, StaffConfirmations, BulkConfirmation, ConfirmationRules, WaitingReminders, Newcomers, StandingRoles, WorkContactsService, StaffRegistrations, WaitingNotice,
  ConfirmationRepository, PositionRepository, StaffFileRepository, WorkContactsRepository,
];
