import { definePermissions, defineSchoolPermissions } from '../../../platform/auth/index.js';
import { SCHOOL_STAFF } from '../../../shared/roles.js';

definePermissions({
  'schools.read_staff': [...SCHOOL_STAFF, 'system_admin'],
  /** Appointments of the schools of the own region; of any by the operator (SC-5). */
  'schools.confirm_staff': ['regional_coordinator', 'system_admin'],
  'schools.read_staff_confirmation': [...SCHOOL_STAFF, 'regional_coordinator', 'system_admin'],
});

defineSchoolPermissions({
  /** Whom they may appoint is said in staff.policy. */
  'schools.appoint': {
    always: ['director', 'system_admin'], usually: ['school_admin'], ifGiven: [],
    title: { ru: 'Назначать сотрудников и прекращать их должности', en: 'Appoint staff and end their positions' },
  },
});
