import { type RoleCode, SCHOOL_STAFF } from '../../../shared/roles.js';

export type ScopeField = 'schoolId' | 'classId' | 'regionCode' | 'groupId';

/** What a role is held in (domain rules, Role codes); a guardian's rights over a child live in the family link only. */
export function scopeOf(role: RoleCode): { needs: readonly ScopeField[]; may: readonly ScopeField[] } {
  if (role === 'homeroom_teacher') return { needs: ['schoolId', 'classId'], may: [] };
  if (role === 'pupil') return { needs: ['schoolId'], may: [] };
  if (SCHOOL_STAFF.includes(role)) return { needs: ['schoolId'], may: [] };
  if (role === 'regional_coordinator') return { needs: ['regionCode'], may: ['groupId'] };
  if (role === 'guest') return { needs: [], may: ['schoolId'] };
  return { needs: [], may: [] };
}

/** Fields that are missing or too many for the role. */
export function wrongScope(role: RoleCode, scope: Partial<Readonly<Record<ScopeField, string | null>>>): ScopeField[] {
  const { needs, may } = scopeOf(role);
  return (['schoolId', 'classId', 'regionCode', 'groupId'] as const).filter((field) => {
    const given = scope[field] !== undefined && scope[field] !== null;
    return needs.includes(field) ? !given : given && !may.includes(field);
  });
}
