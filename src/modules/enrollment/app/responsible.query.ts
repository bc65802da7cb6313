import { Injectable } from '@nestjs/common';
import { SchoolAccess } from '../../../platform/auth/index.js';
import { Clock } from '../../../shared/clock.js';
import type { RoleCode } from '../../../shared/roles.js';
import { IdentityFacade } from '../../identity/index.js';
import type { EnrollmentRequest } from '../enrollment.contracts.js';
import type { TermAlarm } from '../enrollment.events.js';
import { declarationOf } from '../kinds/kinds.js';
import { StaffQuery } from '../persistence/staff.query.js';

/** Those of the deciders who are called first; the director and the administrators of the system have others for it. */
const CALLED_LAST: readonly RoleCode[] = ['director', 'system_admin'];

/** Who has to be told that a request waits, wherever it waits (EN-10). */
@Injectable()
export class Responsible {
  constructor(
    private readonly identity: IdentityFacade,
    private readonly staff: StaffQuery,
    private readonly access: SchoolAccess,
    private readonly clock: Clock,
  ) {}

  /** The one who has it, else everybody whose turn it is. */
  async office(request: EnrollmentRequest): Promise<readonly string[]> {
    if (request.assigneeId !== null) return [request.assigneeId];
    const roles: RoleCode[] = [];
    for (const role of request.scope === null ? [] : declarationOf(request.kind).deciders[request.scope] ?? []) {
      if (await this.access.allows({ role, schoolId: request.schoolId }, 'enrollment.decide')) roles.push(role);
    }
    const first = await this.holders(roles.filter((role) => !CALLED_LAST.includes(role)), request);
    return first.length > 0 ? first : this.holders(roles, request);
  }

  /** The office, then whoever stands above it, then the region of a school. */
  async alarmed(request: EnrollmentRequest, level: TermAlarm['level']): Promise<readonly string[]> {
    if (level === 'staff') return this.office(request);
    if (request.scope === 'school') return this.holders([level === 'director' ? 'director' : 'regional_coordinator'], request);
    if (level === 'region') return [];
    return this.holders([request.scope === 'region' ? 'regional_coordinator' : 'system_admin'], request);
  }

  /** Who looks into a request that is overdue when the applicant asks (EN-10): support, and the region's coordinators. */
  async lookInto({ regionCode, schoolId }: EnrollmentRequest): Promise<readonly string[]> {
    const region = regionCode === null ? [] : await this.staff.coordinators(regionCode, schoolId, this.clock.now());
    return [...new Set([...(await this.identity.holders({ role: 'support_agent' })), ...region])];
  }

  private async holders(roles: readonly RoleCode[], { scope, schoolId, regionCode }: EnrollmentRequest): Promise<string[]> {
    const people: string[] = [];
    for (const role of roles) {
      if (role === 'regional_coordinator') people.push(...(regionCode === null ? [] : await this.staff.coordinators(regionCode, schoolId, this.clock.now())));
      else people.push(...(await this.identity.holders({ role, schoolId: scope === 'school' ? schoolId : null })));
    }
    return [...new Set(people)];
  }
}
