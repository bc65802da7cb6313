import type { Actor } from '../../shared/actor.js';
import { notFound } from '../../shared/domain-error.js';
import type { RoleCode } from '../../shared/roles.js';

/** Roles that see every pupil of their school; the others see those they teach or lead. */
const SEE_ALL_PUPILS: readonly RoleCode[] = ['secretary', 'school_admin', 'director', 'deputy_head', 'methodist'];

/** The school the actor works in is this one; another school does not exist for them (SE-2). */
export function requireOwnSchool(actor: Actor, schoolId: string): void {
  if (actor.schoolId !== schoolId) throw notFound();
}

/** The school whose objects the actor may see at all. */
export function ownSchool(actor: Actor): string {
  if (actor.schoolId === null) throw notFound();
  return actor.schoolId;
}

export function seesAllPupils(actor: Actor): boolean {
  return actor.role !== null && SEE_ALL_PUPILS.includes(actor.role);
}
