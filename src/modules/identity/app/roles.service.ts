import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../shared/domain-error.js';
import { newId } from '../../../shared/ids.js';
import { AuditFacade } from '../../audit/index.js';
import { scopeOf, wrongScope } from '../domain/role-scope.js';
import type { Assignment, NewAssignment } from '../identity.contracts.js';
import { RolesRepository } from '../persistence/roles.repository.js';
import { LiveSessions } from './live-sessions.js';
import { RoleGuards } from './role-guards.js';

/** Gives and ends roles (ID-13). Who may do it is the caller's question. */
@Injectable()
export class RolesService {
  constructor(
    private readonly roles: RolesRepository,
    private readonly guards: RoleGuards,
    private readonly live: LiveSessions,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async assign(actor: Actor | null, wanted: NewAssignment): Promise<{ assignment: Assignment; created: boolean }> {
    InvalidInput.throwIfAny(wrongScope(wanted.role, wanted)
      .map((field) => ({ pointer: `/${field}`, code: 'identity.role_scope', params: { needs: scopeOf(wanted.role).needs } })));
    const at = this.clock.now();
    const { personId, role, schoolId = null, classId = null, regionCode = null, groupId = null, validFrom = at, validUntil = null } = wanted;
    InvalidInput.throwIfAny(validUntil !== null && validUntil <= validFrom ? [{ pointer: '/validUntil', code: 'identity.role_validity' }] : []);
    const result = await this.roles.insert({ id: newId(), personId, role, schoolId, classId, regionCode, groupId, validFrom, validUntil }, actor?.personId ?? null, at);
    if (result.created) await this.record(actor, 'identity.assign_role', result.assignment);
    return result;
  }

  /** @throws DomainError `identity.already_terminated`, not found, or what a rule of another module refuses by */
  @Transactional()
  async terminate(actor: Actor | null, id: string, reason: string | null): Promise<Assignment> {
    // What falls due by itself asks nobody.
    const held = actor === null ? null : await this.roles.find(id);
    if (held?.status === 'active') await this.guards.check(held);
    const ended = await this.roles.terminate(id, actor?.personId ?? null, reason, this.clock.now());
    if (ended === null) {
      if (await this.roles.find(id) === null) throw notFound();
      throw new DomainError('identity.already_terminated');
    }
    await this.record(actor, 'identity.terminate_role', ended);
    return ended;
  }

  private async record(actor: Actor | null, operation: string, assignment: Assignment): Promise<void> {
    const { id, role, personId, schoolId } = assignment;
    this.live.revoke(personId);
    await this.audit.record(actor, { operation, objectType: 'role_assignment', objectId: id, schoolId, subjectId: personId, outcome: 'success', details: { role } });
  }
}
