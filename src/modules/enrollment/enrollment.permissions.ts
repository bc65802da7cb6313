import { definePermissions } from '../../platform/auth/index.js';
import type { RoleCode } from '../../shared/roles.js';

/** Who decides requests of their school (domain rules, Role codes). */
export const DECIDERS: readonly RoleCode[] = ['secretary', 'school_admin', 'director'];

definePermissions({
  // An applicant may hold no role yet: the first one comes with the first approval.
  'enrollment.apply': 'signed_in',
  'enrollment.read': 'signed_in',
  'enrollment.decide': DECIDERS,
  'enrollment.settings': ['school_admin', 'director'],
});
