import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { newId } from '../../../shared/ids.js';
import { AuditFacade } from '../../audit/index.js';
import type { PreparedTransit, TransitPerson } from '../identity.contracts.js';
import { PasswordChanged } from '../identity.events.js';
import { AccountsRepository } from '../persistence/accounts.repository.js';
import { PeopleRepository } from '../persistence/people.repository.js';
import { SessionsRepository } from '../persistence/sessions.repository.js';
import { CreateAccountService } from './create-account.service.js';
import { LiveSessions } from './live-sessions.js';
import { PasswordHasher } from './password-hasher.js';
import { RolesService } from './roles.service.js';
import { newLogin, newTransitPassword } from './transit-secret.js';

/** As many as libuv has threads for. */
const AT_ONCE = 4;

/** Logins with transit passwords given out by a school in bulk (SC-10, ID-4). */
@Injectable()
export class TransitAccounts {
  constructor(
    private readonly creating: CreateAccountService,
    private readonly people: PeopleRepository,
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly roles: RolesService,
    private readonly hasher: PasswordHasher,
    private readonly live: LiveSessions,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** Of these people, those whose transit password was never used: they have proved no contact yet. */
  unused(personIds: readonly string[]): Promise<string[]> {
    return this.accounts.waitingForFirstSignIn(personIds);
  }

  /** Makes logins and passwords and hashes them; writes nothing. Belongs outside a transaction: a school takes half a minute. */
  async prepare(wanting: readonly TransitPerson[], progress: (done: number) => Promise<void>): Promise<PreparedTransit[]> {
    const prepared: PreparedTransit[] = [];
    for (let i = 0; i < wanting.length; i += AT_ONCE) {
      prepared.push(...await Promise.all(wanting.slice(i, i + AT_ONCE).map((person) => this.prepareOne(person))));
      await progress(prepared.length);
    }
    return prepared;
  }

  /** Writes what was prepared, with the role: of a pupil of the school, or of a representative, without any child. @throws DomainError identity.alias_taken for a login somebody has got meanwhile */
  @Transactional()
  async write(actor: Actor, schoolId: string, prepared: readonly PreparedTransit[]): Promise<void> {
    for (const { personId, isNew, role, name, birthDate, login, passwordHash } of prepared) {
      if (isNew) {
        await this.creating.create(actor, { personId, name, birthDate, login, passwordHash, transit: true });
        await this.roles.assign(actor, role === 'pupil' ? { personId, role, schoolId } : { personId, role });
      } else {
        await this.replacePassword(actor, personId, passwordHash);
      }
    }
  }

  private async prepareOne({ role, name, birthDate, personId }: TransitPerson): Promise<PreparedTransit> {
    const password = newTransitPassword();
    const login = personId === null ? null : (await this.accounts.find(personId))?.login ?? null;
    return {
      role, name, birthDate, personId: personId ?? newId(), isNew: personId === null, login: login ?? await this.freeLogin(),
      password, passwordHash: await this.hasher.hash(password),
    };
  }

  private async freeLogin(): Promise<string> {
    for (;;) {
      const value = newLogin();
      if ((await this.people.takenAliases([{ kind: 'login', value }])).length === 0) return value;
    }
  }

  private async replacePassword(actor: Actor, personId: string, hash: string): Promise<void> {
    const at = this.clock.now();
    await this.accounts.setPassword(personId, hash, true, at);
    await this.sessions.endOthers(personId, null, 'password_changed', at);
    await this.outbox.publish(PasswordChanged, { personId, at: at.toISOString() });
    await this.audit.record(actor, { operation: 'identity.issue_transit_password', objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success', details: { slip: true } });
    this.live.revoke(personId);
  }
}
