import type { Actor } from '../../shared/actor.js';
import { DECIDERS } from './enrollment.permissions.js';
import type { EnrollmentRequest, Standing } from './enrollment.contracts.js';

/** What somebody may see, as statements take it: their own requests, and those of their school or the overdue ones of their region. */
export interface Viewer {
  readonly personId: string;
  /** School whose requests they decide, in the role they act in. */
  readonly schoolId: string | null;
  /** Region whose overdue requests they oversee. */
  readonly regionCode: string | null;
}

export function viewerOf(actor: Actor): Viewer {
  const { role } = actor;
  return {
    personId: actor.personId,
    schoolId: role !== null && DECIDERS.includes(role) ? actor.schoolId : null,
    regionCode: role === 'regional_coordinator' ? actor.regionCode : null,
  };
}

/** How a viewer stands to a request the statement showed them. The own request comes first: nobody decides it. */
export function standingOf(viewer: Viewer, request: Pick<EnrollmentRequest, 'applicantId' | 'schoolId'>): Standing {
  if (request.applicantId === viewer.personId) return 'applicant';
  return viewer.schoolId !== null && request.schoolId === viewer.schoolId ? 'staff' : 'coordinator';
}
