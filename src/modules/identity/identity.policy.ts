import type { Actor } from '../../shared/actor.js';
import { OPERATORS, type RoleCode, SCHOOL_STAFF } from '../../shared/roles.js';
import type { Assignment } from './identity.contracts.js';

/** Roles an administrator may give and end by hand; pupils' and guardians' come from the roster and from requests. */
export function assignableRoles(by: RoleCode | null): readonly RoleCode[] {
  if (by === 'system_admin') return [...SCHOOL_STAFF, ...OPERATORS];
  if (by === 'director') return SCHOOL_STAFF.filter((role) => role !== 'director');
  if (by === 'school_admin') return SCHOOL_STAFF.filter((role) => role !== 'director' && role !== 'school_admin');
  return [];
}

/** The school an actor sees people of; null is all of them. */
export function peopleScope(actor: Actor): string | null {
  return actor.role === 'system_admin' || actor.role === 'support_agent' ? null : actor.schoolId;
}

/**
 * May the actor block this person, who is in their scope? Nobody blocks those above themselves, and a school does not
 * shut out somebody who works elsewhere too.
 */
export function mayBlock(actor: Actor, roles: readonly Assignment[]): boolean {
  const active = roles.filter((a) => a.status === 'active');
  if (actor.role === 'system_admin') return true;
  if (actor.role === 'support_agent') return !active.some((a) => OPERATORS.includes(a.role));
  const lower = assignableRoles(actor.role);
  return active.every((a) => a.role === 'guardian' || (a.schoolId === actor.schoolId && (a.role === 'pupil' || lower.includes(a.role))));
}
