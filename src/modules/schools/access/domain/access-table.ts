import type { FieldError } from '../../../../shared/domain-error.js';
import { type RoleCode, SCHOOL_STAFF } from '../../../../shared/roles.js';
import { exceptionKey, roleAccess, type SchoolExceptions, type SchoolRule } from '../../../../shared/school-rule.js';
import type { AccessChange, PermissionAccess } from './access.model.js';

/** What modules declared: rights a school may switch, and fixed ones. */
type Declared = ReadonlyMap<string, SchoolRule>;

/** Roles somebody holds in a school, or that its families hold. */
export const SCHOOL_ROLES: readonly RoleCode[] = [...SCHOOL_STAFF, 'pupil', 'guardian'];

/** Permission × role, as the school has set it. */
export function tableOf(declared: Declared, exceptions: SchoolExceptions): PermissionAccess[] {
  return [...declared].map(([permission, bounds]) => ({
    permission, title: bounds.title, why: bounds.why ?? null, roles: SCHOOL_ROLES.map((role) => roleAccess(permission, bounds, role, exceptions)),
  }));
}

/** What is wrong with the changes, by pointer into `changes`. Nobody widens or narrows their own role. */
export function checkChanges(declared: Declared, changes: readonly AccessChange[], byRole: RoleCode | null): FieldError[] {
  const seen = new Set<string>();
  return changes.flatMap(({ permission, role, allowed }, i) => {
    const at = `/changes/${i}`;
    const bounds = declared.get(permission);
    if (bounds === undefined) return [{ pointer: `${at}/permission`, code: 'schools.access_unknown' }];
    if (seen.has(exceptionKey(permission, role))) return [{ pointer: at, code: 'schools.access_twice' }];
    seen.add(exceptionKey(permission, role));
    if (role === byRole) return [{ pointer: `${at}/role`, code: 'schools.access_own_role' }];
    const now = roleAccess(permission, bounds, role, {});
    if (now.fixed && now.allowed !== allowed) return [{ pointer: `${at}/allowed`, code: now.allowed ? 'schools.access_always' : 'schools.access_never' }];
    return [];
  });
}

/** The settings after checked changes, with those that change anything. What is as usual again is no exception. */
export function applied(declared: Declared, before: SchoolExceptions, changes: readonly AccessChange[]): { exceptions: SchoolExceptions; made: AccessChange[] } {
  const exceptions = { ...before };
  const made = changes.filter(({ permission, role, allowed }) => {
    const now = roleAccess(permission, declared.get(permission)!, role, before);
    if (now.allowed === allowed) return false;
    if (now.usual === allowed) delete exceptions[exceptionKey(permission, role)];
    else exceptions[exceptionKey(permission, role)] = allowed;
    return true;
  });
  return { exceptions, made };
}
