import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import { Outbox } from '../../../../platform/outbox/index.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import { AuditFacade } from '../../../audit/index.js';
import { channelOf, type Contact, readContact } from '../../domain/contact.js';
import type { Origin } from '../../identity.contracts.js';
import { AccountRecovered } from '../../identity.events.js';
import { AccountsRepository } from '../../persistence/accounts.repository.js';
import { PeopleRepository } from '../../persistence/people.repository.js';
import { RecoveriesRepository } from '../../persistence/recoveries.repository.js';
import { SessionsRepository } from '../../persistence/sessions.repository.js';
import { CODE_MS, type CodeOrder, OneTimeCodes } from '../codes/one-time-codes.js';
import { LiveSessions } from '../live-sessions.js';
import { PasswordHasher } from '../password-hasher.js';
import { PasswordRules } from '../passwords/password-rules.js';
import { hashToken, newRefreshToken } from '../refresh-token.js';
import { RobotCheck } from '../robots/robot-check.js';
import { AccountStates } from '../states/account-states.js';
import { Tries } from '../tries.js';
import { loginReminder } from './recovery-words.js';

/** To think of a new password, once the code was right. */
const TICKET_MS = 15 * 60 * 1000;

/** What somebody who cannot sign in tells of themselves. */
export interface Claim {
  /** A phone or an e-mail address, as typed. */
  readonly contact: string;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly proof?: string;
}

/**
 * Recovery by a code to a proved contact (ID-10). For a contact or birth date nobody has, everything is the same but that
 * nothing is sent: rows, answers, limits, time.
 */
@Injectable()
export class RecoveryService {
  constructor(
    private readonly recoveries: RecoveriesRepository,
    private readonly people: PeopleRepository,
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly robots: RobotCheck,
    private readonly codes: OneTimeCodes,
    private readonly tries: Tries,
    private readonly rules: PasswordRules,
    private readonly hasher: PasswordHasher,
    private readonly states: AccountStates,
    private readonly live: LiveSessions,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `robots.proof_needed`, `codes.too_many_sends` */
  async begin(claim: Claim, { ip }: Origin): Promise<{ id: string; expiresAt: Date; resendAt: Date }> {
    const contact = this.read(claim);
    await this.robots.pass(ip, this.people.aliasKey(contact), claim.proof);
    return this.send(contact, claim.birthDate, ip);
  }

  /** The login name goes to the contact; the answer tells nothing. */
  async remindLogin(claim: Claim, { ip }: Origin): Promise<void> {
    const contact = this.read(claim);
    await this.robots.pass(ip, this.people.aliasKey(contact), claim.proof);
    await this.sendLogin(contact, claim.birthDate, ip);
  }

  /**
   * What sets a new password, for the right code. Wrong ones count like wrong passwords, for the contact typed and for the
   * account behind it; while either is locked, no code is right (ID-9).
   */
  async verify(id: string, code: string, origin: Origin): Promise<{ ticket: string; expiresAt: Date }> {
    const recovery = await this.recoveries.find(id, this.clock.now());
    const personId = recovery?.personId ?? null;
    const keys = { ip: origin.ip, identifier: recovery?.contactKey ?? null, ...(personId === null ? {} : { personId }) };
    const { refused, accountTry } = await this.tries.reserve(keys);
    if (refused) throw await this.tries.tooMany({ ...keys, personId: undefined });
    const locked = personId !== null && accountTry === null;
    // Not looked at while locked: nobody learns that it was right, and it is not used up.
    const right = await this.codes.verify({ purpose: 'recovery', context: locked ? newId() : id, code });
    if (!right || personId === null) {
      await this.tries.failed({ personId, method: 'code', origin, reason: locked ? 'locked' : 'wrong_code' }, accountTry);
      await this.robots.doubt(origin.ip, keys.identifier);
      throw new InvalidInput([{ pointer: '/code', code: 'codes.wrong' }]);
    }
    await this.tries.clear({ ...keys, personId });
    const ticket = newRefreshToken();
    const expiresAt = new Date(this.clock.now().getTime() + TICKET_MS);
    await this.recoveries.putTicket(id, hashToken(ticket), expiresAt);
    return { ticket, expiresAt };
  }

  /** @throws InvalidInput with every fault of the password, after which the ticket still works; DomainError `recovery.ticket_over` */
  async complete(ticket: string, wanted: string, origin: Origin): Promise<void> {
    const found = await this.recoveries.ofTicket(hashToken(ticket), this.clock.now());
    if (found === null) throw new DomainError('recovery.ticket_over');
    const problems = await this.rules.of(found.personId, wanted);
    InvalidInput.throwIfAny(problems.map((problem) => ({ pointer: '/newPassword', ...problem })));
    await this.set(ticket, found.personId, await this.hasher.hash(wanted), origin);
  }

  @Transactional()
  protected async send(contact: Contact, birthDate: string, ip: string): Promise<{ id: string; expiresAt: Date; resendAt: Date }> {
    const [id, at] = [newId(), this.clock.now()];
    const { key, order } = await this.orderFor(contact, birthDate, ip);
    await this.recoveries.insert({ id, personId: order.personId, contactKey: key }, at, new Date(at.getTime() + CODE_MS));
    return { id, ...await this.codes.send({ ...order, purpose: 'recovery', context: id }) };
  }

  @Transactional()
  protected async sendLogin(contact: Contact, birthDate: string, ip: string): Promise<void> {
    const { order, login } = await this.orderFor(contact, birthDate, ip);
    await this.codes.send({ ...order, purpose: 'login_name', context: newId(), instead: loginReminder(order.locale, login) });
  }

  @Transactional()
  protected async set(ticket: string, personId: string, hash: string, origin: Origin): Promise<void> {
    const at = this.clock.now();
    if (!await this.recoveries.takeTicket(hashToken(ticket))) throw new DomainError('recovery.ticket_over');
    await this.states.thaw(personId, 'recovery', origin);
    if (!await this.accounts.holdActive(personId)) throw new DomainError('recovery.ticket_over');
    await this.accounts.setPassword(personId, hash, false, at);
    await this.sessions.endOthers(personId, null, 'password_changed', at);
    await this.outbox.publish(AccountRecovered, { personId, at: at.toISOString() });
    await this.audit.record({ personId, ip: origin.ip, requestId: origin.requestId ?? undefined }, {
      operation: 'identity.recover', objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success',
    });
    this.live.revoke(personId);
  }

  private read({ contact: typed }: Claim): Contact {
    const contact = readContact(typed);
    if (contact === null || (contact.kind === 'phone' && !this.codes.serves(contact.value))) throw new InvalidInput([{ pointer: '/contact', code: 'recovery.contact' }]);
    return contact;
  }

  private async orderFor(contact: Contact, birthDate: string, ip: string): Promise<{ key: string; login: string | null; order: Omit<CodeOrder, 'purpose' | 'context'> }> {
    const key = this.people.aliasKey(contact);
    const found = await this.recoveries.recoverable(key, contact, birthDate);
    return {
      key, login: found?.login ?? null,
      order: {
        personId: found?.personId ?? null, channel: channelOf(contact.kind), to: contact.value, ip, locale: found?.locale ?? 'ru', hidden: true, decoy: found === null,
      },
    };
  }
}
