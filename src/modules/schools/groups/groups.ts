import './groups.errors.js';
import './groups.permissions.js';

import { NarrowedCoordinators } from './app/narrowed-coordinators.js';
import { OverseenSchools } from './app/overseen-schools.js';
import { PupilGroups } from './app/pupil-groups.service.js';
import { RegionGroupPupils } from './app/region-group-pupils.service.js';
import { RegionPupilGroups } from './app/region-pupil-groups.service.js';
import { SchoolCountsQuery } from './app/school-counts.query.js';
import { SchoolGroups } from './app/school-groups.service.js';
import { PupilGroupsController } from './http/pupil-groups.controller.js';
import { RegionGroupPupilsController } from './http/region-group-pupils.controller.js';
import { RegionPupilGroupsController } from './http/region-pupil-groups.controller.js';
import { SchoolGroupsController } from './http/school-groups.controller.js';
import { StatisticsController } from './http/statistics.controller.js';
import { PupilGroupRepository } from './persistence/pupil-group.repository.js';
import { RegionGroupPupilRepository } from './persistence/region-group-pupil.repository.js';
import { RegionPupilGroupRepository } from './persistence/region-pupil-group.repository.js';
import { SchoolCountsRepository } from './persistence/school-counts.repository.js';
import { SchoolGroupRepository } from './persistence/school-group.repository.js';

/** Groups of schools and of pupils, and figures by school (SC-11). */
export const groupsControllers = [SchoolGroupsController, PupilGroupsController, RegionPupilGroupsController, RegionGroupPupilsController, StatisticsController];
export const groupsProviders = [
  NarrowedCoordinators, OverseenSchools, PupilGroups, RegionGroupPupils, RegionPupilGroups, SchoolCountsQuery, SchoolGroups,
  PupilGroupRepository, RegionGroupPupilRepository, RegionPupilGroupRepository, SchoolCountsRepository, SchoolGroupRepository,
];
