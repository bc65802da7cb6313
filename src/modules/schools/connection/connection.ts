import './connection.acts.js';
import './connection.errors.js';
import './connection.permissions.js';

import { DirectoryEntries } from './app/directory-entries.service.js';
import { Proposals } from './app/proposals.service.js';
import { ConnectionRegistrations } from './connection-registrations.js';
import { ProposalsController } from './http/proposals.controller.js';
import { SchoolTwinsController } from './http/school-twins.controller.js';
import { ProposalRepository } from './persistence/proposal.repository.js';
import { TwinRepository } from './persistence/twin.repository.js';

/** How schools and settlements enter the directory, and how a school is connected (SC-3). */
export const connectionControllers = [ProposalsController, SchoolTwinsController];
export const connectionProviders = [DirectoryEntries, Proposals, ConnectionRegistrations, ProposalRepository, TwinRepository];
