import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/index.js';
import { Transactional } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { InvalidInput } from '../../../shared/domain-error.js';
import { AuditFacade } from '../../audit/index.js';
import { dateForms, passwordProblems, REMEMBERED } from '../domain/password-policy.js';
import type { Origin } from '../identity.contracts.js';
import { PasswordChanged } from '../identity.events.js';
import { AccountsRepository } from '../persistence/accounts.repository.js';
import { FactorsRepository } from '../persistence/factors.repository.js';
import { PeopleRepository } from '../persistence/people.repository.js';
import { SessionsRepository } from '../persistence/sessions.repository.js';
import { LiveSessions } from './live-sessions.js';
import { PasswordHasher } from './password-hasher.js';
import { Tries } from './tries.js';
import { WeakPasswords } from './weak-passwords.js';

/** Change of one's own password (ID-3, ID-15): needs the current one; other sessions end, the owner is told. */
@Injectable()
export class PasswordService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly people: PeopleRepository,
    private readonly factors: FactorsRepository,
    private readonly sessions: SessionsRepository,
    private readonly hasher: PasswordHasher,
    private readonly weak: WeakPasswords,
    private readonly tries: Tries,
    private readonly live: LiveSessions,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws InvalidInput with every fault of the new password, or a wrong current one (which counts as a try)
   * @throws DomainError `auth.too_many` after five wrong ones
   */
  async change(actor: Actor, current: string, wanted: string, origin: Origin): Promise<void> {
    const { personId } = actor;
    const keys = { ip: origin.ip, identifier: null, personId };
    const { accountTry, passwordHash } = await this.tries.reserve(keys);
    if (accountTry === null) throw await this.tries.tooMany(keys);
    if (!await this.hasher.matches(current, passwordHash)) {
      await this.tries.failed({ personId, method: 'password', origin, reason: 'wrong_password' }, accountTry);
      throw new InvalidInput([{ pointer: '/currentPassword', code: 'identity.wrong_password' }]);
    }
    await this.tries.giveBack(keys);
    InvalidInput.throwIfAny((await this.problems(personId, wanted)).map((problem) => ({ pointer: '/newPassword', ...problem })));
    await this.set(actor, await this.hasher.hash(wanted));
  }

  private async problems(personId: string, wanted: string): Promise<{ code: string }[]> {
    const [person] = await this.people.find([personId]);
    const account = await this.accounts.find(personId);
    const { name, birthDate, email, phone } = person!;
    const own = [name.family, name.given, name.patronymic ?? '', account?.login ?? '', email?.split('@')[0] ?? '', phone?.slice(2) ?? '',
      ...(birthDate === null ? [] : dateForms(birthDate))];
    const secondFactor = await this.factors.isEnrolled(personId);
    const problems = passwordProblems(this.config.settings.PASSWORD_POLICY, wanted, { secondFactor, own, isWeak: (form) => this.weak.has(form) });
    if (problems.length > 0) return problems;
    for (const former of await this.accounts.formerHashes(personId, REMEMBERED)) {
      if (await this.hasher.matches(wanted, former)) return [{ code: 'password.used_before' }];
    }
    return [];
  }

  @Transactional()
  protected async set({ personId, sessionId, ...actor }: Actor, hash: string): Promise<void> {
    const at = this.clock.now();
    await this.accounts.setPassword(personId, hash, false, at);
    await this.sessions.endOthers(personId, sessionId, 'password_changed', at);
    await this.outbox.publish(PasswordChanged, { personId, at: at.toISOString() });
    await this.audit.record({ personId, sessionId, ...actor }, { operation: 'identity.change_password', objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success' });
    this.live.revoke(personId);
  }
}
