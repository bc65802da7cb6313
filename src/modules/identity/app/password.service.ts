import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, type FieldError, InvalidInput } from '../../../shared/domain-error.js';
import { AuditFacade } from '../../audit/index.js';
import { channelOf, maskContact } from '../domain/contact.js';
import type { FailureReason, Origin } from '../identity.contracts.js';
import { PasswordChanged } from '../identity.events.js';
import { AccountsRepository } from '../persistence/accounts.repository.js';
import { type ContactRow, ContactsRepository } from '../persistence/contacts.repository.js';
import { SessionsRepository } from '../persistence/sessions.repository.js';
import { OneTimeCodes } from './codes/one-time-codes.js';
import { LiveSessions } from './live-sessions.js';
import { PasswordHasher } from './password-hasher.js';
import { PasswordRules } from './passwords/password-rules.js';
import { Tries } from './tries.js';
import { WaysDown } from './ways/ways-down.js';

export interface PasswordChange {
  readonly current: string;
  readonly wanted: string;
  readonly code?: string;
}

/** Change of one's own password (ID-3, ID-15): needs the current one and a code; other sessions end, the owner is told. */
@Injectable()
export class PasswordService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly contacts: ContactsRepository,
    private readonly sessions: SessionsRepository,
    private readonly ways: WaysDown,
    private readonly rules: PasswordRules,
    private readonly codes: OneTimeCodes,
    private readonly hasher: PasswordHasher,
    private readonly tries: Tries,
    private readonly live: LiveSessions,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** Sends the code a change needs, by SMS where the phone is proved. @throws DomainError `contacts.none_proved` */
  async sendCode({ personId, sessionId }: Actor, { ip }: Origin): Promise<{ sentTo: string; expiresAt: Date; resendAt: Date }> {
    const proved = await this.proved(personId);
    const sms = proved.find((c) => c.kind === 'phone' && this.codes.serves(c.value));
    const email = proved.find((c) => c.kind === 'email');
    const to = sms !== undefined && email !== undefined && (await this.ways.now()).has('channels/sms') ? email : sms ?? email;
    if (to === undefined) throw new DomainError('contacts.none_proved');
    const { locale } = (await this.accounts.find(personId))!;
    const sent = await this.codes.send({ purpose: 'password', context: sessionId, personId, channel: channelOf(to.kind), to: to.value, ip, locale });
    return { sentTo: maskContact(to), ...sent };
  }

  /**
   * A transit password is replaced without a code: whoever got it from the school may have lost their contacts.
   * @throws InvalidInput with every fault of the new password, or a wrong current one or code (which counts as a try)
   * @throws DomainError `auth.too_many` after five wrong ones
   */
  async change(actor: Actor, { current, wanted, code }: PasswordChange, origin: Origin): Promise<void> {
    const { personId, sessionId } = actor;
    const keys = { ip: origin.ip, identifier: null, personId };
    const { accountTry, passwordHash } = await this.tries.reserve(keys);
    if (accountTry === null) throw await this.tries.tooMany(keys);
    const wrong = async (reason: FailureReason, error: FieldError): Promise<never> => {
      await this.tries.failed({ personId, method: 'password', origin, reason }, accountTry);
      throw new InvalidInput([error]);
    };
    if (!await this.hasher.matches(current, passwordHash)) return wrong('wrong_password', { pointer: '/currentPassword', code: 'identity.wrong_password' });

    const needsCode = !(await this.accounts.find(personId))!.passwordTransit && (await this.proved(personId)).length > 0;
    const problems: FieldError[] = (await this.rules.of(personId, wanted)).map((problem) => ({ pointer: '/newPassword', ...problem }));
    if (needsCode && code === undefined) problems.push({ pointer: '/code', code: 'password.code_needed' });
    if (problems.length > 0) await this.tries.giveBack(keys);
    InvalidInput.throwIfAny(problems);
    // Looked at last: a code works once, and must not be lost to a fault of the new password.
    if (needsCode && !await this.codes.verify({ purpose: 'password', context: sessionId, code: code! })) {
      return wrong('wrong_code', { pointer: '/code', code: 'codes.wrong' });
    }
    await this.tries.giveBack(keys);
    await this.set(actor, await this.hasher.hash(wanted));
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

  private async proved(personId: string): Promise<ContactRow[]> {
    return (await this.contacts.of(personId)).filter((c) => c.provedAt !== null);
  }
}
