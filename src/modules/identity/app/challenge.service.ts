import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError } from '../../../shared/domain-error.js';
import { newId } from '../../../shared/ids.js';
import type { ChallengeDue, Origin, SignedIn } from '../identity.contracts.js';
import { type Challenge, ChallengesRepository } from '../persistence/challenges.repository.js';
import { FactorsRepository } from '../persistence/factors.repository.js';
import { SessionsRepository } from '../persistence/sessions.repository.js';
import { LiveSessions } from './live-sessions.js';
import { SessionStarter } from './session-starter.js';
import { SignInFacts } from './sign-in-facts.js';
import { CHALLENGE_MS } from './sign-in.service.js';
import { TotpCheck } from './totp-check.js';
import { Tries } from './tries.js';

/** Second factors that are due: at sign-in, and where an act asks for one (step-up). */
@Injectable()
export class ChallengeService {
  constructor(
    private readonly challenges: ChallengesRepository,
    private readonly factors: FactorsRepository,
    private readonly sessions: SessionsRepository,
    private readonly totp: TotpCheck,
    private readonly tries: Tries,
    private readonly starter: SessionStarter,
    private readonly facts: SignInFacts,
    private readonly live: LiveSessions,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `identity.no_factor` for somebody who has none */
  async stepUp(actor: Actor): Promise<ChallengeDue> {
    if (!await this.factors.isEnrolled(actor.personId)) throw new DomainError('identity.no_factor');
    const now = this.clock.now();
    const id = newId();
    const expiresAt = new Date(now.getTime() + CHALLENGE_MS);
    await this.challenges.insert({ id, kind: 'step_up', personId: actor.personId, sessionId: actor.sessionId, attemptKey: null, deviceName: null }, now, expiresAt);
    return { challenge: { id, methods: ['totp'], expiresAt } };
  }

  /** Wrong codes count against the account like wrong passwords do (ID-9). */
  async verify(id: string, code: string, origin: Origin): Promise<SignedIn> {
    const challenge = await this.challenges.open(id, this.clock.now());
    if (challenge === null) throw new DomainError('auth.challenge_over');
    const { personId, attemptKey, deviceName } = challenge;
    await this.totp.check(personId, code, origin, deviceName);
    const signedIn = await this.pass(challenge, origin);
    await this.tries.clear({ ip: origin.ip, identifier: attemptKey, personId });
    return signedIn;
  }

  @Transactional()
  protected async pass(challenge: Challenge, origin: Origin): Promise<SignedIn> {
    const at = this.clock.now();
    if (!await this.challenges.use(challenge.id, at)) throw new DomainError('auth.challenge_over');
    const { personId, deviceName, sessionId } = challenge;
    if (sessionId === null) return this.starter.start({ personId, acr: 'second_factor', deviceName, origin });
    await this.sessions.strengthen(sessionId);
    this.live.revoke(personId);
    const session = await this.sessions.find(sessionId);
    return this.facts.answer({ sessionId, personId, assignmentId: session?.assignmentId ?? null, acr: 'second_factor' }, at);
  }
}
