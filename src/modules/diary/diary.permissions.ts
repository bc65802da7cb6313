import { defineFixedPermissions } from '../../platform/auth/index.js';
import type { RoleCode } from '../../shared/roles.js';

defineFixedPermissions({
  /** Whose diary is the statement's matter. */
  'diary.read': {
    roles: ['pupil', 'guardian', 'guest', 'teacher', 'homeroom_teacher', 'methodist', 'deputy_head', 'school_admin', 'director'],
    title: { ru: 'Видеть дневник: семье — своего ребёнка, учителю — своих учеников', en: 'See a diary: a family that of its child, a teacher those of the pupils taught' },
    why: { ru: 'Семья вправе видеть дневник; сотрудникам — по нагрузке и отдельному праву', en: 'Families have a right to see it; staff by assignments and a right of its own' },
  },
});

/** Read as a family does: what they see hangs on the family link or a guest's access, and on consent. */
export const FAMILY: readonly (RoleCode | null)[] = ['pupil', 'guardian', 'guest'];
