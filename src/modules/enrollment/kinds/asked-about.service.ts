import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { DateTime } from 'luxon';
import { Clock } from '../../../shared/clock.js';
import { FamilyFacade } from '../../family/index.js';
import { FilesFacade } from '../../files/index.js';
import { IdentityFacade, type Person } from '../../identity/index.js';
import { SchoolsFacade, type Pupil, type School } from '../../schools/index.js';
import { attachedDocuments } from '../domain/attachments.js';
import type { OwnFiles } from '../domain/attachments-check.js';
import { valueAt, type TypedForm } from '../domain/form.js';
import { RequestRepository } from '../persistence/request.repository.js';

/** Where no school was named yet, days are told by this zone. */
const USUAL_ZONE = 'Europe/Moscow';

/** A pupil the applicant may ask for: a representative who may act, or the pupil. */
export interface OwnPupil {
  readonly pupil: Pupil;
  readonly as: 'guardian' | 'pupil';
}

/** What the world says about the ids in a form: the same for several kinds. */
@Injectable()
export class AskedAbout {
  constructor(
    private readonly schools: SchoolsFacade,
    private readonly family: FamilyFacade,
    private readonly files: FilesFacade,
    private readonly identity: IdentityFacade,
    private readonly requests: RequestRepository,
    private readonly clock: Clock,
  ) {}

  /** @param onPaper without what staff could try out by a paper application: when they were born */
  async applicant(id: string, onPaper = false): Promise<Person> {
    const person = await this.identity.person(id);
    if (person === null) throw new Error(`Applicant ${id} is no person`);
    return onPaper ? { ...person, birthDate: null } : person;
  }

  /** The school the form names; null when it names none there is. */
  async school(form: TypedForm): Promise<School | null> {
    const id = valueAt(form, '/schoolId');
    return isUUID(id) ? this.schools.school(String(id).toLowerCase()) : null;
  }

  /**
   * The pupil the form names, if the applicant may ask for them; whether there is such a pupil at all is told to nobody else.
   * @param paperAt the school that typed a paper in: of its own pupils its staff know whose they are, by the documents shown
   */
  async pupil(applicantId: string, form: TypedForm, paperAt: string | null): Promise<OwnPupil | null> {
    const id = valueAt(form, '/pupilId');
    if (paperAt !== null) {
      const pupil = isUUID(id) ? await this.schools.pupil(paperAt, String(id).toLowerCase()) : null;
      return pupil === null ? null : { pupil, as: 'guardian' };
    }
    const scope = isUUID(id) ? await this.family.mayView({ personId: applicantId }, String(id).toLowerCase()) : null;
    if (scope === null || !scope.canAct) return null;
    const pupil = await this.schools.pupil(scope.schoolId, scope.pupilId);
    return pupil === null ? null : { pupil, as: scope.as };
  }

  /** The applicant's own files among those the form names; staff attach those of a paper application for them (EN-14). */
  async ownFiles(applicantId: string, form: TypedForm): Promise<OwnFiles> {
    const files = await this.files.describe(attachedDocuments(form).map(({ fileId }) => fileId).filter((id) => isUUID(id)));
    const papers = await this.requests.onPaper(applicantId, files.flatMap(({ attachedTo }) => (attachedTo?.objectType === 'enrollment.request' ? [attachedTo.objectId] : [])));
    const own = files.filter((file) => file.purpose === 'request_document' && (file.uploadedBy === applicantId || (file.attachedTo !== null && papers.has(file.attachedTo.objectId))));
    return new Map(own.map((file) => [file.id, { rejected: file.state === 'rejected' }]));
  }

  /** The day it is there. */
  today(school: School | null): string {
    return DateTime.fromJSDate(this.clock.now(), { zone: school?.zone ?? USUAL_ZONE }).toISODate()!;
  }
}
