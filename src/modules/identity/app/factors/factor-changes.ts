import { Injectable } from '@nestjs/common';
import { needStepUp } from '../../../../platform/auth/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import { Outbox } from '../../../../platform/outbox/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, notFound } from '../../../../shared/domain-error.js';
import { needsSecondFactor } from '../../../../shared/roles.js';
import { AuditFacade } from '../../../audit/index.js';
import { type Factor, FACTOR_KINDS, type FactorKind, type SignedIn } from '../../identity.contracts.js';
import { FactorsChanged } from '../../identity.events.js';
import { AccountsRepository } from '../../persistence/accounts.repository.js';
import { FactorRowsRepository } from '../../persistence/factors/factor-rows.repository.js';
import { RecoveryCodesRepository } from '../../persistence/factors/recovery-codes.repository.js';
import { TotpFactorsRepository } from '../../persistence/factors/totp-factors.repository.js';
import { FactorsRepository } from '../../persistence/factors.repository.js';
import { RolesRepository } from '../../persistence/roles.repository.js';
import { SessionsRepository } from '../../persistence/sessions.repository.js';
import { LiveSessions } from '../live-sessions.js';
import { SignInFacts, validAt } from '../sign-in-facts.js';

/** What every change of one's own second factors has in common: the step-up, the sessions that end, the notice, the audit. */
@Injectable()
export class FactorChanges {
  constructor(
    private readonly factors: FactorsRepository,
    private readonly totp: TotpFactorsRepository,
    private readonly rows: FactorRowsRepository,
    private readonly recovery: RecoveryCodesRepository,
    private readonly accounts: AccountsRepository,
    private readonly roles: RolesRepository,
    private readonly sessions: SessionsRepository,
    private readonly facts: SignInFacts,
    private readonly live: LiveSessions,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  list(actor: Actor): Promise<Factor[]> {
    return this.factors.list(actor.personId);
  }

  /**
   * Somebody at a forgotten session, or with the password alone, must not change factors.
   * @throws DomainError `auth.step_up_needed` when a factor exists and this session has not shown one lately
   */
  async allow(actor: Actor): Promise<void> {
    if (await this.factors.isEnrolled(actor.personId)) needStepUp(actor, this.clock.now());
  }

  /** For what only stands beside another factor. @throws DomainError `identity.no_factor`, `auth.step_up_needed` */
  async allowBeside(actor: Actor): Promise<void> {
    if (!await this.factors.isEnrolled(actor.personId)) throw new DomainError('identity.no_factor');
    needStepUp(actor, this.clock.now());
  }

  /** A factor counts from now on: this session is strengthened, all others end. */
  @Transactional()
  async enrolled(actor: Actor, kind: FactorKind, id: string): Promise<SignedIn> {
    const { personId, sessionId, assignmentId } = actor;
    const at = this.clock.now();
    await this.sessions.strengthen(sessionId, at);
    await this.sessions.endOthers(personId, sessionId, 'factor_changed', at);
    await this.tell(actor, personId, kind, 'enrolled', id);
    return this.facts.answer({ sessionId, personId, assignmentId, acr: 'second_factor', strongAt: at }, at);
  }

  /**
   * Not found for one of somebody else. With the last factor go push and recovery codes, which only stand beside one.
   * @throws DomainError `identity.factor_required` for the last one of staff and operators
   */
  @Transactional()
  async remove(actor: Actor, named: string, id: string): Promise<void> {
    const { personId } = actor;
    const kind = FACTOR_KINDS.find((known) => known === named);
    if (kind === undefined) throw notFound();
    await this.accounts.findForUpdate(personId); // two removals at once must not both leave the other one
    await this.allow(actor);
    const removed = kind === 'totp' ? await this.totp.remove(id, personId)
      : kind === 'recovery' ? id === personId && await this.recovery.remove(personId) : await this.rows.remove(personId, kind, id);
    if (!removed) throw notFound();
    const roles = validAt(await this.roles.ofPerson(personId), this.clock.now());
    if (roles.some((a) => needsSecondFactor(a.role)) && !await this.factors.isEnoughForStaff(personId)) throw new DomainError('identity.factor_required');
    if (!await this.factors.isEnrolled(personId)) {
      await this.rows.removeAll(personId, 'push');
      await this.recovery.remove(personId);
    }
    await this.tell(actor, personId, kind, 'removed', id);
  }

  /** The owner is told, the change is in the log, every process looks again. @param actor null for the system */
  async tell(actor: Actor | null, personId: string, kind: FactorKind, change: 'enrolled' | 'removed' | 'renewed', id: string): Promise<void> {
    await this.outbox.publish(FactorsChanged, { personId, at: this.clock.now().toISOString(), change });
    await this.audit.record(actor, { operation: `identity.factor_${change}`, objectType: 'second_factor', objectId: id, subjectId: personId, outcome: 'success', details: { kind } });
    this.live.revoke(personId);
  }
}
