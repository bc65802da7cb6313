import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { Config } from '../../../../platform/config/index.js';
import { Transactional, uniqueViolation } from '../../../../platform/database/index.js';
import { Deliveries } from '../../../../platform/delivery/index.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, type FieldError, InvalidInput } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import { AuditFacade } from '../../../audit/index.js';
import { ConsentsFacade } from '../../../consents/index.js';
import { type PortalPart, readRegistration, type Registration, type RegistrationForm } from '../../domain/registration.js';
import type { Origin, SignedIn } from '../../identity.contracts.js';
import { AccountsRepository } from '../../persistence/accounts.repository.js';
import { ContactsRepository } from '../../persistence/contacts.repository.js';
import { PeopleRepository } from '../../persistence/people.repository.js';
import { type HeldRegistration, RegistrationsRepository } from '../../persistence/registrations.repository.js';
import { OneTimeCodes } from '../codes/one-time-codes.js';
import { CreateAccountService } from '../create-account.service.js';
import { PasswordHasher } from '../password-hasher.js';
import { PasswordRules } from '../passwords/password-rules.js';
import { RobotCheck } from '../robots/robot-check.js';
import { hashToken, newRefreshToken } from '../refresh-token.js';
import { SessionStarter } from '../session-starter.js';
import { Tries } from '../tries.js';
import { PortalNewcomers } from './portal-newcomers.js';
import { accountExists, proveEmail } from './registration-words.js';

const HOUR_MS = 3600 * 1000;
/** Time for three codes. */
const REGISTRATION_MS = HOUR_MS;
const LINK_MS = 72 * HOUR_MS;

export interface RegistrationBegun {
  readonly id: string;
  readonly expiresAt: Date;
  readonly resendAt: Date;
}

