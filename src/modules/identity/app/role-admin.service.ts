import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { DomainError, notFound } from '../../../shared/domain-error.js';
import { AuditFacade } from '../../audit/index.js';
import type { Assignment, NewAssignment } from '../identity.contracts.js';
import { assignableRoles, peopleScope } from '../identity.policy.js';
import { AccountsRepository } from '../persistence/accounts.repository.js';
import { DirectoryRepository } from '../persistence/directory.repository.js';
import { RolesRepository } from '../persistence/roles.repository.js';
import { RoleGuards } from './role-guards.js';
import { RolesService } from './roles.service.js';

/** Roles given, ended and deleted by administrators in their scope (ID-13). */
@Injectable()
export class RoleAdminService {
  constructor(
    private readonly roles: RolesService,
    private readonly guards: RoleGuards,
    private readonly rows: RolesRepository,
    private readonly directory: DirectoryRepository,
    private readonly accounts: AccountsRepository,
    private readonly audit: AuditFacade,
  ) {}

  /** Not found for a person or a school outside the scope. @throws DomainError what a rule of another module refuses by */
  @Transactional()
  async create(actor: Actor, wanted: NewAssignment): Promise<Assignment> {
    if (!assignableRoles(actor.role).includes(wanted.role)) throw new DomainError('identity.role_not_yours_to_give');
    const scope = peopleScope(actor);
    if (scope !== null && wanted.schoolId !== scope) throw notFound();
    if (await this.directory.find(scope, wanted.personId) === null) throw notFound();
    if (wanted.personId === actor.personId) throw new DomainError('identity.own_account');
    await this.guards.checkGiving(actor, wanted);
    return (await this.roles.assign(actor, wanted)).assignment;
  }

  @Transactional()
  async terminate(actor: Actor, id: string, reason: string): Promise<Assignment> {
    await this.inScope(actor, id);
    return this.roles.terminate(actor, id, reason);
  }

  /** @throws DomainError `identity.not_terminated`, or `identity.last_role` for the only one of somebody whose account is not closed */
  @Transactional()
  async delete(actor: Actor, id: string): Promise<void> {
    const { personId, status, schoolId, role } = await this.inScope(actor, id);
    if (status !== 'terminated') throw new DomainError('identity.not_terminated');
    const closed = (await this.accounts.find(personId))?.status === 'closed';
    if (!closed && (await this.rows.ofPerson(personId)).length === 1) throw new DomainError('identity.last_role');
    if (!await this.rows.delete(id)) throw notFound();
    await this.audit.record(actor, {
      operation: 'identity.delete_role', objectType: 'role_assignment', objectId: id, schoolId, subjectId: personId, outcome: 'success', details: { role },
    });
  }

  private async inScope(actor: Actor, id: string): Promise<Assignment> {
    const assignment = await this.rows.find(id);
    const scope = peopleScope(actor);
    if (assignment === null || (scope !== null && assignment.schoolId !== scope)) throw notFound();
    if (!assignableRoles(actor.role).includes(assignment.role)) throw new DomainError('identity.role_not_yours_to_give');
    if (assignment.personId === actor.personId) throw new DomainError('identity.own_account');
    return assignment;
  }
}
