import { definePermissions } from '../../platform/auth/index.js';
import { SCHOOL_STAFF } from '../../shared/roles.js';

definePermissions({
  /** A new school in the directory; connecting by request comes later (SC-3). */
  'schools.create': ['system_admin'],
  /** From trial mode to families (SC-4): the own school, or any by the operator. */
  'schools.open': ['school_admin', 'director', 'system_admin'],
  /** Rating and inspections of any school; a coordinator those of the own region. */
  'schools.oversee': ['system_admin', 'regional_coordinator'],
  /** Card, structure, classes, pupils, groups and imports of the own school. */
  'schools.write': ['secretary', 'school_admin', 'director'],
  /** The same, read. */
  'schools.read': SCHOOL_STAFF,
  /** A pupil's card: staff as `schools.policy` says, and the pupil themselves. */
  'schools.pupil_read': [...SCHOOL_STAFF, 'pupil'],
});
