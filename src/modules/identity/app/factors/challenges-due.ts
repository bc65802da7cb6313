import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { newId } from '../../../../shared/ids.js';
import type { ChallengeDue, FactorKind } from '../../identity.contracts.js';
import { type Challenge, ChallengesRepository } from '../../persistence/challenges.repository.js';
import { FactorsRepository } from '../../persistence/factors.repository.js';
import { PeopleRepository } from '../../persistence/people.repository.js';
import { SessionsRepository } from '../../persistence/sessions.repository.js';
import { OneTimeCodes } from '../codes/one-time-codes.js';
import { WaysDown } from '../ways/ways-down.js';
import type { DeviceClaim } from '../devices/trusted-devices.js';

const CHALLENGE_MS = 5 * 60 * 1000;

/** Somebody whose first factor was right. */
export interface FirstFactorShown {
  readonly personId: string;
  /** Key of the typed identifier: its counter is cleared when they have come in. */
  readonly attemptKey: string | null;
  readonly deviceName: string | null;
  /** What is known of the device; missing for one nobody trusts, nor wants to. */
  readonly device?: DeviceClaim;
}

/** Which challenges are due, and what they can be answered with. */
@Injectable()
export class ChallengesDue {
  constructor(
    private readonly challenges: ChallengesRepository,
    private readonly factors: FactorsRepository,
    private readonly sessions: SessionsRepository,
    private readonly people: PeopleRepository,
    private readonly codes: OneTimeCodes,
    private readonly ways: WaysDown,
    private readonly clock: Clock,
  ) {}

  /** The second factor after the first one; null for somebody who has none on. */
  secondFactor(shown: FirstFactorShown): Promise<ChallengeDue | null> {
    return this.after(shown, 'sign_in');
  }

  /** A proof of identity by a proved contact, due after a lock and before any second factor (ID-9); null for somebody who has none. */
  proof(shown: FirstFactorShown): Promise<ChallengeDue | null> {
    return this.after(shown, 'proof');
  }

  /** Null for somebody who has no second factor to strengthen the session with. */
  async stepUp({ personId, sessionId }: Actor): Promise<ChallengeDue | null> {
    const session = await this.sessions.find(sessionId);
    return this.put({ kind: 'step_up', personId, sessionId, attemptKey: null, deviceName: null, deviceId: session?.deviceId ?? null, trustDevice: false });
  }

  /** What an open challenge can be answered with now. Codes by a channel that is marked down are left out, as long as anything else is left. */
  async methods(challenge: Pick<Challenge, 'kind' | 'personId' | 'sessionId'>): Promise<FactorKind[]> {
    return (await this.standing(challenge)).methods;
  }

  /** What is offered, and what of it would be but for a channel that is marked down (ID-6). */
  private async standing(challenge: Pick<Challenge, 'kind' | 'personId' | 'sessionId'>): Promise<{ methods: FactorKind[]; down: FactorKind[] }> {
    const all = await this.usable(challenge);
    if (!all.includes('sms') && !all.includes('email')) return { methods: all, down: [] };
    const marked = await this.ways.now();
    const down = all.filter((method) => marked.has(`channels/${method as 'sms' | 'email'}`));
    return { methods: down.length === all.length ? all : all.filter((method) => !down.includes(method)), down };
  }

  private async usable({ kind, personId, sessionId }: Pick<Challenge, 'kind' | 'personId' | 'sessionId'>): Promise<FactorKind[]> {
    if (kind !== 'proof') return this.factors.usable(personId, this.clock.now(), sessionId);
    const [person] = await this.people.find([personId]);
    const { phone = null, email = null } = person ?? {};
    return [...(phone !== null && this.codes.serves(phone) ? ['sms' as const] : []), ...(email === null ? [] : ['email' as const])];
  }

  private after({ personId, attemptKey, deviceName, device }: FirstFactorShown, kind: 'sign_in' | 'proof'): Promise<ChallengeDue | null> {
    return this.put({ kind, personId, sessionId: null, attemptKey, deviceName, deviceId: device?.id ?? null, trustDevice: device?.trust ?? false });
  }

  private async put(challenge: Omit<Challenge, 'id'>): Promise<ChallengeDue | null> {
    const { methods, down } = await this.standing(challenge);
    if (methods.length === 0) return null;
    const [id, now] = [newId(), this.clock.now()];
    const expiresAt = new Date(now.getTime() + CHALLENGE_MS);
    await this.challenges.insert({ id, ...challenge }, now, expiresAt);
    return { challenge: { id, methods, down, expiresAt } };
  }
}
