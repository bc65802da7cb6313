import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import { Outbox } from '../../../../platform/outbox/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import { ApprovalAsked } from '../../identity.events.js';
import { AccountsRepository } from '../../persistence/accounts.repository.js';
import { ApprovalsRepository } from '../../persistence/factors/approvals.repository.js';
import { FactorRowsRepository } from '../../persistence/factors/factor-rows.repository.js';
import { FactorChanges } from './factor-changes.js';
import type { Attempt, Begun, FactorMethod, Refusal } from './factor-method.js';

/** A person's devices are not asked more often in an hour: nobody shall confirm to be left in peace. */
const ASKS = 5;
const HOUR_MS = 3600 * 1000;

/** Confirmation on another signed-in device of the same person: they enter there the number they see here. */
@Injectable()
export class PushFactor implements FactorMethod {
  readonly kind = 'push';
  readonly wants = 'nothing';

  constructor(
    private readonly rows: FactorRowsRepository,
    private readonly approvals: ApprovalsRepository,
    private readonly accounts: AccountsRepository,
    private readonly changes: FactorChanges,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** On at once, on every device that is signed in with a second factor. @throws DomainError `identity.no_factor` for somebody without another factor */
  @Transactional()
  async enrol(actor: Actor, label: string): Promise<string> {
    await this.changes.allowBeside(actor);
    const [{ personId }, at] = [actor, this.clock.now()];
    await this.rows.removeAll(personId, this.kind);
    const id = await this.rows.putPending(personId, this.kind, label, {}, at);
    await this.rows.confirm({ id, personId }, {}, at);
    await this.changes.tell(actor, personId, this.kind, 'enrolled', id);
    return id;
  }

  /** Asked again it is the same number. @throws DomainError `auth.too_many` when the devices were asked too often */
  @Transactional()
  async begin({ challengeId, personId, expiresAt, origin }: Attempt): Promise<Begun> {
    await this.accounts.findForUpdate(personId); // parallel asks are counted one after another
    const asked = await this.approvals.ofChallenge(challengeId);
    if (asked !== null) return { expiresAt, number: asked.number };
    const createdAt = this.clock.now();
    const recent = await this.approvals.askedSince(personId, new Date(createdAt.getTime() - HOUR_MS));
    if (recent.length >= ASKS) {
      const retryAfter = Math.ceil((recent[recent.length - ASKS]!.getTime() + HOUR_MS - createdAt.getTime()) / 1000);
      throw new DomainError('auth.too_many', { minutes: Math.ceil(retryAfter / 60) }, { retryAfter });
    }
    const [id, number] = [newId(), String(randomInt(10, 100))];
    await this.approvals.insert({ id, challengeId, personId, number, ip: origin.ip, userAgent: origin.userAgent, createdAt, expiresAt });
    await this.outbox.publish(ApprovalAsked, { personId, approvalId: id, at: createdAt.toISOString() });
    return { expiresAt, number };
  }

  /** @throws DomainError `auth.approval_pending` until it is decided, `auth.approval_declined` */
  async ready({ challengeId }: Attempt): Promise<void> {
    const state = (await this.approvals.ofChallenge(challengeId))?.state ?? 'pending';
    if (state !== 'approved') throw new DomainError(`auth.approval_${state}`);
  }

  /** Only asked once it is approved; the challenge is good for one sign-in. */
  async verify({ challengeId }: Attempt): Promise<Refusal | null> {
    return (await this.approvals.ofChallenge(challengeId))?.state === 'approved' ? null : { reason: 'declined' };
  }
}
