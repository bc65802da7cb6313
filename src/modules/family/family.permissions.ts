import { definePermissions } from '../../platform/auth/index.js';
import type { RoleCode } from '../../shared/roles.js';

/** Who sees and ends links of their school's pupils (FA-7). */
export const LINK_STAFF: readonly RoleCode[] = ['secretary', 'school_admin', 'director'];

/** Who issues linking codes and logins: the office, and a homeroom teacher for the own class (FA-2, SC-10). */
export const CODE_STAFF: readonly RoleCode[] = [...LINK_STAFF, 'homeroom_teacher'];

definePermissions({
  'family.children': ['guardian'],
  'family.links': ['guardian', 'pupil', ...LINK_STAFF],
  'family.revoke': ['guardian', 'pupil', ...LINK_STAFF],
  'family.answer': ['pupil'],
  'family.child_account': ['guardian'],
  'family.take_over': ['pupil'],
  'family.codes': CODE_STAFF,
  // Somebody who comes with a code may hold no role yet.
  'family.redeem': 'signed_in',
});
