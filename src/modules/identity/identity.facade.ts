import { Injectable } from '@nestjs/common';
import type { Actor } from '../../shared/actor.js';
import { Clock } from '../../shared/clock.js';
import type { RoleCode } from '../../shared/roles.js';
import { ChildAccounts, type NewChildAccount } from './app/children/child-accounts.js';
import { ActCodes } from './app/codes/act-codes.service.js';
import { PasswordService } from './app/password.service.js';
import { CreateAccountService } from './app/create-account.service.js';
import { Newcomers, type TypedContacts } from './app/letters/newcomers.service.js';
import { SignatureChecks } from './app/factors/certificates/signature-checks.js';
import { TotpFactor } from './app/factors/totp.factor.js';
import { LevelView } from './app/levels/level-view.js';
import { Levels } from './app/levels/levels.service.js';
import { PersonScopes } from './app/levels/person-scopes.js';
import { type GivingGuard, type RoleGuard, RoleGuards } from './app/role-guards.js';
import { RolesService } from './app/roles.service.js';
import { type BelongsTo, SchoolCircle } from './app/school-circle.js';
import { TransitAccounts } from './app/transit-accounts.service.js';
import type { CheckedDocument } from './domain/checked-document.js';
import { readIdentifier } from './domain/identifier.js';
import type { AccountLevelView, Assignment, LoginDelivery, NewAccount, NewAssignment, Newcomer, Person, PreparedTransit, SentCode, SignatureCheck, TransitPerson } from './identity.contracts.js';
import { PeopleRepository } from './persistence/people.repository.js';
import { RolesRepository } from './persistence/roles.repository.js';

/** People, their accounts and roles. Whether the actor may ask is the caller's policy. */
@Injectable()
export class IdentityFacade {
  constructor(
    private readonly peopleRows: PeopleRepository,
    private readonly roleRows: RolesRepository,
    private readonly accounts: CreateAccountService,
    private readonly roles: RolesService,
    private readonly totp: TotpFactor,
    private readonly children: ChildAccounts,
    private readonly passwords: PasswordService,
    private readonly newcomers: Newcomers,
    private readonly circle: SchoolCircle,
    private readonly guards: RoleGuards,
    private readonly levels: Levels,
    private readonly levelView: LevelView,
    private readonly scopes: PersonScopes,
    private readonly transit: TransitAccounts,
    private readonly actCodes: ActCodes,
    private readonly signatures: SignatureChecks,
    private readonly clock: Clock,
  ) {}

  /** Null when there is no such person. */
  async person(id: string): Promise<Person | null> {
    return (await this.peopleRows.find([id]))[0] ?? null;
  }

  /** By id; unknown ids are missing. */
  async people(ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
    return new Map((await this.peopleRows.find([...new Set(ids)])).map((person) => [person.id, person]));
  }

  /** The person's SNILS as 11 digits, or null: to compare with, never to show to others. */
  snils(personId: string): Promise<string | null> {
    return this.peopleRows.snils(personId);
  }

  /**
   * Makes a person with an account.
   * @param actor null when the system does it (a seed, an import)
   * @throws InvalidInput naming every wrong field
   * @throws DomainError `identity.alias_taken` when the SNILS or the login belongs to somebody
   */
  createAccount(actor: Actor | null, account: NewAccount): Promise<{ personId: string }> {
    return this.accounts.create(actor, account);
  }

  /**
   * Contacts a login may be sent to, as typed.
   * @param under pointer of the object they stand in, such as `/person`
   * @throws InvalidInput naming every wrong one
   */
  readNewcomerContacts(typed: TypedContacts, under = ''): { email: string | null; phone: string | null } {
    return this.newcomers.read(typed, under);
  }

  /**
   * Makes an account for somebody who has none; a login and a transit password go to their contact, in their language, if
   * and only if the caller's transaction is committed, and are shown to nobody (ID-4). To somebody without contacts nothing is
   * sent: `handOverLogin`.
   */
  settleNewcomer(actor: Actor | null, newcomer: Newcomer): Promise<{ personId: string }> {
    return this.newcomers.settle(actor, newcomer);
  }

