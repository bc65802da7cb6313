import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { Transactional } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, type FieldError, InvalidInput } from '../../../shared/domain-error.js';
import { newId } from '../../../shared/ids.js';
import { nameKey } from '../../../shared/identifiers/index.js';
import { FilesFacade } from '../../files/index.js';
import { mergePatch, type TypedForm } from '../domain/form.js';
import { requestNumber } from '../domain/number.js';
import { wrongOnPaper } from '../domain/paper.js';
import type { EnrollmentRequest } from '../enrollment.contracts.js';
import { DocumentsSent } from '../enrollment.events.js';
import { declarationOf, Kinds } from '../kinds/kinds.js';
import type { Subject } from '../kinds/kind.js';
import type { About, RequestChange } from '../persistence/request-change.js';
import { RequestRepository } from '../persistence/request.repository.js';
import { KindTerms } from './kind-terms.service.js';
import { RequestSignatures } from './signatures/request-signatures.service.js';
import { type Step, Steps } from './steps.service.js';

/** Stands in the number of a request of no region. */
const NO_REGION = '00';

/** What the applicant does with a request (EN-2, EN-3, EN-4, EN-8). */
@Injectable()
export class ApplicantSteps {
  constructor(
    private readonly steps: Steps,
    private readonly requests: RequestRepository,
    private readonly kinds: Kinds,
    private readonly terms: KindTerms,
    private readonly signatures: RequestSignatures,
    private readonly files: FilesFacade,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** A draft keeps whatever was typed; what is known is filled in. */
  @Transactional()
  async create(actor: Actor, kind: string, form: TypedForm): Promise<EnrollmentRequest> {
    const at = this.clock.now();
    const rules = this.kinds.of(kind);
    const filled = await rules.complete(await rules.begin(actor.personId, form), form, actor);
    const draft = await this.requests.insertDraft(newId(at), actor.personId, kind, filled, rules.declaration.sensitive, at);
    await this.attachFiles(actor, draft);
    return draft;
  }

  /** @throws DomainError object.stale when the version is an older one */
  @Transactional()
  async patch(actor: Actor, id: string, version: number, fields: TypedForm): Promise<EnrollmentRequest> {
    const patched = await this.steps.take(actor, id, 'patch', async (request) => {
      if (request.version !== version) throw new DomainError('object.stale');
      return { change: { form: await this.kinds.of(request.kind).complete(mergePatch(request.form, fields), fields, actor) } };
    });
    await this.attachFiles(actor, patched);
    return patched;
  }

  /** @param inPerson the applicant brings it to the school (EN-14) */
  submit(actor: Actor, id: string, inPerson: boolean): Promise<EnrollmentRequest> {
    return this.steps.take(actor, id, 'submit', (request) => this.send(actor, request, inPerson));
  }

  /** The same case again, corrected: a new round with a new term (EN-8). */
  resubmit(actor: Actor, id: string, inPerson: boolean): Promise<EnrollmentRequest> {
    return this.steps.take(actor, id, 'resubmit', (request) => this.send(actor, request, inPerson));
  }

  /** Answers what was asked for; the form is checked as at sending, and whoever endorsed it sees it again. */
  reply(actor: Actor, id: string, message: string | null): Promise<EnrollmentRequest> {
    return this.steps.take(actor, id, 'reply', async (request) => {
      await this.attachFiles(actor, request);
      const subject = await this.checked(request, request.paper !== null || request.inPerson);
      const { number, round, submittedAt } = request;
      if (number === null || submittedAt === null) throw new Error(`Request ${id} awaits its applicant and was never sent`);
      await this.refuseTwin(request, subject);
      await this.signatures.sent(request, round);
      await this.outbox.publish(DocumentsSent, { requestId: id }, { schoolId: subject.schoolId });
      const about = this.about(request.kind, subject);
      return { change: { ...withAdded(request, subject), sent: { number, round, submittedAt, about }, ...letGo(request, about) }, details: { message } };
    });
  }

  withdraw(actor: Actor, id: string): Promise<EnrollmentRequest> {
    return this.steps.take(actor, id, 'withdraw', () => ({ change: {} }));
  }

  /** Gives up what an approval gave: a place, or a turn on the waiting list (EN-13). */
  giveUp(actor: Actor, id: string): Promise<EnrollmentRequest> {
    return this.steps.take(actor, id, 'give-up', async (request) => {
      await this.kinds.of(request.kind).release(request, actor);
      return { change: { outcome: 'given_up' } };
    });
  }

  /** The overdue request is looked into by support and the region (EN-10). */
  askSupport(actor: Actor, id: string, message: string | null): Promise<EnrollmentRequest> {
    return this.steps.take(actor, id, 'ask-support', () => ({ change: { supportAskedAt: this.clock.now() }, details: { message } }));
  }

  private async send(actor: Actor, request: EnrollmentRequest, inPerson: boolean): Promise<Step> {
    // Files staff attached to a paper application count as the applicant's.
    await this.attachFiles(actor, request);
    const subject = await this.checked(request, request.paper !== null || inPerson);
    await this.refuseTwin(request, subject);
    await this.signatures.sent(request, request.round + 1);
    await this.outbox.publish(DocumentsSent, { requestId: request.id }, { schoolId: subject.schoolId });
    const submittedAt = this.clock.now();
    const number = request.number ?? (await this.newNumber(subject.place, submittedAt));
    const about = this.about(request.kind, subject);
    return {
      change: {
        ...withAdded(request, subject),
        sent: { number, round: request.round + 1, submittedAt, about, days: await this.terms.daysOf(subject.schoolId, request.kind) },
        // What is entered from paper was brought already.
        inPerson: inPerson && request.paper === null, supportAskedAt: null, decision: null, asked: null, extension: null, ...letGo(request, about),
      },
    };
  }

  /**
   * @param byHand what came on paper, or is brought to the school, is signed by hand before its staff: no electronic signature
   * is asked for, whatever the school has set (EN-15)
   * @throws InvalidInput naming every wrong field at once (EN-3)
   */
  private async checked(request: EnrollmentRequest, byHand: boolean): Promise<Subject> {
    const { errors, subject } = await this.kinds.of(request.kind).check(request.applicantId, request.form, request.paper === null ? null : request.schoolId);
    const moved = request.schoolId !== null && subject !== null && subject.schoolId !== request.schoolId;
    // With a wrong form the school may be unknown; a signature of it would be outdated anyway.
    const unsigned = subject === null || byHand ? [] : await this.signatures.problems(request, subject.schoolId);
    InvalidInput.throwIfAny([...errors, ...(moved ? [ELSEWHERE] : []), ...(request.paper === null ? [] : wrongOnPaper(request.form)), ...unsigned]);
    return subject!;
  }

  /** One open request per applicant, kind, subject and school; the refusal names the applicant's own. */
  private async refuseTwin(request: EnrollmentRequest, subject: Subject): Promise<void> {
    const { applicantId } = request;
    await this.requests.lockApplicant(applicantId);
    const subjectKey = this.requests.subjectKey(subject.identity);
    const number = await this.requests.openTwin(subject.schoolId, { applicantId, kind: request.kind, subjectKey, exceptId: request.id });
    if (number !== null) throw new DomainError('enrollment.already_open', { number }, { number });
  }

  private async newNumber({ zone, regionCode }: Subject['place'], at: Date): Promise<string> {
    const { year } = DateTime.fromJSDate(at, { zone });
    const region = regionCode ?? NO_REGION;
    return requestNumber({ year, region, serial: await this.requests.nextSerial(region, year) });
  }

  private about(kind: string, { schoolId, place: { zone, regionCode }, route, identity, title, className }: Subject): About {
    return {
      schoolId, zone, regionCode, route: route ?? declarationOf(kind).route, subjectKey: this.requests.subjectKey(identity), subjectTitle: title, subjectName: nameKey(title), className,
    };
  }

  /** Files of a draft count as attached. A file that cannot be is left as typed, and named when the request is sent. */
  private async attachFiles(actor: Actor, request: EnrollmentRequest): Promise<void> {
    const object = { objectType: 'enrollment.request', objectId: request.id };
    const files = await this.files.describe([...this.kinds.of(request.kind).fileIds(request.form)]);
    const free = files.filter((file) => file.uploadedBy === actor.personId && (file.attachedTo === null ? file.state !== 'rejected' : file.attachedTo.objectId === request.id));
    await this.files.attach(actor, free.map((file) => file.id), object);
  }
}

const ELSEWHERE: FieldError = { pointer: '/schoolId', code: 'enrollment.school_fixed' };

/** The form with what the kind writes into it. */
function withAdded({ form }: EnrollmentRequest, { adds }: Subject): Pick<RequestChange, 'form'> {
  return adds === undefined ? {} : { form: { ...form, ...adds } };
}

/** Back at the start of its route, nobody of the later ones has it any more. */
function letGo({ scope }: EnrollmentRequest, { route }: About): Pick<RequestChange, 'assigneeId'> {
  return scope === null || scope === route[0] ? {} : { assigneeId: null };
}
