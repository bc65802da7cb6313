import { definePermissions } from '../../../platform/auth/index.js';
import { SCHOOL_STAFF } from '../../../shared/roles.js';

definePermissions({
  'schools.read_staff': [...SCHOOL_STAFF, 'system_admin'],
  /** Whom they may appoint is said in staff.policy. */
  'schools.appoint': ['school_admin', 'director', 'system_admin'],
  /** Appointments of the schools of the own region (SC-5). */
  'schools.confirm_staff': ['regional_coordinator'],
});
