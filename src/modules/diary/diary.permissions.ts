import { definePermissions } from '../../platform/auth/index.js';
import type { RoleCode } from '../../shared/roles.js';

export const diaryPermissions = definePermissions({
  /** Whose diary is the statement's matter. */
  'diary.read': ['pupil', 'guardian', 'guest', 'teacher', 'homeroom_teacher', 'methodist', 'deputy_head', 'school_admin', 'director'],
});

/** Read as a family does: what they see hangs on the family link or a guest's access, and on consent. */
export const FAMILY: readonly (RoleCode | null)[] = ['pupil', 'guardian', 'guest'];
