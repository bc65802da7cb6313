import { definePermissions } from '../../platform/auth/index.js';
import type { RoleCode } from '../../shared/roles.js';

/** Who sees and ends links of their school's pupils (FA-7). */
export const LINK_STAFF: readonly RoleCode[] = ['secretary', 'school_admin', 'director'];

definePermissions({
  'family.children': ['guardian'],
  'family.links': ['guardian', 'pupil', ...LINK_STAFF],
  'family.revoke': ['guardian', 'pupil', ...LINK_STAFF],
  'family.answer': ['pupil'],
  'family.child_account': ['guardian'],
  'family.take_over': ['pupil'],
});
