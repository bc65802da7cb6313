import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import { Due } from '../../../../platform/due/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, notFound } from '../../../../shared/domain-error.js';
import { AuditFacade } from '../../../audit/index.js';
import { codeScopeOf } from '../../family.policy.js';
import { LinkingCodeRepository } from '../../persistence/linking-code.repository.js';
import { SlipBatchRepository } from '../../persistence/slip-batch.repository.js';
import { SLIPS_OVER } from './slips-over.js';

/** Gives slips out once, to who ordered them; what nobody takes within a day is destroyed, and its codes with it (SC-10). */
@Injectable()
export class TakeSlips {
  constructor(
    private readonly batches: SlipBatchRepository,
    private readonly codes: LinkingCodeRepository,
    private readonly due: Due,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError object.not_found for slips somebody else ordered, `family.slips_not_ready`, `family.slips_gone` */
  @Transactional()
  async take(actor: Actor, id: string): Promise<Buffer> {
    const { schoolId } = codeScopeOf(actor);
    const batch = await this.batches.read(schoolId, id);
    if (batch === null || batch.orderedBy !== actor.personId) throw notFound();
    const pdf = await this.batches.take(schoolId, id, this.clock.now());
    if (pdf === null) throw new DomainError(batch.state === 'ordered' ? 'family.slips_not_ready' : 'family.slips_gone');
    await this.due.cancel(SLIPS_OVER, id);
    await this.audit.record(actor, { operation: 'family.take_slips', objectType: 'family.slips', objectId: id, schoolId, outcome: 'success' });
    return pdf;
  }

  /** @returns false when they were taken or ended before */
  @Transactional()
  async over(schoolId: string, id: string): Promise<boolean> {
    const batch = await this.batches.read(schoolId, id);
    if (batch === null || !await this.batches.end(schoolId, id, 'expired')) return false;
    await this.codes.revokeBatch(schoolId, id, batch.orderedBy, this.clock.now());
    return true;
  }
}
