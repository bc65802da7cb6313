import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../shared/domain-error.js';
import { readIdentifier } from '../domain/identifier.js';
import type { ChallengeDue, Origin, SignedIn } from '../identity.contracts.js';
import type { Reservation, TryKeys } from '../persistence/attempts.repository.js';
import { PeopleRepository } from '../persistence/people.repository.js';
import { type DeviceClaim, TrustedDevices } from './devices/trusted-devices.js';
import { ChallengesDue } from './factors/challenges-due.js';
import { PasswordHasher } from './password-hasher.js';
import { UnusualSignIns } from './security/unusual-sign-ins.js';
import { SessionStarter } from './session-starter.js';
import { Tries } from './tries.js';

export interface Credentials {
  readonly identifier: string;
  readonly password: string;
  readonly deviceName: string | null;
  /** What a trusted device is known by. */
  readonly deviceToken: string | null;
  readonly trustDevice: boolean;
}

type Keys = TryKeys & { readonly identifier: string };
type From = DeviceClaim & { readonly name: string | null };

/** Sign-in by identifier and password (ID-1, ID-9). Nothing in its answers or their time tells whether an account exists. */
@Injectable()
export class SignInService {
  constructor(
    private readonly tries: Tries,
    private readonly hasher: PasswordHasher,
    private readonly people: PeopleRepository,
    private readonly challenges: ChallengesDue,
    private readonly devices: TrustedDevices,
    private readonly unusual: UnusualSignIns,
    private readonly starter: SessionStarter,
  ) {}

  async signIn({ identifier, password, deviceName, deviceToken, trustDevice }: Credentials, origin: Origin): Promise<SignedIn | ChallengeDue> {
    const readings = readIdentifier(identifier);
    const aliases = readings.map((reading) => this.people.aliasKey(reading));
    const typed = aliases[0] ?? this.people.aliasKey({ kind: 'login', value: identifier.trim().toLowerCase() });
    const known = await this.devices.recognise(deviceToken, aliases);
    const keys = { ip: origin.ip, identifier: typed, aliases, ...(known === null ? {} : { personId: known.personId, device: known.id }) };
    const from = { name: deviceName, id: known?.id ?? null, trust: trustDevice };

    return this.tries.attempt(keys, (reservation) => this.evaluate(reservation, keys, password, from, origin));
  }

  private async evaluate(
    { personId, status, passwordHash, accountTry, proofDue }: Reservation, keys: Keys, password: string, from: From, origin: Origin,
  ): Promise<SignedIn | ChallengeDue> {
    // A locked account is checked against the dummy hash: it takes as long, and is never right.
    const right = await this.hasher.matches(password, accountTry === null || status === 'closed' ? null : passwordHash);
    if (!right || personId === null || status !== 'active') {
      const reason = personId !== null && accountTry === null ? 'locked' : status === 'blocked' || status === 'closed' ? 'blocked' : status === 'frozen' ? 'frozen' : 'wrong_password';
      await this.tries.failed({ personId, method: 'password', origin, deviceName: from.name, reason }, accountTry);
      throw new DomainError('auth.invalid_credentials');
    }
    const judgement = await this.unusual.judge(personId, from.id, origin);
    if (judgement === 'frozen') {
      await this.tries.failed({ personId, method: 'password', origin, deviceName: from.name, reason: 'frozen' }, accountTry);
      throw new DomainError('auth.invalid_credentials');
    }
    const known = { ...keys, personId };
    const shown = { personId, attemptKey: keys.identifier, deviceName: from.name, device: from };
    const due = (proofDue === true ? await this.challenges.proof(shown) : null) ?? await this.challenges.secondFactor(shown)
      // Somebody without a second factor proves an unusual sign-in by a code to their contact (ID-16).
      ?? (judgement === 'unusual' ? await this.challenges.proof(shown) : null);
    if (due !== null) {
      await this.tries.giveBack(known);
      return due;
    }
    const signedIn = await this.starter.start({ personId, acr: 'password', deviceName: from.name, device: from, origin });
    await this.tries.clear(known);
    return signedIn;
  }
}
