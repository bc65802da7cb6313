import type { SchoolAccess } from '../../platform/auth/index.js';
import type { Actor } from '../../shared/actor.js';
import type { RoleCode } from '../../shared/roles.js';
import { DECIDERS, OPERATOR } from './enrollment.permissions.js';
import type { EnrollmentRequest, Scope, Standing } from './enrollment.contracts.js';

/** What somebody may see, as statements take it: their own requests, and those of their school, of their region, or of the operator. */
export interface Viewer {
  readonly personId: string;
  readonly role: RoleCode | null;
  /** School whose requests they decide, in the role they act in. */
  readonly schoolId: string | null;
  /** Region whose requests they decide, and whose overdue ones they oversee. */
  readonly regionCode: string | null;
  /** The group of schools a coordinator is kept to within the region. */
  readonly groupId: string | null;
  readonly operator: boolean;
}

export async function viewerOf(access: SchoolAccess, actor: Actor): Promise<Viewer> {
  const { personId, role, schoolId, regionCode, groupId = null } = actor;
  return {
    personId, role,
    schoolId: role !== null && DECIDERS.includes(role) && (await access.allows(actor, 'enrollment.decide')) ? schoolId : null,
    regionCode: role === 'regional_coordinator' ? regionCode : null,
    groupId: role === 'regional_coordinator' ? groupId : null,
    operator: role !== null && OPERATOR.includes(role),
  };
}

/** What of a request tells how somebody stands to it. */
export type Place = Pick<EnrollmentRequest, 'applicantId' | 'schoolId' | 'regionCode' | 'scope'>;

/**
 * How a viewer stands to a request the statement showed them. The own request comes first: nobody decides it.
 * @param deciders of the request's kind
 */
export function standingOf(viewer: Viewer, request: Place, deciders: Readonly<Partial<Record<Scope, readonly RoleCode[]>>>): Standing {
  if (request.applicantId === viewer.personId) return 'applicant';
  const here = request.scope !== null && isTheirs(viewer, request, request.scope);
  if (here && viewer.role !== null && (deciders[request.scope] ?? []).includes(viewer.role)) return 'staff';
  return here || isTheirs(viewer, request, 'school') ? 'observer' : 'coordinator';
}

function isTheirs(viewer: Viewer, { schoolId, regionCode }: Place, scope: Scope): boolean {
  if (scope === 'school') return viewer.schoolId !== null && viewer.schoolId === schoolId;
  return scope === 'region' ? viewer.regionCode !== null && viewer.regionCode === regionCode : viewer.operator;
}
