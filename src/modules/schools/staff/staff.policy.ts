import type { Actor } from '../../../shared/actor.js';
import { DomainError } from '../../../shared/domain-error.js';
import type { RoleCode } from '../../../shared/roles.js';
import { requireOwnSchool } from '../schools.policy.js';
import { POSITION_ROLES, type PositionRole } from './staff.model.js';

/** Nobody appoints to their own rank or above; the operator appoints anybody. */
function appointable(by: RoleCode | null): readonly PositionRole[] {
  if (by === 'system_admin') return POSITION_ROLES;
  if (by === 'director') return POSITION_ROLES.filter((role) => role !== 'director');
  if (by === 'school_admin') return POSITION_ROLES.filter((role) => role !== 'director' && role !== 'school_admin');
  return [];
}

/** The own school, or any for the operator. */
export function requireStaffScope(actor: Actor, schoolId: string): void {
  if (actor.role !== 'system_admin') requireOwnSchool(actor, schoolId);
}

/** @throws DomainError `schools.own_position`, `schools.not_yours_to_appoint` */
export function requireMayAppoint(actor: Actor, role: PositionRole, personId: string | null): void {
  if (personId === actor.personId) throw new DomainError('schools.own_position');
  if (!appointable(actor.role).includes(role)) throw new DomainError('schools.not_yours_to_appoint');
}

/** Whoever appoints, or is appointed, does not confirm it as well, whatever else they are. @throws DomainError `schools.own_appointment` */
export function requireAnothersAppointment(actor: Actor, { personId, requestedBy }: { readonly personId: string | null; readonly requestedBy: string | null }): void {
  if (actor.personId === personId || actor.personId === requestedBy) throw new DomainError('schools.own_appointment');
}
