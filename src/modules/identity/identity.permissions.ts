import { definePermissions } from '../../platform/auth/index.js';
import type { RoleCode } from '../../shared/roles.js';

/** Who looks at scans, prints letters and reviews confirmations: operators. */
export const LEVEL_REVIEWERS: readonly RoleCode[] = ['support_agent', 'system_admin'];

definePermissions({
  // Whether this role and this person may be given it is asked in app/staff-policy.ts.
  'identity.assign_roles': ['school_admin', 'director', 'system_admin'],
  'identity.read_people': ['secretary', 'school_admin', 'director', 'support_agent', 'system_admin'],
  'identity.issue_passwords': ['school_admin', 'director', 'support_agent', 'system_admin'],
  'identity.restore_access': ['school_admin', 'director', 'support_agent', 'system_admin'],
  'identity.confirm_level': ['secretary', 'school_admin', 'director', 'support_agent', 'system_admin'],
  'identity.review_levels': LEVEL_REVIEWERS,
  'identity.withdraw_methods': ['system_admin'],
  'identity.mark_ways': ['system_admin'],
  'identity.block_people': ['school_admin', 'director', 'support_agent', 'system_admin'],
  'identity.close_people': ['school_admin', 'director', 'support_agent', 'system_admin'],
});
