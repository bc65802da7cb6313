import { randomInt } from 'node:crypto';
import { generateSync } from 'otplib';
import { SessionStarter } from '../../src/modules/identity/app/session-starter.js';
import { newTotpSecret } from '../../src/modules/identity/app/totp.js';
import { type Assignment, IdentityFacade, type NewAccount, type NewAssignment } from '../../src/modules/identity/index.js';
import { AccountsRepository } from '../../src/modules/identity/persistence/accounts.repository.js';
import type { Clock } from '../../src/shared/clock.js';
import type { PersonName } from '../../src/shared/identifiers/index.js';
import { newId } from '../../src/shared/ids.js';
import { needsSecondFactor, type RoleCode } from '../../src/shared/roles.js';

/** What the factories ask of a test's program: `TestApp` has it. */
export interface HasProviders {
  readonly clock: Clock;
  /** Where its requests come from. */
  readonly address?: string;
  get<T>(provider: abstract new (...args: never[]) => T): T;
}

export interface MadePerson {
  readonly id: string;
  readonly name: PersonName;
  readonly login: string;
  /** Set when one was asked for. */
  readonly password: string | null;
  readonly email: string;
  readonly phone: string;
  /** Base32; of staff and operators. */
  readonly totpSecret: string | null;
  readonly roles: readonly Assignment[];
}

/** A password that keeps the strict policy. */
export const GOOD_PASSWORD = 'Sorok2-vorony';

type Scope = Partial<Pick<NewAssignment, 'schoolId' | 'classId' | 'regionCode' | 'groupId'>>;

/**
 * A person with an account, proved contacts and no roles, confirmed by a school (ID-8) unless `confirmed` is false. Without
 * `password` nothing is hashed, and nobody signs in by one.
 */
export async function makePerson(app: HasProviders, { confirmed = true, ...spec }: Partial<NewAccount> & { confirmed?: boolean } = {}): Promise<MadePerson> {
  const n = `${newId().replaceAll('-', '').slice(6)}`;
  const name = spec.name ?? { family: 'Тестова', given: 'Анна', patronymic: 'Игоревна' };
  const login = spec.login ?? `user_${n}`;
  const email = spec.email ?? `${login}@example.ru`;
  const phone = spec.phone ?? `+79${String(randomInt(0, 1_000_000_000)).padStart(9, '0')}`;
  const { personId } = await app.get(IdentityFacade).createAccount(null, { contactsProved: true, ...spec, name, login, email, phone });
  if (confirmed) await app.get(IdentityFacade).confirmLevel(personId, { kind: 'passport', number: '4510123456' });
  return { id: personId, name, login, email, phone, password: spec.password ?? null, totpSecret: null, roles: [] };
}

/** A person in a role; staff and operators have an authenticator app. */
export async function makeStaff(app: HasProviders, role: RoleCode, scope: Scope = {}, spec: Partial<NewAccount> & { confirmed?: boolean } = {}): Promise<MadePerson> {
  const person = await makePerson(app, spec);
  const assignment = await giveRole(app, person.id, role, scope);
  if (!needsSecondFactor(role)) return { ...person, roles: [assignment] };
  const totpSecret = newTotpSecret();
  await app.get(IdentityFacade).provisionTotp(person.id, totpSecret);
  return { ...person, roles: [assignment], totpSecret };
}

export function giveRole(app: HasProviders, personId: string, role: RoleCode, scope: Scope = {}): Promise<Assignment> {
  return app.get(IdentityFacade).assignRole(null, { ...scope, personId, role });
}

/**
 * An access token of a new session, opened by the program itself: no password is hashed and no code used up.
 * @param acting the assignment to act in; otherwise the one acted in last, or the first
 */
export async function signIn(app: HasProviders, person: Pick<MadePerson, 'id' | 'totpSecret'>, acting?: Assignment): Promise<string> {
  if (acting !== undefined) await app.get(AccountsRepository).setLastAssignment(person.id, acting.id);
  const signedIn = await app.get(SessionStarter).start({
    personId: person.id, acr: person.totpSecret === null ? 'password' : 'second_factor', deviceName: null, origin: { ip: app.address ?? '127.0.0.1', userAgent: 'test', requestId: null },
  });
  return signedIn.accessToken;
}

/** The code an authenticator app shows now, or some steps of 30 s later: each works once. */
export function totpCode(app: HasProviders, secret: string, stepsLater = 0): string {
  return generateSync({ secret, epoch: Math.floor(app.clock.now().getTime() / 1000) + 30 * stepsLater });
}
