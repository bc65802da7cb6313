import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import { type Limit, Limits } from '../../../../platform/limits/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, type FieldError, InvalidInput } from '../../../../shared/domain-error.js';
import { parseEmail, parsePhone } from '../../../../shared/identifiers/index.js';
import { AuditFacade } from '../../../audit/index.js';
import { type Contact, maskContact } from '../../domain/contact.js';
import type { LoginDelivery, Newcomer } from '../../identity.contracts.js';
import { AccountsRepository } from '../../persistence/accounts.repository.js';
import { ContactsRepository } from '../../persistence/contacts.repository.js';
import { LoginLettersRepository } from '../../persistence/login-letters.repository.js';
import { OneTimeCodes } from '../codes/one-time-codes.js';
import { CreateAccountService } from '../create-account.service.js';
import { PasswordHasher } from '../password-hasher.js';
import { AccountStates } from '../states/account-states.js';
import { newLogin, newTransitPassword } from '../transit-secret.js';
import { LoginLetters } from './login-letters.js';

/** Letters to one person within a day. */
const LETTERS: Limit = { operation: 'identity.login_letter', most: 5, windowMs: 24 * 3600 * 1000 };

/** Contacts as somebody typed them. */
export interface TypedContacts {
  readonly email?: string | null;
  readonly phone?: string | null;
}

/** Accounts of people appointed or connected who have none: login and transit password go to their contact, and to nobody else (ID-4, SC-3, SC-5). */
@Injectable()
export class Newcomers {
  constructor(
    private readonly creating: CreateAccountService,
    private readonly letters: LoginLetters,
    private readonly rows: LoginLettersRepository,
    private readonly accounts: AccountsRepository,
    private readonly contacts: ContactsRepository,
    private readonly codes: OneTimeCodes,
    private readonly states: AccountStates,
    private readonly hasher: PasswordHasher,
    private readonly limits: Limits,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput naming every wrong contact. @param under pointer of the object they stand in */
  read({ email: typedEmail, phone: typedPhone }: TypedContacts, under: string): { email: string | null; phone: string | null } {
    const errors: FieldError[] = [];
    const email = typedEmail == null ? null : parseEmail(typedEmail);
    const phone = typedPhone == null ? null : parsePhone(typedPhone);
    if (typedEmail == null && typedPhone == null) errors.push({ pointer: `${under}/email`, code: 'identity.contact_needed' });
    if (typedEmail != null && email === null) errors.push({ pointer: `${under}/email`, code: 'identity.email' });
    if (typedPhone != null && phone === null) errors.push({ pointer: `${under}/phone`, code: 'identity.phone' });
    if (phone !== null && typedEmail == null && !this.codes.serves(phone)) errors.push({ pointer: `${under}/phone`, code: 'codes.number_not_served' });
    InvalidInput.throwIfAny(errors);
    return { email, phone };
  }

  /**
   * The account, with a login made for it; the letter leaves when the caller's transaction is committed. To somebody without
   * any contact nothing is sent: `handOver` gives login and password on paper.
   */
  @Transactional()
  async settle(actor: Actor | null, { name, birthDate, email, phone, locale }: Newcomer): Promise<{ personId: string }> {
    const { personId } = await this.creating.create(actor, { name, birthDate, login: newLogin(), email, phone, transit: true, locale });
    if (email !== null || phone !== null) await this.letters.send(personId, addressOf({ email, phone }), actor?.personId ?? null);
    return { personId };
  }

  /** Null for somebody no login was sent to. */
  async delivery(personId: string): Promise<LoginDelivery | null> {
    const letter = await this.rows.latest(personId);
    if (letter === null) return null;
    const { id: _, personId: __, recipient, ...rest } = letter;
    const canResend = await this.rows.isUntouched(personId);
    return { ...rest, canResend, sentTo: canResend ? recipient : maskContact({ kind: letter.channel === 'email' ? 'email' : 'phone', value: recipient }) };
  }

  /**
   * Sends login and a new transit password again, to a mended contact if one is given; the password sent before works no more.
   * @throws DomainError `identity.no_login_letter`; `identity.login_letter_over` once somebody has come in; `limits.too_many`
   * @throws InvalidInput for a wrong contact
   */
  async resend(actor: Actor, personId: string, mended: TypedContacts): Promise<LoginDelivery> {
    const contacts = mended.email == null && mended.phone == null ? null : this.read(mended, '');
    await this.limits.spend(LETTERS, personId);
    await this.write(actor, personId, contacts === null ? null : addressOf(contacts));
    return (await this.delivery(personId))!;
  }

  /**
   * Login and a new transit password of a newcomer without contacts, to be printed and handed over: shown this once, and the
   * one handed over before works no more.
   * @throws DomainError `identity.login_letter_over` once somebody has come in; `limits.too_many`
   */
  async handOver(actor: Actor, personId: string): Promise<{ login: string; password: string }> {
    await this.limits.spend(LETTERS, personId);
    const password = newTransitPassword();
    return { login: await this.setTransit(actor, personId, await this.hasher.hash(password)), password };
  }

  /** An account made for a contact that turned out to be mistyped: nobody comes in by what was sent there. Left alone once somebody has. */
  @Transactional()
  async forget(actor: Actor, personId: string): Promise<boolean> {
    if (await this.accounts.findForUpdate(personId) === null || !await this.rows.isUntouched(personId)) return false;
    await this.states.move(personId, { from: ['active'], to: 'closed', ground: 'staff', reason: 'Контакт был указан с ошибкой', by: actor.personId });
    await this.audit.record(actor, { operation: 'identity.forget_newcomer', objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success' });
    return true;
  }

  @Transactional()
  protected async setTransit(actor: Actor, personId: string, hash: string): Promise<string> {
    const account = await this.accounts.findForUpdate(personId);
    if (account?.login == null || !await this.rows.isUntouched(personId)) throw new DomainError('identity.login_letter_over');
    await this.accounts.setPassword(personId, hash, true, this.clock.now());
    await this.audit.record(actor, { operation: 'identity.hand_over_login', objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success' });
    return account.login;
  }

  @Transactional()
  protected async write(actor: Actor, personId: string, mended: Contact | null): Promise<void> {
    if (await this.accounts.findForUpdate(personId) === null) throw new DomainError('identity.no_login_letter');
    const last = await this.rows.latest(personId);
    if (last === null) throw new DomainError('identity.no_login_letter');
    if (!await this.rows.isUntouched(personId)) throw new DomainError('identity.login_letter_over');
    const to: Contact = mended ?? { kind: last.channel === 'email' ? 'email' : 'phone', value: last.recipient };
    if (mended !== null) await this.contacts.replaceUnproved(personId, to);
    await this.letters.send(personId, to, actor.personId);
    await this.audit.record(actor, {
      operation: 'identity.resend_login', objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success', details: { kind: to.kind, mended: mended !== null },
    });
  }
}

/** The e-mail address where there is one. */
function addressOf({ email, phone }: { email: string | null; phone: string | null }): Contact {
  return email === null ? { kind: 'phone', value: phone! } : { kind: 'email', value: email };
}
