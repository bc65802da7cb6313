import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { SchoolAccess } from '../../../../platform/auth/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import { type Limit, Limits } from '../../../../platform/limits/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import { AuditFacade } from '../../../audit/index.js';
import { SchoolsFacade } from '../../../schools/index.js';
import { viewerOf } from '../../enrollment.policy.js';
import { declarationOf } from '../../kinds/kinds.js';
import { RequestRepository } from '../../persistence/request.repository.js';
import { type PaperApplicant, PaperApplicants } from './paper-applicants.service.js';

/** An office enters a few dozen a day; nobody tries out who has which telephone by it. */
const PAPERS: Limit = { operation: 'enrollment.enter_paper', most: 200, windowMs: 24 * 3600 * 1000 };

export interface NewPaper {
  readonly kind: string;
  readonly applicant: PaperApplicant;
  /** The date on the paper, `YYYY-MM-DD`. */
  readonly datedOn: string;
}

/** Paper applications: staff enter them for a parent, and from there they go the way of all requests (EN-14). */
@Injectable()
export class PaperRequests {
  constructor(
    private readonly applicants: PaperApplicants,
    private readonly requests: RequestRepository,
    private readonly schools: SchoolsFacade,
    private readonly access: SchoolAccess,
    private readonly limits: Limits,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /**
   * A draft of the actor's school, to be filled in and sent as any other.
   * @returns its id
   * @throws DomainError object.not_found for somebody who decides for no school; InvalidInput; limits.too_many
   */
  async enter(actor: Actor, paper: NewPaper): Promise<string> {
    const { schoolId } = await viewerOf(this.access, actor);
    const school = schoolId === null ? null : await this.schools.school(schoolId);
    if (school === null) throw notFound();
    const today = DateTime.fromJSDate(this.clock.now(), { zone: school.zone }).toISODate()!;
    if (paper.datedOn > today) throw new InvalidInput([{ pointer: '/datedOn', code: 'enrollment.date_in_future' }]);
    await this.limits.spend(PAPERS, actor.personId);
    return this.write(actor, school.id, paper);
  }

  @Transactional()
  protected async write(actor: Actor, schoolId: string, { kind, applicant, datedOn }: NewPaper): Promise<string> {
    const at = this.clock.now();
    const applicantId = await this.applicants.accountOf(actor, schoolId, applicant);
    if (applicantId === actor.personId) throw new InvalidInput([{ pointer: '/applicant', code: 'enrollment.own_on_paper' }]);
    const id = newId(at);
    const { route, sensitive, paper } = declarationOf(kind);
    if (paper === undefined) throw new Error(`Requests of the kind ${kind} are not taken on paper`);
    const { name, email = null, phone = null } = applicant;
    await this.requests.insertPaper({
      id, applicantId, kind, schoolId, route, form: paper.begin(schoolId), paper: { applicantName: name, email, phone, datedOn, enteredBy: actor.personId },
    }, sensitive, at);
    await this.audit.record(actor, { operation: 'enrollment.enter_paper', objectType: 'enrollment.request', objectId: id, schoolId, subjectId: applicantId, outcome: 'success' });
    return id;
  }
}
