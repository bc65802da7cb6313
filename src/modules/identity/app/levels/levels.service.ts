import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import { Outbox } from '../../../../platform/outbox/index.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, notFound } from '../../../../shared/domain-error.js';
import { type AuditActor, AuditFacade } from '../../../audit/index.js';
import { LevelChanged } from '../../identity.events.js';
import { AccountsRepository } from '../../persistence/accounts.repository.js';
import { type LevelConfirmation, LevelConfirmationsRepository, type NewLevelConfirmation } from '../../persistence/levels/level-confirmations.repository.js';
import { LiveSessions } from '../live-sessions.js';

/** Writes what confirms an account, and what ends it (ID-8). Who may do it is the caller's question. */
@Injectable()
export class Levels {
  constructor(
    private readonly rows: LevelConfirmationsRepository,
    private readonly accounts: AccountsRepository,
    private readonly live: LiveSessions,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /**
   * The account counts as confirmed from the next request of every process on; its owner is told. One of the same kind that
   * stands is replaced.
   * @throws DomainError not found for a closed account, `level.evidence_taken`
   */
  @Transactional()
  async confirm(by: AuditActor | null, confirmation: NewLevelConfirmation): Promise<LevelConfirmation> {
    const { personId, method, provider = '' } = confirmation;
    const at = this.clock.now();
    const account = await this.accounts.findForUpdate(personId);
    if (account === null || account.status === 'closed') throw notFound();
    const former = await this.rows.standing(personId, method, provider);
    if (former !== null) await this.rows.end(former.id, 'replaced', confirmation.confirmedBy, null, at);
    const made = await this.rows.insert(confirmation, at);
    if (made === null) throw new DomainError('level.evidence_taken');
    await this.changed(by, made, 'confirmed');
    return made;
  }

  /** Brings in a confirmation made before this program: its owner knows of it. */
  @Transactional()
  async bring(confirmation: NewLevelConfirmation): Promise<void> {
    if (await this.rows.standing(confirmation.personId, confirmation.method, confirmation.provider) !== null) return;
    await this.rows.insert(confirmation, this.clock.now());
    this.live.revoke(confirmation.personId);
  }

  /** It counts no more: by a review, or because the portal says so no longer. False when it had ended. */
  @Transactional()
  async end(by: AuditActor | null, confirmation: LevelConfirmation, ground: 'portal_silent' | 'review', reason: string | null): Promise<boolean> {
    await this.accounts.findForUpdate(confirmation.personId);
    if (!await this.rows.end(confirmation.id, ground, ground === 'review' ? by?.personId ?? null : null, reason, this.clock.now())) return false;
    await this.changed(by, confirmation, ground);
    return true;
  }

  private async changed(by: AuditActor | null, { id, personId, method, provider }: LevelConfirmation, change: 'confirmed' | 'portal_silent' | 'review'): Promise<void> {
    await this.outbox.publish(LevelChanged, { personId, confirmationId: id, change, at: this.clock.now().toISOString() });
    await this.audit.record(by, {
      operation: change === 'confirmed' ? 'identity.level_confirmed' : 'identity.level_ended', objectType: 'person', objectId: personId, subjectId: personId,
      outcome: 'success', details: { confirmationId: id, method, provider, change },
    });
    this.live.revoke(personId);
  }
}
