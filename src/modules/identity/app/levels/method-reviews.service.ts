import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { CONFIRMATION_METHODS, type ConfirmationMethod } from '../../../../shared/confirmation-method.js';
import { DomainError, notFound } from '../../../../shared/domain-error.js';
import { decodeCursor, type Page, pageOf } from '../../../../shared/page.js';
import { AuditFacade } from '../../../audit/index.js';
import { type ConfirmationFilter, LevelConfirmationsRepository } from '../../persistence/levels/level-confirmations.repository.js';
import { WithdrawnMethodsRepository } from '../../persistence/levels/withdrawn-methods.repository.js';
import { ConfirmationWays } from './confirmation-ways.js';
import { Levels } from './levels.service.js';
import type { LevelConfirmation } from './level-view.js';

/** A method, for one portal or bank or whole, with what hangs on it. */
export interface MethodState {
  readonly method: ConfirmationMethod;
  readonly provider: string;
  /** `off`: not in the configuration any more, or not set up. */
  readonly state: 'open' | 'withdrawn' | 'off';
  readonly reason: string | null;
  /** Confirmations that stand, and those of them that no review has kept since. */
  readonly standing: number;
  readonly unreviewed: number;
}

/** Methods of confirmation are withdrawn by an operator or by the configuration; what they have confirmed is looked at again (ID-8). */
@Injectable()
export class MethodReviews {
  constructor(
    private readonly rows: LevelConfirmationsRepository,
    private readonly withdrawn: WithdrawnMethodsRepository,
    private readonly ways: ConfirmationWays,
    private readonly levels: Levels,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  async methods(): Promise<MethodState[]> {
    const [configured, withdrawn, counts] = [this.ways.configured(), await this.withdrawn.all(), await this.rows.counts()];
    const keys = new Map([...configured.map((w) => ({ method: w.method, provider: w.provider?.id ?? '' })), ...withdrawn, ...counts, ...CONFIRMATION_METHODS.map((method) => ({ method, provider: '' }))]
      .map(({ method, provider }) => [`${method} ${provider}`, { method, provider }]));
    return [...keys.values()].sort((a, b) => CONFIRMATION_METHODS.indexOf(a.method) - CONFIRMATION_METHODS.indexOf(b.method) || a.provider.localeCompare(b.provider))
      .map(({ method, provider }) => {
        const taken = withdrawn.find((w) => w.method === method && (w.provider === '' || w.provider === provider));
        const isOn = configured.some((w) => w.method === method && (provider === '' || (w.provider?.id ?? '') === provider));
        const { standing = 0, unreviewed = 0 } = counts.find((c) => c.method === method && c.provider === provider) ?? {};
        return { method, provider, state: taken !== undefined ? 'withdrawn' : isOn ? 'open' : 'off', reason: taken?.reason ?? null, standing, unreviewed };
      });
  }

  /** Nobody is confirmed by it from now on; what it has confirmed stands until it is reviewed. @throws DomainError `level.withdrawn_already` */
  @Transactional()
  async withdraw(actor: Actor, method: ConfirmationMethod, provider: string, reason: string): Promise<void> {
    if (!await this.withdrawn.insert({ method, provider, withdrawnAt: this.clock.now(), reason }, actor.personId)) throw new DomainError('level.withdrawn_already');
    await this.record(actor, 'identity.method_withdrawn', { method, provider });
  }

  /** @throws DomainError not found when it was not withdrawn */
  @Transactional()
  async restore(actor: Actor, method: ConfirmationMethod, provider: string): Promise<void> {
    if (!await this.withdrawn.remove(method, provider)) throw notFound();
    await this.record(actor, 'identity.method_restored', { method, provider });
  }

  /** Confirmations that stand, oldest first. */
  async list(filter: ConfirmationFilter, limit: number, cursor?: string): Promise<Page<LevelConfirmation>> {
    const after = decodeCursor(cursor, 2) as [string, string] | null;
    return pageOf(await this.rows.standingBy(filter, limit, after), limit, (c) => [c.confirmedAt.toISOString(), c.id]);
  }

  /** It counts on, though its method does not. @throws DomainError not found, `level.confirmation_over` */
  @Transactional()
  async keep(actor: Actor, id: string, reason: string): Promise<LevelConfirmation> {
    await this.needed(id);
    if (!await this.rows.keep(id, actor.personId, reason, this.clock.now())) throw new DomainError('level.confirmation_over');
    const kept = (await this.rows.find(id))!;
    await this.audit.record(actor, { operation: 'identity.level_kept', objectType: 'person', objectId: kept.personId, subjectId: kept.personId, outcome: 'success', details: { confirmationId: id } });
    return kept;
  }

  /** It counts no more: the owner is told, and the diary closes where nothing else confirms them. @throws DomainError not found, `level.confirmation_over` */
  @Transactional()
  async revoke(actor: Actor, id: string, reason: string): Promise<LevelConfirmation> {
    if (!await this.levels.end(actor, await this.needed(id), 'review', reason)) throw new DomainError('level.confirmation_over');
    return (await this.rows.find(id))!;
  }

  private async needed(id: string): Promise<LevelConfirmation> {
    const confirmation = await this.rows.find(id);
    if (confirmation === null) throw notFound();
    return confirmation;
  }

  private record(actor: Actor, operation: string, details: Readonly<Record<string, string>>): Promise<void> {
    return this.audit.record(actor, { operation, objectType: 'confirmation_method', outcome: 'success', details });
  }
}
