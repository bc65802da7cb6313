import { Injectable } from '@nestjs/common';
import { AuditFacade } from '../../../audit/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { notFound } from '../../../../shared/domain-error.js';
import { OverseenSchools, overseerOf, requireWholeRegion } from '../../groups/app/overseen-schools.js';
import { ConfirmationRepository, EVERYWHERE } from '../persistence/confirmation.repository.js';
import type { ConfirmationRule } from '../staff.model.js';

export interface SchoolRule extends ConfirmationRule {
  /** Who confirms now. */
  readonly confirmedBy: 'regional_coordinator' | 'operator';
  /** Appointments of the school that wait. */
  readonly waiting: number;
}

/** Whether appointments wait (SC-5): they do, unless the region waives it for all its schools or for one. */
@Injectable()
export class ConfirmationRules {
  constructor(private readonly rows: ConfirmationRepository, private readonly overseen: OverseenSchools, private readonly audit: AuditFacade, private readonly clock: Clock) {}

  /** For the staff of the school, and for whoever oversees it. @throws DomainError not found */
  async ofSchool(actor: Actor, schoolId: string): Promise<SchoolRule> {
    const rule = await this.rows.rule(schoolId);
    if (rule === null || (actor.schoolId !== schoolId && !(await this.overseen.includes(actor, schoolId)))) throw notFound();
    return this.withQueue(schoolId, rule);
  }

  /** @param required null: as the region. What waits already goes on waiting. @throws DomainError not found */
  @Transactional()
  async setSchool(actor: Actor, schoolId: string, required: boolean | null): Promise<SchoolRule> {
    const rule = await this.rows.rule(schoolId);
    if (rule === null || !(await this.overseen.includes(actor, schoolId))) throw notFound();
    await this.rows.setSchool(schoolId, required);
    await this.audit.record(actor, { operation: 'schools.require_staff_confirmation', objectType: 'school', objectId: schoolId, schoolId, outcome: 'success', details: { required } });
    return this.withQueue(schoolId, (await this.rows.rule(schoolId))!);
  }

  /** @throws DomainError not found */
  async ofRegion(actor: Actor, code: string): Promise<boolean> {
    const { regionCode } = overseerOf(actor);
    if (regionCode !== null && regionCode !== code) throw notFound();
    const required = await this.rows.ofRegion(code);
    if (required === null) throw notFound();
    return required;
  }

  /** For every school of the region without a word of its own. @throws DomainError not found, `schools.whole_region_only` */
  @Transactional()
  async setRegion(actor: Actor, code: string, required: boolean): Promise<void> {
    await this.ofRegion(actor, code);
    requireWholeRegion(actor);
    await this.rows.setRegion(code, required);
    await this.audit.record(actor, { operation: 'schools.require_staff_confirmation', objectType: 'region', outcome: 'success', details: { code, required } });
  }

  private async withQueue(schoolId: string, rule: ConfirmationRule): Promise<SchoolRule> {
    const at = this.clock.now();
    const waiting = await this.rows.waiting({ ...EVERYWHERE, schoolId }, at);
    return { ...rule, confirmedBy: (await this.rows.isCoordinated(schoolId, at)) ? 'regional_coordinator' : 'operator', waiting: waiting?.positions ?? 0 };
  }
}
