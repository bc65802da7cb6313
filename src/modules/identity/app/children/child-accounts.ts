import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import { Outbox } from '../../../../platform/outbox/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { type FieldError, InvalidInput } from '../../../../shared/domain-error.js';
import type { PersonName } from '../../../../shared/identifiers/index.js';
import { AuditFacade } from '../../../audit/index.js';
import { parseLogin } from '../../domain/identifier.js';
import { PasswordChanged } from '../../identity.events.js';
import { AccountsRepository } from '../../persistence/accounts.repository.js';
import { SessionsRepository } from '../../persistence/sessions.repository.js';
import { CreateAccountService } from '../create-account.service.js';
import { LiveSessions } from '../live-sessions.js';
import { PasswordHasher } from '../password-hasher.js';
import { PasswordRules } from '../passwords/password-rules.js';
import { RolesService } from '../roles.service.js';

export interface NewChildAccount {
  readonly schoolId: string;
  readonly name: PersonName;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly login: string;
  readonly password: string;
}

/** Accounts of pupils that a parent makes and keeps (ID-14): a login and a password of their own, and no contact of the parent's. Whose they are is family's matter. */
@Injectable()
export class ChildAccounts {
  constructor(
    private readonly creating: CreateAccountService,
    private readonly roles: RolesService,
    private readonly rules: PasswordRules,
    private readonly hasher: PasswordHasher,
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly live: LiveSessions,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput for the login and the password; DomainError `identity.alias_taken` */
  @Transactional()
  async create(actor: Actor, { schoolId, password, ...child }: NewChildAccount): Promise<{ personId: string }> {
    const wrong: FieldError[] = parseLogin(child.login) === null ? [{ pointer: '/login', code: 'identity.login' }] : [];
    wrong.push(...this.rules.ofNew(password, { ...child, email: null, phone: null }).map((problem) => ({ pointer: '/password', ...problem })));
    InvalidInput.throwIfAny(wrong);
    const { personId } = await this.creating.create(actor, { ...child, password });
    await this.roles.assign(actor, { personId, role: 'pupil', schoolId });
    return { personId };
  }

  /** The parent sets another password: the child's sessions end. @throws InvalidInput for the password */
  async setPassword(actor: Actor, personId: string, wanted: string): Promise<void> {
    InvalidInput.throwIfAny((await this.rules.of(personId, wanted)).map((problem) => ({ pointer: '/newPassword', ...problem })));
    await this.write(actor, personId, await this.hasher.hash(wanted));
  }

  @Transactional()
  async dropPassword(actor: Actor, personId: string): Promise<void> {
    await this.accounts.dropPassword(personId);
    await this.sessions.endOthers(personId, null, 'password_changed', this.clock.now());
    await this.audit.record(actor, { operation: 'identity.drop_child_password', objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success' });
    this.live.revoke(personId);
  }

  async login(personId: string): Promise<string | null> {
    return (await this.accounts.find(personId))?.login ?? null;
  }

  @Transactional()
  protected async write(actor: Actor, personId: string, hash: string): Promise<void> {
    const at = this.clock.now();
    await this.accounts.setPassword(personId, hash, false, at);
    await this.sessions.endOthers(personId, null, 'password_changed', at);
    await this.outbox.publish(PasswordChanged, { personId, at: at.toISOString() });
    await this.audit.record(actor, { operation: 'identity.set_child_password', objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success' });
    this.live.revoke(personId);
  }
}
