import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { DomainError, notFound } from '../../../shared/domain-error.js';
import type { PersonName } from '../../../shared/identifiers/index.js';
import { decodeCursor, type Page, pageOf } from '../../../shared/page.js';
import type { RoleCode } from '../../../shared/roles.js';
import { AuditFacade } from '../../audit/index.js';
import type { AccountStatus, Assignment } from '../identity.contracts.js';
import { mayBlock, peopleScope } from '../identity.policy.js';
import { AccountStatesRepository, type StatusChange } from '../persistence/account-states.repository.js';
import { DirectoryRepository } from '../persistence/directory.repository.js';
import { RolesRepository } from '../persistence/roles.repository.js';
import { SchoolCircle } from './school-circle.js';
import { AccountStates } from './states/account-states.js';

export type { StatusChange };

export interface DirectoryEntry {
  readonly id: string;
  readonly name: PersonName;
  readonly status: AccountStatus;
  readonly version: number;
}

export interface DirectoryPerson extends DirectoryEntry {
  /** In the reader's scope. */
  readonly roles: readonly Assignment[];
}

/** People in the scope of staff and operators: search, read, block, unblock and close (ID-17). */
@Injectable()
export class PeopleService {
  constructor(
    private readonly directory: DirectoryRepository,
    private readonly states: AccountStates,
    private readonly changes: AccountStatesRepository,
    private readonly roles: RolesRepository,
    private readonly circle: SchoolCircle,
    private readonly audit: AuditFacade,
  ) {}

  async search(actor: Actor, filter: { q?: string; role?: RoleCode }, limit: number, cursor?: string): Promise<Page<DirectoryEntry>> {
    const after = decodeCursor(cursor, 2);
    const rows = await this.directory.search(peopleScope(actor), filter, limit, after === null ? null : [String(after[0]), String(after[1])]);
    const page = pageOf(rows, limit, (row) => [row.nameKey, row.id]);
    return { ...page, items: page.items.map(({ id, status, version, ...name }) => ({ id, name, status, version })) };
  }

  /** Not found outside the scope. */
  async read(actor: Actor, personId: string): Promise<DirectoryPerson> {
    const scope = peopleScope(actor);
    const row = await this.directory.find(scope, personId);
    if (row === null) throw notFound();
    const { id, status, version, ...name } = row;
    const roles = (await this.roles.ofPerson(personId)).filter((a) => scope === null || a.schoolId === scope);
    return { id, name, status, version, roles };
  }

  /** Sessions end at the next request; nobody signs in until unblocked. */
  @Transactional()
  async block(actor: Actor, personId: string, reason: string): Promise<DirectoryPerson> {
    await this.mayAct(actor, personId);
    if (!await this.states.move(personId, { from: ['active', 'frozen'], to: 'blocked', ...byStaff(actor, reason) })) throw new DomainError('identity.already_blocked');
    return this.changed(actor, 'identity.block', personId);
  }

  /** Opens a blocked account, and one that is frozen: staff have made sure who asks. */
  @Transactional()
  async unblock(actor: Actor, personId: string, reason: string): Promise<DirectoryPerson> {
    await this.mayAct(actor, personId);
    if (!await this.states.move(personId, { from: ['blocked', 'frozen'], to: 'active', ...byStaff(actor, reason) })) throw new DomainError('identity.not_blocked');
    return this.changed(actor, 'identity.unblock', personId);
  }

  /** For good: roles end, and what the account signed in by is free for another one. Its history stays. */
  @Transactional()
  async close(actor: Actor, personId: string, reason: string): Promise<void> {
    await this.mayAct(actor, personId);
    await this.states.endRoles(actor, personId, reason);
    if (!await this.states.move(personId, { from: ['active', 'blocked', 'frozen'], to: 'closed', ...byStaff(actor, reason) })) throw new DomainError('identity.already_closed');
    await this.record(actor, 'identity.close', personId);
  }

  /** Who changed the account's status when and why, newest first; not found outside the scope. */
  async statusChanges(actor: Actor, personId: string): Promise<StatusChange[]> {
    await this.read(actor, personId);
    return this.changes.ofPerson(personId);
  }

  /**
   * Whether the actor may restore somebody's access (their login, factors, portals): of people in scope, a school also of its families.
   * @throws DomainError `object.not_found` outside the scope, `identity.own_account`, `recovery.not_yours_to_recover`
   */
  async requireMayHelp(actor: Actor, personId: string): Promise<void> {
    const scope = peopleScope(actor);
    if (scope === null || !await this.circle.has(scope, personId)) await this.read(actor, personId);
    await this.judge(actor, personId, 'recovery.not_yours_to_recover');
  }

  private async mayAct(actor: Actor, personId: string): Promise<void> {
    await this.read(actor, personId);
    await this.judge(actor, personId, 'identity.not_yours_to_block');
  }

  private async judge(actor: Actor, personId: string, refusal: string): Promise<void> {
    if (personId === actor.personId) throw new DomainError('identity.own_account');
    if (!mayBlock(actor, await this.roles.ofPerson(personId))) throw new DomainError(refusal);
  }

  private async changed(actor: Actor, operation: string, personId: string): Promise<DirectoryPerson> {
    await this.record(actor, operation, personId);
    return this.read(actor, personId);
  }

  private record(actor: Actor, operation: string, personId: string): Promise<void> {
    return this.audit.record(actor, { operation, objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success' });
  }
}

function byStaff({ personId }: Actor, reason: string): { ground: 'staff'; reason: string; by: string } {
  return { ground: 'staff', reason, by: personId };
}
