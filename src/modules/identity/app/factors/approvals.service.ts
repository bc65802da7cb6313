import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, notFound } from '../../../../shared/domain-error.js';
import { AuditFacade } from '../../../audit/index.js';
import type { Origin } from '../../identity.contracts.js';
import { type Approval, ApprovalsRepository } from '../../persistence/factors/approvals.repository.js';
import { Tries } from '../tries.js';

export type { Approval };

/** Confirmations that one's other devices ask for. A session confirms what others ask, never itself. */
@Injectable()
export class ApprovalsService {
  constructor(
    private readonly approvals: ApprovalsRepository,
    private readonly tries: Tries,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  list({ personId, sessionId }: Actor): Promise<Approval[]> {
    return this.approvals.open(personId, sessionId, this.clock.now());
  }

  /**
   * @param number what the other device shows; a wrong one declines the sign-in, for whoever confirms does not see it
   * @throws DomainError `identity.wrong_number`, `identity.weak_session` for a session opened with a password alone
   */
  async approve(actor: Actor, id: string, number: string, origin: Origin): Promise<void> {
    if (actor.acr !== 'second_factor') throw new DomainError('identity.weak_session');
    if (await this.decide(actor, id, (approval) => approval.number === number.trim(), origin) === 'declined') throw new DomainError('identity.wrong_number');
  }

  async decline(actor: Actor, id: string, origin: Origin): Promise<void> {
    await this.decide(actor, id, () => false, origin);
  }

  /** Not found for one of somebody else, one that is over, and one this very session asks for. */
  @Transactional()
  protected async decide(actor: Actor, id: string, isRight: (approval: Approval) => boolean, origin: Origin): Promise<'approved' | 'declined'> {
    const { personId, sessionId } = actor;
    const at = this.clock.now();
    const approval = await this.approvals.hold(id, personId, sessionId, at);
    if (approval === null) throw notFound();
    const state = isRight(approval) ? 'approved' : 'declined';
    await this.approvals.decide(id, state, sessionId, at);
    await this.audit.record(actor, { operation: `identity.approval_${state}`, objectType: 'approval', objectId: id, subjectId: personId, outcome: 'success' });
    // In the history stands where the declined sign-in came from.
    const from = { ip: approval.ip, userAgent: approval.userAgent, requestId: origin.requestId };
    if (state === 'declined') await this.tries.failed({ personId, method: 'push', origin: from, reason: 'declined' }, null);
    return state;
  }
}
