import { definePermissions } from '../../platform/auth/index.js';
import type { RoleCode } from '../../shared/roles.js';

/** Who sees and ends links of their school's pupils (FA-7). */
export const LINK_STAFF: readonly RoleCode[] = ['secretary', 'school_admin', 'director'];

/** Who issues linking codes and logins: the office, and a homeroom teacher for the own class (FA-2, SC-10). */
export const CODE_STAFF: readonly RoleCode[] = [...LINK_STAFF, 'homeroom_teacher'];

definePermissions({
  // A parent may hold no role yet: the first one comes with the first link.
  'family.children': 'signed_in',
  'family.contacts_on_file': LINK_STAFF,
  // Somebody invited may hold no role yet: the first one comes with the first acceptance.
  'family.links': 'signed_in',
  'family.revoke': ['guardian', 'pupil', ...LINK_STAFF],
  'family.answer': 'signed_in',
  'family.pupil_data': ['pupil', 'guardian'],
  'family.invite': LINK_STAFF,
  'family.court_decisions': LINK_STAFF,
  'family.give_guest_access': ['guardian'],
  // A guest may hold no role yet; whose access it is, the statement knows.
  'family.guest_access': 'signed_in',
  'family.child_account': ['guardian'],
  'family.take_over': ['pupil'],
  'family.codes': CODE_STAFF,
  // Somebody who comes with a code may hold no role yet.
  'family.redeem': 'signed_in',
});
