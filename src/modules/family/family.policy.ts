import type { Actor } from '../../shared/actor.js';
import { notFound } from '../../shared/domain-error.js';
import { LINK_STAFF } from './family.permissions.js';
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

export function linkViewerOf({ role, personId, schoolId }: Actor): Omit<LinkViewer, 'invited'> {
  return {
    // Somebody who has just accepted an invitation acts in no role yet.
    guardianId: role === 'guardian' || role === null ? personId : null,
    pupilPersonId: role === 'pupil' ? personId : null,
    schoolId: role !== null && LINK_STAFF.includes(role) ? schoolId : null,
  };
}

/**
 * On what ground this actor may end the link, or null. Two parents are equal: neither ends the other's link; a pupil
 * decides from the age of 18 (domain rules, Families and rights).
 */
export function groundFor(actor: Actor, link: Link, pupil: { readonly personId: string | null; readonly ofAge: boolean }, byCourt: boolean): LinkReason | null {
  if (actor.role === 'guardian') return link.guardianId === actor.personId ? 'by_guardian' : null;
  if (actor.role === 'pupil') return pupil.personId === actor.personId && pupil.ofAge ? 'by_pupil' : null;
  if (actor.role !== null && LINK_STAFF.includes(actor.role) && link.schoolId === actor.schoolId) return byCourt ? 'by_court' : 'by_school';
  return null;
}

/** Whose codes staff issue and see; whether they still lead the class is asked in the statement. @throws DomainError not found outside a school */
export function codeScopeOf({ role, schoolId, personId }: Actor): CodeScope {
  if (schoolId === null) throw notFound();
  return { schoolId, homeroomOf: role === 'homeroom_teacher' ? personId : null };
}