  /**
   * Login and a new transit password of a newcomer without contacts, for a slip of paper (EN-14). Outside a transaction: it hashes.
   * @throws DomainError `identity.login_letter_over` once they have come in, `limits.too_many`
   */
  handOverLogin(actor: Actor, personId: string): Promise<{ login: string; password: string }> {
    return this.newcomers.handOver(actor, personId);
  }

  /** Closes the account of a newcomer whose contact was mistyped, in your transaction. @returns false once somebody has come in */
  forgetNewcomer(actor: Actor, personId: string): Promise<boolean> {
    return this.newcomers.forget(actor, personId);
  }

  /** Whether the login has reached them (SC-3); null for somebody none was sent to. */
  loginDelivery(personId: string): Promise<LoginDelivery | null> {
    return this.newcomers.delivery(personId);
  }

  /**
   * Sends the login again with a new transit password, to a mended contact if one is given.
   * @throws DomainError `identity.no_login_letter`, `identity.login_letter_over` once they have come in, `limits.too_many`
   * @throws InvalidInput for a wrong contact
   */
  resendLogin(actor: Actor, personId: string, mended: TypedContacts = {}): Promise<LoginDelivery> {
    return this.newcomers.resend(actor, personId, mended);
  }

  /** Gives a role. Somebody who holds it already keeps the assignment they have: calling twice is safe. */
  async assignRole(actor: Actor | null, assignment: NewAssignment): Promise<Assignment> {
    return (await this.roles.assign(actor, assignment)).assignment;
  }

  /** @throws DomainError `identity.already_terminated`, or not found */
  terminateRole(actor: Actor | null, assignmentId: string, reason: string | null = null): Promise<Assignment> {
    return this.roles.terminate(actor, assignmentId, reason);
  }

  /** Ids of the people who hold the role now: in the school, or outside any school when `schoolId` is missing. */
  holders({ role, schoolId = null }: { role: RoleCode; schoolId?: string | null }): Promise<string[]> {
    return this.roleRows.holders(role, schoolId, this.clock.now());
  }

  /**
   * Gives an account an authenticator app that counts at once: for seeds and imports from a system where it was proved.
   * @param secret base32
   */
  provisionTotp(personId: string, secret: string, label = 'TOTP'): Promise<void> {
    return this.totp.provision(personId, secret, label);
  }

  /**
   * Makes an account for a pupil under 14 with a login and a password of its own, and the role of a pupil (ID-14).
   * @throws InvalidInput for the login and the password
   * @throws DomainError `identity.alias_taken`
   */
  createChildAccount(actor: Actor, child: NewChildAccount): Promise<{ personId: string }> {
    return this.children.create(actor, child);
  }

  /** A parent sets the password of an account they keep; its sessions end. @throws InvalidInput for the password */
  setChildPassword(actor: Actor, personId: string, wanted: string): Promise<void> {
    return this.children.setPassword(actor, personId, wanted);
  }

  /** Nobody signs in by the password of a child's account until another one is set; its sessions end. */
  dropChildPassword(actor: Actor, personId: string): Promise<void> {
    return this.children.dropPassword(actor, personId);
  }

  loginOf(personId: string): Promise<string | null> {
    return this.children.login(personId);
  }

  /** The actor's own password, with the code sent to a proved contact. @throws InvalidInput for what is wrong; DomainError `auth.too_many` */
  changePassword(actor: Actor, change: { current: string; wanted: string; code?: string }): Promise<void> {
    return this.passwords.change(actor, change, { ip: actor.ip, userAgent: null, requestId: actor.requestId });
  }

  /**
   * What an account would be found by, of a phone, e-mail, SNILS or login as somebody typed it; null when it is none of these.
   * A blind key: it tells nothing of the value, nor whether there is such an account.
   */
  aliasKey(typed: string): string | null {
    const [identifier] = readIdentifier(typed);
    return identifier === undefined ? null : this.peopleRows.aliasKey(identifier);
  }

