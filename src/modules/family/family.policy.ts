import type { SchoolAccess } from '../../platform/auth/index.js';
import type { Actor } from '../../shared/actor.js';
import { notFound } from '../../shared/domain-error.js';
import type { Link, LinkReason } from './family.contracts.js';
import type { CodeScope } from './linking-codes.contracts.js';

/** Whose links somebody sees, as statements take it. */
export interface LinkViewer {
  /** As a representative: links of the children they are linked with. */
  readonly guardianId: string | null;
  /** As a pupil: links to oneself. */
  readonly pupilPersonId: string | null;
  /** As staff: links of the school's pupils. */
  readonly schoolId: string | null;
  /** Invitations addressed to them. */
  readonly invited: readonly string[];
}

/** The school whose links the actor keeps; null for everybody else, and where the school has not left it to their role (SC-12). */
export async function linkSchoolOf(access: SchoolAccess, actor: Actor): Promise<string | null> {
  return (await access.allows(actor, 'family.school_links')) ? actor.schoolId : null;
}

export async function linkViewerOf(access: SchoolAccess, actor: Actor): Promise<Omit<LinkViewer, 'invited'>> {
  const { role, personId } = actor;
  return {
    // Somebody who has just accepted an invitation acts in no role yet.
    guardianId: role === 'guardian' || role === null ? personId : null,
    pupilPersonId: role === 'pupil' ? personId : null,
    schoolId: await linkSchoolOf(access, actor),
  };
}

/**
 * On what ground this actor may end the link, or null. Two parents are equal: neither ends the other's link; a pupil
 * decides from the age of 18 (domain rules, Families and rights).
 * @param school whose links the actor keeps, as `linkSchoolOf` says
 */
export function groundFor(
  actor: Actor, school: string | null, link: Link, pupil: { readonly personId: string | null; readonly ofAge: boolean }, byCourt: boolean,
): LinkReason | null {
  if (actor.role === 'guardian') return link.guardianId === actor.personId ? 'by_guardian' : null;
  if (actor.role === 'pupil') return pupil.personId === actor.personId && pupil.ofAge ? 'by_pupil' : null;
  if (school !== null && link.schoolId === school) return byCourt ? 'by_court' : 'by_school';
  return null;
}

/** Whose codes staff issue and see; whether they still lead the class is asked in the statement. @throws DomainError not found outside a school */
export function codeScopeOf({ role, schoolId, personId }: Actor): CodeScope {
  if (schoolId === null) throw notFound();
  return { schoolId, homeroomOf: role === 'homeroom_teacher' ? personId : null };
}
