import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import { isCalendarDate } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, type FieldError, InvalidInput } from '../../../shared/domain-error.js';
import { parseEmail, parsePhone, parseSnils } from '../../../shared/identifiers/index.js';
import { newId } from '../../../shared/ids.js';
import { AuditFacade } from '../../audit/index.js';
import { type Identifier, parseLogin } from '../domain/identifier.js';
import type { NewAccount } from '../identity.contracts.js';
import { AccountsRepository } from '../persistence/accounts.repository.js';
import { PeopleRepository } from '../persistence/people.repository.js';
import { PasswordHasher } from './password-hasher.js';
import { PasswordRules } from './passwords/password-rules.js';

interface Parsed {
  readonly snils: string | null;
  readonly login: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/** Makes a person with an account (ID-1). */
@Injectable()
export class CreateAccountService {
  constructor(
    private readonly people: PeopleRepository,
    private readonly accounts: AccountsRepository,
    private readonly hasher: PasswordHasher,
    private readonly rules: PasswordRules,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  async create(actor: Actor | null, account: NewAccount): Promise<{ personId: string }> {
    const parsed = parse(account);
    if (account.password !== undefined && account.transit !== true) {
      const problems = this.rules.ofNew(account.password, { ...parsed, name: account.name, birthDate: account.birthDate ?? null });
      InvalidInput.throwIfAny(problems.map((problem) => ({ pointer: '/password', ...problem })));
    }
    // Hashed before the transaction: it takes long, and needs no row.
    const hash = account.password === undefined ? account.passwordHash ?? null : await this.hasher.hash(account.password);
    return this.insert(actor, account, parsed, hash);
  }

  @Transactional()
  protected async insert(actor: Actor | null, account: NewAccount, { snils, login, email, phone }: Parsed, hash: string | null): Promise<{ personId: string }> {
    const at = this.clock.now();
    const personId = account.personId ?? newId();
    const own: Identifier[] = [];
    if (snils !== null) own.push({ kind: 'snils', value: snils });
    if (login !== null) own.push({ kind: 'login', value: login });
    const taken = await this.people.takenAliases(own);
    if (taken.length > 0) throw new DomainError('identity.alias_taken', { kinds: taken }, { kinds: taken });

    await this.people.insert({ id: personId, name: account.name, birthDate: account.birthDate ?? null, snils }, at);
    await this.accounts.insert({ personId, login, passwordHash: null, transit: account.transit ?? false, locale: account.locale ?? 'ru' }, at);
    if (hash !== null) await this.accounts.setPassword(personId, hash, account.transit ?? false, at);
    const proved = account.contactsProved === true;
    for (const contact of [{ kind: 'email', value: email }, { kind: 'phone', value: phone }] as const) {
      if (contact.value === null) continue;
      await this.people.insertContact(personId, contact.kind, contact.value, proved ? at : null);
      // A contact shared with somebody else (parents with one phone) still takes notices, but signs in only its first owner.
      if (proved) await this.people.insertAlias(personId, { kind: contact.kind, value: contact.value });
    }
    for (const identifier of own) {
      if (!await this.people.insertAlias(personId, identifier)) throw new DomainError('identity.alias_taken', { kinds: [identifier.kind] }, { kinds: [identifier.kind] });
    }
    await this.audit.record(actor, { operation: 'identity.create_account', objectType: 'person', objectId: personId, subjectId: personId, outcome: 'success' });
    return { personId };
  }
}

/** @throws InvalidInput naming every wrong field */
function parse(account: NewAccount): Parsed {
  const errors: FieldError[] = [];
  const read = (pointer: string, code: string, typed: string | null | undefined, parser: (text: string) => string | null): string | null => {
    if (typed === undefined || typed === null || typed.trim() === '') return null;
    const value = parser(typed);
    if (value === null) errors.push({ pointer, code });
    return value;
  };
  if (account.name.family.trim() === '') errors.push({ pointer: '/name/family', code: 'identity.name' });
  if (account.name.given.trim() === '') errors.push({ pointer: '/name/given', code: 'identity.name' });
  if (account.birthDate != null && !isCalendarDate(account.birthDate)) errors.push({ pointer: '/birthDate', code: 'identity.birth_date' });
  const parsed = {
    snils: read('/snils', 'identity.snils', account.snils, parseSnils),
    login: read('/login', 'identity.login', account.login, parseLogin),
    email: read('/email', 'identity.email', account.email, parseEmail),
    phone: read('/phone', 'identity.phone', account.phone, parsePhone),
  };
  InvalidInput.throwIfAny(errors);
  return parsed;
}
