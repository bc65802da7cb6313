import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError } from '../../../shared/domain-error.js';
import { AuditFacade } from '../../audit/index.js';
import type { ChallengeDue, FactorKind, Origin, SignedIn } from '../identity.contracts.js';
import { type Challenge, ChallengesRepository } from '../persistence/challenges.repository.js';
import { SessionsRepository } from '../persistence/sessions.repository.js';
import { ChallengesDue } from './factors/challenges-due.js';
import { FactorCheck } from './factors/factor-check.js';
import type { Attempt, Begun, FactorAnswer, FactorMethod } from './factors/factor-method.js';
import { FactorMethods } from './factors/factor-methods.js';
import { LiveSessions } from './live-sessions.js';
import { SessionStarter } from './session-starter.js';
import { SignInFacts } from './sign-in-facts.js';
import { Tries } from './tries.js';

/** Answers to challenges: second factors at sign-in and where an act asks for one (step-up), proofs of identity after a lock. */
@Injectable()
export class ChallengeService {
  constructor(
    private readonly challenges: ChallengesRepository,
    private readonly due: ChallengesDue,
    private readonly methods: FactorMethods,
    private readonly checks: FactorCheck,
    private readonly sessions: SessionsRepository,
    private readonly tries: Tries,
    private readonly starter: SessionStarter,
    private readonly facts: SignInFacts,
    private readonly live: LiveSessions,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `identity.no_factor` for somebody who has none */
  async stepUp(actor: Actor): Promise<ChallengeDue> {
    const due = await this.due.stepUp(actor);
    if (due === null) throw new DomainError('identity.no_factor');
    return due;
  }

  /** What is needed to answer by the method: a code is sent, something to sign is made, another device is asked. */
  async send(id: string, kind: FactorKind, origin: Origin): Promise<Begun> {
    const { method, attempt } = await this.open(id, kind, origin);
    return await method.begin?.(attempt) ?? { expiresAt: attempt.expiresAt };
  }

  /** Wrong answers count against the account like wrong passwords do. After a proof of identity the second factor is still due (ID-9). */
  async verify(id: string, kind: FactorKind, answer: FactorAnswer, origin: Origin): Promise<SignedIn | ChallengeDue> {
    const { method, attempt, challenge } = await this.open(id, kind, origin);
    await this.checks.check(method, attempt, answer);
    const result = await this.pass(challenge, kind, origin);
    await this.tries.clear({ ip: origin.ip, identifier: challenge.attemptKey, personId: challenge.personId, device: challenge.deviceId ?? undefined });
    return result;
  }

  private async open(id: string, kind: FactorKind, origin: Origin): Promise<{ method: FactorMethod; attempt: Attempt; challenge: Challenge }> {
    const challenge = await this.challenges.open(id, this.clock.now());
    if (challenge === null) throw new DomainError('auth.challenge_over');
    const methods = await this.due.methods(challenge);
    if (!methods.includes(kind)) throw new DomainError('auth.method_not_offered', { methods }, { methods });
    return { method: this.methods.get(kind), attempt: { ...challenge, challengeId: id, origin }, challenge };
  }

  @Transactional()
  protected async pass(challenge: Challenge, method: FactorKind, origin: Origin): Promise<SignedIn | ChallengeDue> {
    const at = this.clock.now();
    if (!await this.challenges.use(challenge.id, at)) throw new DomainError('auth.challenge_over');
    const { kind, personId, deviceName, sessionId } = challenge;
    const device = { id: challenge.deviceId, trust: challenge.trustDevice };
    if (kind === 'proof') return await this.due.secondFactor({ ...challenge, device }) ?? this.starter.start({ personId, acr: 'password', method, deviceName, device, origin });
    if (sessionId === null) return this.starter.start({ personId, acr: 'second_factor', method, deviceName, device, origin });
    await this.sessions.strengthen(sessionId, at);
    this.live.revoke(personId);
    await this.audit.record({ personId, sessionId, ip: origin.ip, requestId: origin.requestId ?? undefined }, {
      operation: 'identity.step_up', objectType: 'session', objectId: sessionId, subjectId: personId, outcome: 'success', details: { method },
    });
    const session = await this.sessions.find(sessionId);
    return this.facts.answer({ sessionId, personId, assignmentId: session?.assignmentId ?? null, acr: 'second_factor', strongAt: at }, at);
  }
}
