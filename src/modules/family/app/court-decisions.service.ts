import { Injectable } from '@nestjs/common';
import { SchoolAccess } from '../../../platform/auth/index.js';
import { Transactional } from '../../../platform/database/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../shared/domain-error.js';
import { AuditFacade } from '../../audit/index.js';
import { FilesFacade } from '../../files/index.js';
import { SchoolsFacade } from '../../schools/index.js';
import type { CourtDecision, RecordedDecision } from '../court-decisions.contracts.js';
import type { Link } from '../family.contracts.js';
import { linkSchoolOf } from '../family.policy.js';
import { CourtDecisionRepository } from '../persistence/court-decision.repository.js';
import { LinkRepository } from '../persistence/link.repository.js';

export const COURT_DECISION = 'family.court_decision';

/** Decisions of courts about links, recorded by the school: number, date, scan (FA-7). Only the school sees them. */
@Injectable()
export class CourtDecisions {
  constructor(
    private readonly rows: CourtDecisionRepository,
    private readonly links: LinkRepository,
    private readonly files: FilesFacade,
    private readonly schools: SchoolsFacade,
    private readonly audit: AuditFacade,
    private readonly access: SchoolAccess,
    private readonly clock: Clock,
  ) {}

  /** In the transaction that ends the link. @throws InvalidInput for the date; DomainError `files.cannot_attach` */
  async record(actor: Actor, { schoolId, id }: Link, decision: CourtDecision): Promise<void> {
    await this.refuseFuture(schoolId, '/courtDecision/decidedOn', decision.decidedOn);
    await this.rows.insert(schoolId, id, decision, actor.personId, this.clock.now());
    if (decision.fileId !== null) await this.files.attach(actor, [decision.fileId], { objectType: COURT_DECISION, objectId: id });
  }

  /** Of a link of the actor's school, to its office only. */
  async read(actor: Actor, linkId: string): Promise<RecordedDecision | null> {
    const schoolId = await linkSchoolOf(this.access, actor);
    return schoolId === null ? null : this.rows.of(schoolId, linkId);
  }

  /** A later decision gives the right back: the school can invite the person again, or approve their request. @throws DomainError not found, `family.no_court_decision`; InvalidInput for the date */
  @Transactional()
  async lift(actor: Actor, linkId: string, decision: Pick<CourtDecision, 'number' | 'decidedOn'>): Promise<void> {
    const link = actor.schoolId === null ? null : await this.links.lock(actor.schoolId, linkId);
    if (link === null) throw notFound();
    await this.refuseFuture(link.schoolId, '/decidedOn', decision.decidedOn);
    if (!(await this.rows.lift(link.schoolId, linkId, decision, actor.personId, this.clock.now()))) throw new DomainError('family.no_court_decision');
    await this.audit.record(actor, {
      operation: 'family.lift_court_decision', objectType: 'family.link', objectId: linkId, schoolId: link.schoolId, subjectId: link.pupilId, outcome: 'success',
    });
  }

  private async refuseFuture(schoolId: string, pointer: string, decidedOn: string): Promise<void> {
    if (decidedOn > await this.schools.today(schoolId)) throw new InvalidInput([{ pointer, code: 'family.decision_in_future' }]);
  }
}
