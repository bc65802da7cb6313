import { definePermissions } from '../../platform/auth/index.js';
import type { RoleCode } from '../../shared/roles.js';

export const diaryPermissions = definePermissions({
  /** Whose diary is the statement's matter. */
  'diary.read': ['pupil', 'guardian', 'teacher', 'homeroom_teacher', 'methodist', 'deputy_head', 'school_admin', 'director'],
});

/** Act for a family: what they see hangs on the family link and on consent. */
export const FAMILY: readonly (RoleCode | null)[] = ['pupil', 'guardian'];
