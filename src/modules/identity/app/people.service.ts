import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, notFound } from '../../../shared/domain-error.js';
import type { PersonName } from '../../../shared/identifiers/index.js';
import { decodeCursor, type Page, pageOf } from '../../../shared/page.js';
import type { RoleCode } from '../../../shared/roles.js';
import { AuditFacade } from '../../audit/index.js';
import type { Assignment } from '../identity.contracts.js';
import { mayBlock, peopleScope } from '../identity.policy.js';
import { AccountsRepository } from '../persistence/accounts.repository.js';
import { DirectoryRepository } from '../persistence/directory.repository.js';
import { RolesRepository } from '../persistence/roles.repository.js';
import { SessionsRepository } from '../persistence/sessions.repository.js';
import { LiveSessions } from './live-sessions.js';

export interface DirectoryEntry {
  readonly id: string;
  readonly name: PersonName;
  readonly status: 'active' | 'blocked' | 'closed';
  readonly version: number;
}

export interface DirectoryPerson extends DirectoryEntry {
  /** In the reader's scope. */
  readonly roles: readonly Assignment[];
}

/** People in the scope of staff and operators: search, read, block and unblock (ID-17). */
@Injectable()
export class PeopleService {
  constructor(
    private readonly directory: DirectoryRepository,
    private readonly accounts: AccountsRepository,
    private readonly roles: RolesRepository,
    private readonly sessions: SessionsRepository,
    private readonly live: LiveSessions,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
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

  /** Sessions end within seconds; nobody signs in until unblocked. */
  @Transactional()
  async block(actor: Actor, personId: string, reason: string): Promise<DirectoryPerson> {
    await this.mayAct(actor, personId);
    const at = this.clock.now();
    if (!await this.accounts.setStatus(personId, 'active', 'blocked', reason, actor.personId, at)) throw new DomainError('identity.already_blocked');
    await this.sessions.endOthers(personId, null, 'blocked', at);
    return this.changed(actor, 'identity.block', personId);
  }

  @Transactional()
  async unblock(actor: Actor, personId: string, reason: string): Promise<DirectoryPerson> {
    await this.mayAct(actor, personId);
    if (!await this.accounts.setStatus(personId, 'blocked', 'active', reason, actor.personId, this.clock.now())) throw new DomainError('identity.not_blocked');
    return this.changed(actor, 'identity.unblock', personId);
  }

  private async mayAct(actor: Actor, personId: string): Promise<void> {
    await this.read(actor, personId);
    if (personId === actor.personId) throw new DomainError('identity.own_account');
    if (!mayBlock(actor, await this.roles.ofPerson(personId))) throw new DomainError('identity.not_yours_to_block');
  }

  private async changed(actor: Actor, operation: string, personId: string): Promise<DirectoryPerson> {
    await this.audit.record(actor, { operation, objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success' });
    this.live.revoke(personId);
    return this.read(actor, personId);
  }
}
