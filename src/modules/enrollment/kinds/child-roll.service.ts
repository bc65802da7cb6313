import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../shared/actor.js';
import { Clock } from '../../../shared/clock.js';
import { DomainError, InvalidInput } from '../../../shared/domain-error.js';
import { ConsentsFacade } from '../../consents/index.js';
import { FamilyFacade, type LinkKind } from '../../family/index.js';
import { IdentityFacade } from '../../identity/index.js';
import { SchoolsFacade, type LikelyPupil, type Pupil } from '../../schools/index.js';
import { childOf } from '../domain/diary-access-check.js';
import { valueAt, type TypedForm } from '../domain/form.js';
import type { EnrollmentRequest } from '../enrollment.contracts.js';
import { PupilAccountQuery } from '../persistence/pupil-account.query.js';
import { RequestRepository } from '../persistence/request.repository.js';
import { type ChildApproval, targetOf, type ChildTarget } from './child-approval.dto.js';
import { schoolOf } from './kind.js';

/** Takes the child of a request in: pupil, link, role and consent, all of them in the transaction of the approval (EN-12, FA-4, FA-8). */
@Injectable()
export class ChildRoll {
  constructor(
    private readonly schools: SchoolsFacade,
    private readonly identity: IdentityFacade,
    private readonly consents: ConsentsFacade,
    private readonly family: FamilyFacade,
    private readonly accounts: PupilAccountQuery,
    private readonly requests: RequestRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * @param classId where a new pupil is put
   * @returns the pupil's id, and whether this put them on the roll
   * @throws DomainError enrollment.duplicates with the candidates, enrollment.applicant_is_other_pupil; InvalidInput for the target
   */
  async takeIn(actor: Actor, request: EnrollmentRequest, approval: ChildApproval, classId: () => Promise<string | null>): Promise<{ pupilId: string; isNew: boolean }> {
    const schoolId = schoolOf(request);
    const target = targetOf(approval);
    const forThemself = valueAt(request.form, '/applicantKind') === 'pupil';
    if (forThemself) await this.refuseSecondAccount(request, target);
    const pupil = 'pupilId' in target ? await this.chosenPupil(actor, request, target.pupilId) : await this.newPupil(actor, request, target.confirmedDuplicates, classId);
    if (forThemself) {
      if (pupil.personId !== request.applicantId) await this.schools.bindAccount(schoolId, pupil.id, request.applicantId);
      await this.identity.assignRole(actor, { personId: request.applicantId, role: 'pupil', schoolId });
    } else {
      const kind = valueAt(request.form, '/relationship') as LinkKind;
      await this.family.link(actor, { guardianId: request.applicantId, pupilId: pupil.id, schoolId, kind, source: 'request', requestId: request.id });
      await this.identity.assignRole(actor, { personId: request.applicantId, role: 'guardian' });
    }
    await this.consents.give(actor, {
      subjectId: pupil.id, purpose: 'child_data', version: Number(valueAt(request.form, '/consent/version')), givenBy: request.applicantId,
      givenAt: request.submittedAt ?? this.clock.now(), source: { type: 'enrollment.request', id: request.id },
    });
    return { pupilId: pupil.id, isNew: !('pupilId' in target) };
  }

  /**
   * Takes back what `takeIn` did for a child who does not come (EN-13): enrolments still to come of a pupil it put on the roll,
   * and the link it made unless the child studies here or another approved request of the applicant rests on the link. The
   * record and the consent stay: what was, was.
   */
  async letGo(actor: Actor, request: EnrollmentRequest): Promise<void> {
    const { id: requestId, pupilId, applicantId: guardianId, result, number } = request;
    const schoolId = schoolOf(request);
    if (pupilId === null) return;
    const note = result?.['newPupilId'] === pupilId ? `Отказ от места, заявление ${number}` : null;
    const studies = await this.schools.cancelBeforeStart(actor, schoolId, pupilId, note);
    if (studies || (await this.requests.otherApproved(guardianId, pupilId, requestId))) return;
    await this.family.endLinkOfRequest(actor, { schoolId, guardianId, requestId, reason: actor.personId === guardianId ? 'by_guardian' : 'by_school' });
  }

  /** The only pupil it can be about. @throws DomainError enrollment.match_by_hand */
  async obvious(request: EnrollmentRequest): Promise<ChildApproval> {
    const likely = await this.likely(schoolOf(request), request.form);
    if (likely.length !== 1 || likely[0]!.likeness !== 'same') throw new DomainError('enrollment.match_by_hand');
    return { pupilId: likely[0]!.pupil.id };
  }

  /** The same of a child who may be new: nobody like them is on the roll. @throws DomainError enrollment.match_by_hand */
  async forNewcomer(request: EnrollmentRequest): Promise<ChildApproval> {
    const likely = await this.likely(schoolOf(request), request.form);
    return likely.length === 0 ? { createPupil: true } : this.obvious(request);
  }

  /** One account is one pupil of a school. */
  private async refuseSecondAccount(request: EnrollmentRequest, target: ChildTarget): Promise<void> {
    const pupilId = await this.accounts.pupilOf(schoolOf(request), request.applicantId);
    if (pupilId !== null && !('pupilId' in target && target.pupilId === pupilId)) throw new DomainError('enrollment.applicant_is_other_pupil', {}, { pupilId });
  }

  /** Numbers the family has shown the documents of are written where the roll has none. */
  private async chosenPupil(actor: Actor, request: EnrollmentRequest, pupilId: string): Promise<Pupil> {
    const schoolId = schoolOf(request);
    const pupil = await this.schools.pupil(schoolId, pupilId);
    if (pupil === null) throw new InvalidInput([{ pointer: '/pupilId', code: 'enrollment.pupil_unknown' }]);
    const { snils, inn, document } = childOf(request.form);
    await this.schools.addMissingPapers(actor, schoolId, pupilId, { snils, inn, document });
    return pupil;
  }

  /** A pupil with the same SNILS is the same child, whoever confirms what; other candidates a person may rule out. */
  private async newPupil(actor: Actor, request: EnrollmentRequest, confirmed: readonly string[], classId: () => Promise<string | null>): Promise<Pupil> {
    const schoolId = schoolOf(request);
    const candidates = (await this.likely(schoolId, request.form)).filter(({ pupil, matches }) => matches.snils || !confirmed.includes(pupil.id));
    if (candidates.length > 0) throw new DomainError('enrollment.duplicates', {}, { candidates: candidates.map(toCandidate) });
    return this.schools.createPupil(actor, { ...childOf(request.form), schoolId, classId: await classId() });
  }

  private likely(schoolId: string, form: TypedForm): Promise<LikelyPupil[]> {
    const { name, birthDate, snils } = childOf(form);
    return this.schools.findLikelyPupils(schoolId, { name, birthDate, snils });
  }
}

/** What the staff see of a likely duplicate, to tell whether it is the same child. */
function toCandidate({ pupil, likeness, matches }: LikelyPupil): object {
  return { pupilId: pupil.id, name: pupil.name, birthDate: pupil.birthDate, class: pupil.schoolClass, likeness, matches };
}
