import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import { Outbox } from '../../../../platform/outbox/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, notFound } from '../../../../shared/domain-error.js';
import type { SchoolStatus } from '../../schools.contracts.js';
import { SchoolOpened } from '../../schools.events.js';
import { Today } from '../../structure/app/today.js';
import { SchoolRepository } from '../persistence/school.repository.js';
import { type Opening, TrialRepository } from '../persistence/trial.repository.js';
import { type TrialCheck, TrialChecks } from './trial-checks.js';

export interface Trial {
  readonly status: SchoolStatus;
  readonly checks: readonly { readonly check: TrialCheck; readonly met: boolean }[];
  /** Null while it has not been opened. */
  readonly opening: Opening | null;
}

/** A new school runs for its staff only, until one act opens it to families (SC-4). */
@Injectable()
export class TrialMode implements OnModuleInit {
  constructor(
    private readonly checks: TrialChecks,
    private readonly trials: TrialRepository,
    private readonly schools: SchoolRepository,
    private readonly today: Today,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.checks.register('roster', async (schoolId) => this.trials.hasRoster(schoolId, await this.today.in(schoolId)));
  }

  async read(schoolId: string): Promise<Trial> {
    const school = await this.schools.byId(schoolId);
    if (school === null) throw notFound();
    return { status: school.status, checks: await this.checks.of(schoolId), opening: await this.trials.opening(schoolId) };
  }

  /**
   * @param reason why it is opened though not everything has been tried
   * @throws DomainError `schools.not_in_trial`; `schools.trial_unfinished` with what has not been tried
   */
  @Transactional()
  async open(actor: Actor, schoolId: string, reason: string | null): Promise<Trial> {
    const { status, checks } = await this.read(schoolId);
    if (status !== 'trial') throw new DomainError('schools.not_in_trial');
    const unmet = checks.filter((c) => !c.met).map((c) => c.check);
    if (unmet.length > 0 && reason === null) throw new DomainError('schools.trial_unfinished', { unmet }, { unmet });
    if ((await this.trials.open(schoolId)) === 0) throw new DomainError('schools.not_in_trial');
    await this.trials.record(schoolId, { openedAt: this.clock.now(), openedBy: actor.personId, unmet, reason: unmet.length > 0 ? reason : null });
    await this.audit.record(actor, { operation: 'schools.open', objectType: 'school', objectId: schoolId, schoolId, outcome: 'success', details: { unmet } });
    await this.outbox.publish(SchoolOpened, { schoolId }, { schoolId });
    return this.read(schoolId);
  }
}
