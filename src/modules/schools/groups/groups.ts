import './groups.errors.js';
import './groups.permissions.js';

import { OverseenSchools } from './app/overseen-schools.js';
import { PupilGroups } from './app/pupil-groups.service.js';
import { SchoolCountsQuery } from './app/school-counts.query.js';
import { SchoolGroups } from './app/school-groups.service.js';
import { PupilGroupsController } from './http/pupil-groups.controller.js';
import { SchoolGroupsController } from './http/school-groups.controller.js';
import { StatisticsController } from './http/statistics.controller.js';
import { PupilGroupRepository } from './persistence/pupil-group.repository.js';
import { SchoolCountsRepository } from './persistence/school-counts.repository.js';
import { SchoolGroupRepository } from './persistence/school-group.repository.js';

/** Groups of schools and of pupils, and figures by school (SC-11). */
export const groupsControllers = [SchoolGroupsController, PupilGroupsController, StatisticsController];
export const groupsProviders = [OverseenSchools, PupilGroups, SchoolCountsQuery, SchoolGroups, PupilGroupRepository, SchoolCountsRepository, SchoolGroupRepository];
