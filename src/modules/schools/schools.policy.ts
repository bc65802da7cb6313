import type { SchoolAccess } from '../../platform/auth/index.js';
import type { Actor } from '../../shared/actor.js';
import { notFound } from '../../shared/domain-error.js';

/** The school the actor works in is this one; another school does not exist for them (SE-2). */
export function requireOwnSchool(actor: Actor, schoolId: string): void {
  if (actor.schoolId !== schoolId) throw notFound();
}

/** The school whose objects the actor may see at all. */
export function ownSchool(actor: Actor): string {
  if (actor.schoolId === null) throw notFound();
  return actor.schoolId;
}

/** Every pupil of the school; the others see those they teach or lead. Whoever keeps the roster sees what they keep. */
export async function seesAllPupils(access: SchoolAccess, actor: Actor): Promise<boolean> {
  return (await access.allows(actor, 'schools.see_pupils')) || access.allows(actor, 'schools.roster');
}
