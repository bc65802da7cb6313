import { definePermissions, defineSchoolPermissions } from '../../../platform/auth/index.js';

definePermissions({
  /** Groups of schools and their figures: of the own region, or of any by the operator. */
  'schools.school_groups': ['regional_coordinator', 'system_admin'],
  /** Groups of pupils across schools, without the pupils. */
  'schools.region_pupil_groups': ['regional_coordinator', 'system_admin'],
  'schools.statistics': ['regional_coordinator', 'system_admin'],
});

defineSchoolPermissions({
  'schools.pupil_groups': {
    always: ['school_admin', 'director'], usually: ['secretary', 'deputy_head', 'methodist'], ifGiven: [],
    title: { ru: 'Вести группы учеников из разных классов, включать учеников в группы региона', en: 'Keep groups of pupils across classes, and put pupils into groups of the region' },
  },
});