  /** The keys of everything this person signs in by: login, SNILS, proved phone and e-mail. */
  aliasKeysOf(personId: string): Promise<string[]> {
    return this.peopleRows.aliasKeysOf(personId);
  }

  /** Whose key it is, or null. Never to be told to whoever typed the identifier. */
  personOfAlias(key: string): Promise<string | null> {
    return this.peopleRows.personOfAlias(key);
  }

  /** Whose keys these are; those of nobody are missing. As `personOfAlias`, never to be told. */
  peopleOfAliases(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.peopleRows.peopleOfAliases(keys);
  }

  /**
   * Sends a code to the actor's own proved phone, to confirm an act.
   * @param context id of the act: the code is void for any other
   * @throws DomainError `codes.phone_needed`, `codes.too_many_sends`, `codes.number_not_served`
   */
  sendActCode(actor: Actor, context: string): Promise<SentCode> {
    return this.actCodes.send(actor, context);
  }

  /**
   * The code of this act, once. A wrong one counts against the account (ID-9), whatever becomes of the request.
   * @throws InvalidInput `codes.wrong` at `pointer`; DomainError `auth.too_many`
   */
  proveActCode(actor: Actor, context: string, code: string, pointer: string): Promise<void> {
    return this.actCodes.prove(actor, context, code, pointer);
  }

  /** At module init, by whoever knows people of a school that hold no role in it: its staff may restore their access. */
  addToCircle(belongs: BelongsTo): void {
    this.circle.register(belongs);
  }

  /** The level of an account (ID-8). @param today `YYYY-MM-DD` where the person is */
  accountLevel(personId: string, today: string): Promise<AccountLevelView> {
    return this.levelView.of(personId, today);
  }

  /** Confirms an account that a school's staff had confirmed with a document: for seeds, and imports from a system where it was done. Calling twice is safe. */
  async confirmLevel(personId: string, document: CheckedDocument): Promise<void> {
    await this.levels.bring({ personId, method: 'school', confirmedBy: null, document });
  }

  /**
   * Said at module init by whoever knows people that a school has to do with though they hold no role in it (families,
   * applicants): its staff may check their documents.
   */
  hasToDoWith(check: (schoolId: string, personId: string) => Promise<boolean>): void {
    this.scopes.register(check);
  }

  /** Of these people, those whose transit password waits for the first sign-in: they may be given another one. */
  unusedTransit(personIds: readonly string[]): Promise<string[]> {
    return this.transit.unused(personIds);
  }

  /**
   * Logins and transit passwords for many, hashed and not written: outside a transaction, half a minute for a school.
   * @param progress told how many are ready
   */
  prepareTransit(wanting: readonly TransitPerson[], progress: (done: number) => Promise<void>): Promise<PreparedTransit[]> {
    return this.transit.prepare(wanting, progress);
  }

  /** Writes what was prepared: accounts with the role of a pupil of the school or of a representative, or new transit passwords. */
  writeTransit(actor: Actor, schoolId: string, prepared: readonly PreparedTransit[]): Promise<void> {
    return this.transit.write(actor, schoolId, prepared);
  }

  /** At module init, by the module whose rule it is: asked before somebody ends such a role, whichever way. */
  guardRole(role: RoleCode, guard: RoleGuard): void {
    this.guards.register(role, guard);
  }

  /** Likewise: asked before somebody gives a role by hand. Roles modules give themselves (`assignRole`) are their own matter. */
  guardGiving(guard: GivingGuard): void {
    this.guards.registerGiving(guard);
  }

  /** Every assignment of the person, ended ones too. */
  rolesOf(personId: string): Promise<Assignment[]> {
    return this.roleRows.ofPerson(personId);
  }

  /** Checks a detached CMS signature over these bytes, now (EN-15). Not inside a transaction: it may ask another program. */
  checkSignature(cms: Buffer, data: Buffer): Promise<SignatureCheck> {
    return this.signatures.of(cms, data, this.clock.now());
  }
}
