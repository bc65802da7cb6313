import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import { Due } from '../../../../platform/due/index.js';
import { type Job, Jobs } from '../../../../platform/jobs/index.js';
import { Outbox } from '../../../../platform/outbox/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError } from '../../../../shared/domain-error.js';
import { AuditFacade } from '../../../audit/index.js';
import { SlipsOrdered } from '../../family.events.js';
import { codeScopeOf } from '../../family.policy.js';
import type { SlipOrder } from '../../slips.contracts.js';
import { SlipBatchRepository } from '../../persistence/slip-batch.repository.js';
import { IssueCodes } from '../codes/issue-codes.service.js';
import { SLIPS_OVER } from './slips-over.js';

const MADE_WITHIN_MS = 3600 * 1000;

/** Takes an order for slips; the worker makes them, since hashing a school's passwords takes half a minute (SC-10). */
@Injectable()
export class OrderSlips {
  constructor(
    private readonly issue: IssueCodes,
    private readonly batches: SlipBatchRepository,
    private readonly jobs: Jobs,
    private readonly outbox: Outbox,
    private readonly due: Due,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the job to ask about
   * @throws DomainError object.not_found outside the scope, `family.whole_school_by_office`, `family.logins_by_office`, `family.nobody_for_slips`, `family.slips_under_way`
   */
  @Transactional()
  async run(actor: Actor, what: SlipOrder): Promise<Job> {
    const { schoolId, homeroomOf } = codeScopeOf(actor);
    if (what.logins && homeroomOf !== null) throw new DomainError('family.logins_by_office');
    if ((await this.issue.recipientsOf(actor, what)).length === 0) throw new DomainError('family.nobody_for_slips');
    const at = this.clock.now();
    const id = await this.jobs.begin('family.slips', actor.personId);
    if (!await this.batches.insert({ id, schoolId, orderedBy: actor.personId, orderedAs: actor, what }, at)) throw new DomainError('family.slips_under_way');
    await this.due.plan({ kind: SLIPS_OVER, key: id, at: new Date(at.getTime() + MADE_WITHIN_MS), schoolId });
    await this.outbox.publish(SlipsOrdered, { batchId: id }, { schoolId });
    const { codesPerPupil, logins, target } = what;
    await this.audit.record(actor, { operation: 'family.order_slips', objectType: 'family.slips', objectId: id, schoolId, outcome: 'success', details: { codesPerPupil, logins, target } });
    return this.jobs.read(actor.personId, id);
  }
}