/**
 * Self-registration (ID-2). Until the phone is proved there is no account, only a sealed form that can do nothing but be
 * proved. Nothing in answers or time tells whether a phone or e-mail is known: its owner is told instead.
 */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly rows: RegistrationsRepository,
    private readonly people: PeopleRepository,
    private readonly accounts: AccountsRepository,
    private readonly contacts: ContactsRepository,
    private readonly robots: RobotCheck,
    private readonly codes: OneTimeCodes,
    private readonly tries: Tries,
    private readonly rules: PasswordRules,
    private readonly hasher: PasswordHasher,
    private readonly creation: CreateAccountService,
    private readonly portals: PortalNewcomers,
    private readonly starter: SessionStarter,
    private readonly consents: ConsentsFacade,
    private readonly deliveries: Deliveries,
    private readonly audit: AuditFacade,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /**
   * @param portal the account of a portal it begins with
   * @param wrong what is wrong about it already: named with the rest
   * @throws InvalidInput naming every wrong field
   * @throws DomainError `robots.proof_needed`, `codes.too_many_sends`
   */
  async begin(form: RegistrationForm, proof: string | undefined, { ip }: Origin, portal: PortalPart | null = null, wrong: readonly FieldError[] = []): Promise<RegistrationBegun> {
    const today = DateTime.fromJSDate(this.clock.now(), { zone: 'Europe/Moscow' }).toISODate()!;
    const { values, errors } = readRegistration(form, today);
    errors.push(...wrong);
    const { password } = form;
    if (password !== undefined) errors.push(...this.rules.ofNew(password, { ...values, login: null }).map((problem) => ({ pointer: '/password', ...problem })));
    if (values.phone !== '' && !this.codes.serves(values.phone)) errors.push({ pointer: '/phone', code: 'codes.number_not_served' });
    errors.push(...await this.staleConsents(form));
    InvalidInput.throwIfAny(errors);
    await this.robots.pass(ip, values.phone, proof);
    // Hashed before the transaction: it takes long, and needs no row.
    return this.insert({ ...values, passwordHash: password === undefined ? null : await this.hasher.hash(password), portal }, ip);
  }

  /** Another code for the same registration. @throws InvalidInput for an id that is unknown or past its time */
  @Transactional()
  async resend(id: string, { ip }: Origin): Promise<RegistrationBegun> {
    const held = await this.rows.find(id, this.clock.now());
    if (held === null) throw new InvalidInput([{ pointer: '/registrationId', code: 'registration.over' }]);
    return this.sendCode(id, held, held.known, ip);
  }

  /** The account begins here, with its phone proved. @throws InvalidInput for a wrong code, whatever is wrong about it */
  async verifyPhone(id: string, code: string, deviceName: string | null, origin: Origin): Promise<SignedIn> {
    // Counts for the address: codes of many registrations are not guessed from one place.
    const keys = { ip: origin.ip, identifier: null };
    if ((await this.tries.reserve(keys)).refused) throw await this.tries.tooMany(keys);
    const held = await this.rows.find(id, this.clock.now());
    const right = await this.codes.verify({ purpose: 'register', context: id, code });
    if (!right || held === null || held.known) {
      await this.robots.doubt(origin.ip, held?.phone ?? null);
      throw new InvalidInput([{ pointer: '/code', code: 'codes.wrong' }]);
    }
    await this.tries.giveBack(keys);
    try {
      return await this.create(id, deviceName, origin);
    } catch (error) {
      if (uniqueViolation(error)?.table !== 'people') throw error;
      // Somebody with the same SNILS was made at the same moment: it is theirs now, and left out here.
      return this.create(id, deviceName, origin);
    }
  }

  /** @throws DomainError `registration.link_over` */
  @Transactional()
  async verifyEmail(token: string, origin: Origin): Promise<void> {
    const at = this.clock.now();
    const link = await this.rows.takeLink(hashToken(token), at);
    const current = link === null ? undefined : (await this.contacts.of(link.personId)).find((c) => c.kind === 'email');
    // Another address since then: this link says nothing of it.
    if (link === null || current?.value !== link.email) throw new DomainError('registration.link_over');
    await this.contacts.put(link.personId, 'email', link.email, at);
    await this.contacts.moveAlias(link.personId, 'email', this.people.aliasKey({ kind: 'email', value: link.email }));
    await this.audit.record({ ip: origin.ip, requestId: origin.requestId ?? undefined }, {
      operation: 'identity.change_contact', objectType: 'person', objectId: link.personId, subjectId: link.personId, outcome: 'success', details: { kind: 'email' },
    });
  }

  @Transactional()
  protected async insert(registration: Registration, ip: string): Promise<RegistrationBegun> {
    const [id, at] = [newId(), this.clock.now()];
    const known = await this.isKnown('phone', registration.phone);
    await this.rows.insert(id, registration, known, at, new Date(at.getTime() + REGISTRATION_MS));
    return this.sendCode(id, registration, known, ip);
  }

  private async sendCode(id: string, { phone, locale }: Registration, known: boolean, ip: string): Promise<RegistrationBegun> {
    const instead = known ? accountExists(locale) : undefined;
    const sent = await this.codes.send({ purpose: 'register', context: id, personId: null, channel: 'sms', to: phone, ip, locale, instead });
    return { id, ...sent };
  }

  @Transactional()
  protected async create(id: string, deviceName: string | null, origin: Origin): Promise<SignedIn> {
    const held = await this.rows.take(id);
    if (held === null) throw new InvalidInput([{ pointer: '/code', code: 'codes.wrong' }]);
    const at = this.clock.now();
    const { name, birthDate, email, phone, passwordHash, locale, consents } = held;
    // A SNILS of another account is left out, not refused: the phone proves nothing about it, and no answer tells that it is known.
    const snils = held.snils !== null && (await this.people.takenAliases([{ kind: 'snils', value: held.snils }])).length > 0 ? null : held.snils;
    const { personId } = await this.creation.create(null, { name, birthDate, snils, email, locale });
    if (passwordHash !== null) await this.accounts.setPassword(personId, passwordHash, false, at);
    await this.contacts.put(personId, 'phone', phone, at);
    await this.contacts.moveAlias(personId, 'phone', this.people.aliasKey({ kind: 'phone', value: phone }));
    await this.rows.describe(personId, held, at);
    for (const [purpose, version] of [['terms', consents.terms], ['personal_data', consents.personalData]] as const) {
      await this.consents.give(null, { subjectId: personId, givenBy: personId, purpose, version, givenAt: held.createdAt, source: { type: 'identity.registration', id } });
    }
    if (held.portal !== null) await this.portals.tie(personId, held.portal, origin);
    await this.sendLink(personId, held, at);
    await this.audit.record({ personId, ip: origin.ip, requestId: origin.requestId ?? undefined }, {
      operation: 'identity.register', objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success', details: { snilsLeftOut: snils !== held.snils },
    });
    return this.starter.start({ personId, acr: 'password', deviceName, origin });
  }

  private async sendLink(personId: string, { email, locale }: HeldRegistration, at: Date): Promise<void> {
    const expiresAt = new Date(at.getTime() + LINK_MS);
    const token = newRefreshToken();
    const known = await this.isKnown('email', email);
    await this.rows.insertLink(hashToken(token), personId, email, at, expiresAt);
    const words = known ? accountExists(locale) : proveEmail(locale, `${this.config.publicUrl}/api/v1/auth/register/verify-email?token=${token}`);
    await this.deliveries.send('email', { to: email, ...words }, expiresAt);
  }

  private async isKnown(kind: 'phone' | 'email', value: string): Promise<boolean> {
    return (await this.people.takenAliases([{ kind, value }])).length > 0;
  }

  private async staleConsents({ consents }: RegistrationForm): Promise<FieldError[]> {
    const asked = [['terms', 'terms', consents.terms], ['personalData', 'personal_data', consents.personalData]] as const;
    const errors: FieldError[] = [];
    for (const [field, purpose, given] of asked) {
      const version = await this.consents.currentVersion(purpose);
      if (given !== version) errors.push({ pointer: `/consents/${field}`, code: 'registration.consent_version', params: { version } });
    }
    return errors;
  }
}
