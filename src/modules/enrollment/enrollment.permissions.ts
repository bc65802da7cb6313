import { definePermissions } from '../../platform/auth/index.js';
import type { RoleCode } from '../../shared/roles.js';

/** Who decides requests of their school (domain rules, Role codes). */
export const DECIDERS: readonly RoleCode[] = ['secretary', 'school_admin', 'director'];

/** The operator, who answers where no school does. */
export const OPERATOR: readonly RoleCode[] = ['system_admin', 'support_agent'];

/** Everybody who decides requests of some kind; whose turn it is, the kind says. */
export const ANSWERING: readonly RoleCode[] = [...DECIDERS, 'regional_coordinator', ...OPERATOR];

definePermissions({
  // An applicant may hold no role yet: the first one comes with the first approval.
  'enrollment.apply': 'signed_in',
  'enrollment.read': 'signed_in',
  'enrollment.decide': ANSWERING,
  'enrollment.settings': ['school_admin', 'director'],
});
