import type { SchoolAccess } from '../../../platform/auth/index.js';
import type { Assignment } from '../../identity/index.js';
import type { EnrollmentRequest } from '../enrollment.contracts.js';
import { declarationOf } from '../kinds/kinds.js';

/**
 * Whether one of these roles decides the request now that it is where it is.
 * @param groups of schools the request's school is in: a coordinator may be kept to one
 */
export async function mayDecide(
  access: SchoolAccess, roles: readonly Assignment[], { kind, scope, schoolId, regionCode }: EnrollmentRequest, groups: readonly string[], now: Date,
): Promise<boolean> {
  if (scope === null) return false;
  const deciders = declarationOf(kind).deciders[scope] ?? [];
  const fitting = roles.filter((role) => deciders.includes(role.role) && role.status === 'active' && role.validFrom <= now && (role.validUntil === null || role.validUntil > now)
    && (scope !== 'school' || role.schoolId === schoolId) && (scope !== 'region' || (role.regionCode === regionCode && (role.groupId === null || groups.includes(role.groupId)))));
  for (const role of fitting) if (await access.allows(role, 'enrollment.decide')) return true;
  return false;
}
