import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError } from '../../../shared/domain-error.js';
import { AuditFacade } from '../../audit/index.js';
import { judgeRefresh, TWIN_MS } from '../domain/refresh-token.js';
import type { Origin, SignedIn } from '../identity.contracts.js';
import { RefreshReused } from '../identity.events.js';
import { type HeldToken, SessionsRepository } from '../persistence/sessions.repository.js';
import { SignInsRepository } from '../persistence/sign-ins.repository.js';
import { LiveSessions } from './live-sessions.js';
import { hashToken, nextRefreshToken } from './refresh-token.js';
import { SignInFacts } from './sign-in-facts.js';

/** Rotation of refresh tokens (ID-11). */
@Injectable()
export class RefreshService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly signIns: SignInsRepository,
    private readonly facts: SignInFacts,
    private readonly live: LiveSessions,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /**
   * A new pair for the newest token; the same pair for its twin sent in parallel.
   * @throws DomainError `auth.refresh_invalid` for a dead or unknown token, and for one replaced before: that ends the session
   */
  async refresh(token: string, origin: Origin): Promise<SignedIn> {
    const arrivedAt = this.clock.now();
    const next = await this.rotate(token, arrivedAt, origin);
    if (next === null) throw new DomainError('auth.refresh_invalid');
    const heldFor = this.clock.now().getTime() - next.rotatedAt.getTime();
    // A little longer than a twin may take: timers fire up to a millisecond early.
    if (heldFor >= 0 && heldFor <= TWIN_MS) await wait(TWIN_MS + 3 - heldFor);
    return next.answer;
  }

  /** Null when the token is refused; what a reuse ends and tells is committed all the same. */
  @Transactional()
  protected async rotate(token: string, arrivedAt: Date, origin: Origin): Promise<{ answer: SignedIn; rotatedAt: Date } | null> {
    const hash = hashToken(token);
    const held = await this.sessions.hold(hash, arrivedAt);
    if (held === null || !held.live) return null;
    const verdict = judgeRefresh(held, held.newest, arrivedAt);
    if (verdict === 'reuse') {
      await this.endFamily(held, origin);
      return null;
    }
    const rotatedAt = verdict === 'twin' ? held.rotatedAt! : this.clock.now();
    const salt = verdict === 'twin' ? held.salt! : randomBytes(32);
    const next = nextRefreshToken(token, salt);
    if (verdict === 'rotate') {
      await this.sessions.rotate(hash, salt, held.sessionId, rotatedAt);
      await this.sessions.insertToken(hashToken(next), held.sessionId, held.generation + 1, rotatedAt);
    }
    return { answer: await this.facts.answer(held, rotatedAt, next), rotatedAt };
  }

  private async endFamily({ sessionId, personId }: HeldToken, origin: Origin): Promise<void> {
    const at = this.clock.now();
    await this.sessions.end(sessionId, personId, 'refresh_reused', at);
    const signInId = await this.signIns.insert({ personId, sessionId, method: 'refresh', origin, reason: 'refresh_reused' }, at);
    await this.outbox.publish(RefreshReused, { personId, sessionId, signInId, at: at.toISOString() });
    await this.audit.record({ ip: origin.ip, requestId: origin.requestId ?? undefined }, {
      operation: 'identity.refresh_reused', objectType: 'session', objectId: sessionId, subjectId: personId, outcome: 'success',
    });
    this.live.revoke(personId);
  }
}
