import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../shared/actor.js';
import { displayName, fullNameKey } from '../../../shared/identifiers/index.js';
import { schoolYearOn } from '../../../shared/period.js';
import { ConsentsFacade } from '../../consents/index.js';
import { Places } from '../app/places.service.js';
import { checkAdmission, gradeIn, type AdmissionFacts } from '../domain/admission-check.js';
import { childOf } from '../domain/diary-access-check.js';
import { USUAL_SETTINGS } from '../domain/form-settings.js';
import type { TypedForm } from '../domain/form.js';
import { defineRejectReasons } from '../domain/reasons.js';
import { russianDate } from '../domain/words.js';
import type { EnrollmentRequest, GradePlace } from '../enrollment.contracts.js';
import { DECIDERS } from '../enrollment.permissions.js';
import { FormSettingsRepository } from '../persistence/form-settings.repository.js';
import { AdmissionFields, AdmissionForm } from './admission-form.dto.js';
import { AskedAbout } from './asked-about.service.js';
import { ChildApproval } from './child-approval.dto.js';
import { ChildRoll } from './child-roll.service.js';
import { APPLICANT_LINES, CHILD_LINES } from './printed-lines.js';
import { type Approval, type Checked, type Effect, type KindDeclaration, RequestKind, schoolOf, type SummaryLine } from './kind.js';

const REASONS = defineRejectReasons({
  age: {
    ru: 'По возрасту ребёнок в этот класс не принимается. Выберите другой класс или приложите разрешение учредителя.',
    en: 'The child is not of the age for this grade. Choose another grade, or attach the permission of the founder.',
  },
  not_assigned: {
    ru: 'Сейчас школа принимает только детей с закреплённой территории. Подайте заявление, когда начнётся приём остальных.',
    en: 'At present the school takes only children of its own district. Ask again when it takes others.',
  },
});

/** Admission to a school: a place in a grade, or the waiting list (EN-1, EN-13; domain rules, Requests 2). */
@Injectable()
export class Admission extends RequestKind<ChildApproval> {
  static readonly declaration: KindDeclaration = {
    code: 'admission',
    title: { ru: 'Приём в школу', en: 'Admission to a school' },
    form: AdmissionForm, fields: AdmissionFields, approval: ChildApproval,
    term: { workingDays: 5, extendedTo: 10 },
    route: ['school'], deciders: { school: DECIDERS },
    paper: {
      asks: { ru: 'принять моего ребёнка в школу.', en: 'to admit my child to the school.' },
      begin: (schoolId) => ({ schoolId }),
      lines: [
        { pointer: '/schoolYear', label: { ru: 'Учебный год (год начала)', en: 'School year (the year it starts in)' } }, { pointer: '/gradeLevel', label: { ru: 'Класс', en: 'Grade' } },
        ...CHILD_LINES, ...APPLICANT_LINES,
      ],
      consent: true,
    },
    sensitive: ['/child/snils', '/child/inn', '/child/document/series', '/child/document/number', '/applicantDetails/passport/series', '/applicantDetails/passport/number'],
    rejectReasons: [...REASONS, 'data_mismatch', 'document_unreadable', 'documents_missing', 'not_representative', 'duplicate', 'other'],
    approved: ({ outcome }) => (outcome === 'waiting_list'
      ? { ru: 'Мест сейчас нет: ребёнок в очереди по времени подачи. Мы сообщим, когда место освободится.', en: 'There is no place now: the child is on the waiting list by the time of receipt. You will be told when a place is free.' }
      : { ru: 'Место предоставлено, ребёнок есть в разделе «Дети». Принесите в школу оригиналы документов.', en: 'There is a place, and the child is under Children. Bring the original documents to the school.' }),
  };

  readonly declaration = Admission.declaration;

  constructor(
    private readonly about: AskedAbout,
    private readonly places: Places,
    private readonly roll: ChildRoll,
    private readonly consents: ConsentsFacade,
    private readonly settings: FormSettingsRepository,
  ) {
    super();
  }

  async check(applicantId: string, form: TypedForm, paperAt: string | null): Promise<Checked> {
    const school = await this.about.school(form);
    const today = this.about.today(school);
    const facts: AdmissionFacts = {
      today, schoolYear: schoolYearOn(today), school: school === null ? null : { open: school.status === 'active' },
      settings: school === null ? USUAL_SETTINGS : (await this.settings.of(school.id)).settings,
      applicant: await this.about.applicant(applicantId, paperAt !== null), files: await this.about.ownFiles(applicantId, form), consentVersion: await this.consents.currentVersion('child_data'),
    };
    const errors = checkAdmission(form, facts);
    if (errors.length > 0 || school === null) return { errors, subject: null };
    const child = childOf(form);
    return {
      errors: [],
      subject: {
        schoolId: school.id, place: school, identity: `${fullNameKey({ ...child.name, patronymic: null })}|${child.birthDate}`,
        title: displayName(child.name), className: null,
      },
    };
  }

  /** The child is taken in once there is a place; on the waiting list nothing is written yet. From there the place is given to the first. */
  async carryOut({ actor, request, target }: Approval<ChildApproval>): Promise<Effect> {
    const schoolId = schoolOf(request);
    if (request.outcome === 'waiting_list') await this.places.giveFromList(request, schoolId, gradeOf(request));
    else if ((await this.places.settle(request, schoolId, gradeOf(request))) === 'waiting_list') return { outcome: 'waiting_list' };
    const { pupilId, isNew } = await this.roll.takeIn(actor, request, target, () => Promise.resolve(null));
    return { outcome: 'place', pupilId, ...(isNew ? { result: { newPupilId: pupilId } } : {}) };
  }

  /** The place is free. A child who has not begun to study goes from the roll's classes, and the link this request made ends; the school lets others go as any. */
  override async release(request: EnrollmentRequest, actor: Actor): Promise<void> {
    await this.places.free(request, schoolOf(request), gradeOf(request));
    if (request.outcome === 'place') await this.roll.letGo(actor, request);
  }

  override bulkTarget(request: EnrollmentRequest): Promise<ChildApproval> {
    return this.roll.forNewcomer(request);
  }

  summary(form: TypedForm): SummaryLine[] {
    const { name, birthDate } = childOf(form);
    const { schoolYear, gradeLevel } = gradeIn(form);
    return [
      { label: { ru: 'Ребёнок', en: 'Child' }, value: { ru: `${displayName(name)}, ${russianDate(birthDate)}`, en: `${displayName(name)}, ${birthDate}` } },
      { label: { ru: 'Место', en: 'Place' }, value: { ru: `${gradeLevel} класс, ${schoolYear}/${schoolYear + 1} учебный год`, en: `grade ${gradeLevel}, school year ${schoolYear}/${schoolYear + 1}` } },
    ];
  }
}

function gradeOf({ form }: EnrollmentRequest): GradePlace {
  return gradeIn(form);
}
