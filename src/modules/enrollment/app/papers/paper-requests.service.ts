import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { SchoolAccess } from '../../../../platform/auth/index.js';
import { Transactional } from '../../../../platform/database/index.js';
import { type Limit, Limits } from '../../../../platform/limits/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput, notFound } from '../../../../shared/domain-error.js';
import { sameName } from '../../../../shared/identifiers/index.js';
import { newId } from '../../../../shared/ids.js';
import { AuditFacade } from '../../../audit/index.js';
import { SchoolsFacade } from '../../../schools/index.js';
import { OPEN_STATUSES } from '../../domain/workflow.js';
import type { EnrollmentRequest, Paper } from '../../enrollment.contracts.js';
import { viewerOf } from '../../enrollment.policy.js';
import { declarationOf } from '../../kinds/kinds.js';
import { RequestRepository } from '../../persistence/request.repository.js';
import { schoolOf } from '../../kinds/kind.js';
import { Steps } from '../steps.service.js';
import { type PaperApplicant, PaperApplicants } from './paper-applicants.service.js';

/** An office enters a few dozen a day; nobody tries out who has which telephone by it. */
const PAPERS: Limit = { operation: 'enrollment.enter_paper', most: 200, windowMs: 24 * 3600 * 1000 };

export interface NewPaper {
  readonly kind: string;
  readonly applicant: PaperApplicant;
  /** The date on the paper, `YYYY-MM-DD`. */
  readonly datedOn: string;
  /** An earlier paper application of the same person at the school: for somebody without contacts, whom nothing else tells from others. */
  readonly sameAs: string | null;
}

/** Paper applications: staff enter them for a parent, and from there they go the way of all requests (EN-14). */
@Injectable()
export class PaperRequests {
  constructor(
    private readonly applicants: PaperApplicants,
    private readonly requests: RequestRepository,
    private readonly steps: Steps,
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

  /**
   * The contact was mistyped: whose account it is is found anew, as when it was entered. An account made for the wrong contact
   * is closed, so that whoever got the login there comes into nothing.
   * @throws DomainError enrollment.transition_not_allowed, enrollment.already_open; InvalidInput for wrong contacts
   */
  mendContact(actor: Actor, id: string, contacts: Omit<PaperApplicant, 'name'>): Promise<EnrollmentRequest> {
    return this.steps.take(actor, id, 'mend-contact', async (request) => {
      const { paper, applicantId: before, subjectKey, status } = request;
      const schoolId = schoolOf(request);
      if (paper === null) throw new Error(`Request ${id} did not come on paper`);
      if (contacts.email == null && contacts.phone == null) throw new InvalidInput([{ pointer: '/email', code: 'identity.contact_needed' }]);
      const applicantId = await this.applicants.accountOf(actor, schoolId, { name: paper.applicantName, ...contacts }, '');
      if (applicantId === actor.personId) throw new InvalidInput([{ pointer: '/email', code: 'enrollment.own_on_paper' }]);
      if (applicantId !== before) {
        await this.requests.lockApplicant(applicantId);
        const twin = subjectKey === null || !OPEN_STATUSES.includes(status) ? null : await this.requests.openTwin(schoolId, { applicantId, kind: request.kind, subjectKey, exceptId: id });
        if (twin !== null) throw new DomainError('enrollment.already_open', { number: twin }, { number: twin });
        if (!(await this.requests.hasOthers(before, id))) await this.applicants.forget(actor, schoolId, before);
      }
      return { change: { applicantId, paper: { ...paper, email: contacts.email ?? null, phone: contacts.phone ?? null } } };
    });
  }

  @Transactional()
  protected async write(actor: Actor, schoolId: string, { kind, applicant: typed, datedOn, sameAs }: NewPaper): Promise<string> {
    const at = this.clock.now();
    const earlier = sameAs === null ? null : await this.earlierOf(actor, sameAs, typed);
    const applicant = earlier === null ? typed : { ...typed, email: typed.email ?? earlier.paper.email, phone: typed.phone ?? earlier.paper.phone };
    const applicantId = earlier?.applicantId ?? (await this.applicants.accountOf(actor, schoolId, applicant));
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

  /** @throws InvalidInput when it is not a paper application the school has of somebody of this name */
  private async earlierOf(actor: Actor, id: string, { name }: PaperApplicant): Promise<{ applicantId: string; paper: Paper }> {
    const { applicantId, paper } = await this.steps.visible(actor, id).catch((error: unknown) => {
      if (error instanceof DomainError && error.code === 'object.not_found') return { applicantId: '', paper: null };
      throw error;
    });
    if (paper === null || !sameName(paper.applicantName, name)) throw new InvalidInput([{ pointer: '/applicant/sameAs', code: 'enrollment.other_applicant' }]);
    return { applicantId, paper };
  }
}
