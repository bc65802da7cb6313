import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../shared/actor.js';
import { displayName, formatSnils, fullNameKey, nameKey } from '../../../shared/identifiers/index.js';
import { schoolYearOn } from '../../../shared/period.js';
import { ConsentsFacade } from '../../consents/index.js';
import { FamilyFacade } from '../../family/index.js';
import { IdentityFacade, type Person } from '../../identity/index.js';
import { SchoolsFacade, type School, type SchoolClass } from '../../schools/index.js';
import { checkDiaryAccess, childOf, type DiaryAccessFacts } from '../domain/diary-access-check.js';
import { isForm, mergePatch, valueAt, type TypedForm } from '../domain/form.js';
import { USUAL_SETTINGS } from '../domain/form-settings.js';
import { SCHOOL_REASONS } from '../domain/reasons.js';
import { russianDate } from '../domain/words.js';
import type { EnrollmentRequest } from '../enrollment.contracts.js';
import { DECIDERS } from '../enrollment.permissions.js';
import { FormSettingsRepository } from '../persistence/form-settings.repository.js';
import { RequestRepository } from '../persistence/request.repository.js';
import { AskedAbout } from './asked-about.service.js';
import { ChildApproval } from './child-approval.dto.js';
import { ChildRoll } from './child-roll.service.js';
import { APPLICANT_LINES, CHILD_LINES } from './printed-lines.js';
import { DiaryAccessFields, DiaryAccessForm } from './diary-access-form.dto.js';
import { type Approval, type Checked, type Effect, type KindDeclaration, RequestKind, schoolOf, type SummaryLine } from './kind.js';

/** Access to a child's diary: a parent, or a pupil from 14, asks; the school answers (domain rules, Requests 1). */
@Injectable()
export class DiaryAccess extends RequestKind<ChildApproval> {
  static readonly declaration: KindDeclaration = {
    code: 'diary_access',
    title: { ru: 'Доступ к электронному дневнику', en: 'Access to the electronic diary' },
    form: DiaryAccessForm, fields: DiaryAccessFields, approval: ChildApproval,
    term: { workingDays: 5, extendedTo: 10 },
    route: ['school'], deciders: { school: DECIDERS },
    paper: {
      asks: { ru: 'открыть мне доступ к электронному дневнику ребёнка.', en: "to give me access to the child's electronic diary." },
      begin: (schoolId) => ({ applicantKind: 'parent', schoolId }),
      lines: [...CHILD_LINES, { pointer: '/className', label: { ru: 'Класс', en: 'Class' } }, ...APPLICANT_LINES],
      consent: true,
    },
    sensitive: ['/child/snils', '/child/inn', '/child/document/series', '/child/document/number', '/applicantDetails/passport/series', '/applicantDetails/passport/number'],
    rejectReasons: SCHOOL_REASONS,
    approved: () => ({ ru: 'Дневник открыт в разделе «Дети».', en: 'The diary is open under Children.' }),
  };

  readonly declaration = DiaryAccess.declaration;

  constructor(
    private readonly schools: SchoolsFacade,
    private readonly identity: IdentityFacade,
    private readonly about: AskedAbout,
    private readonly consents: ConsentsFacade,
    private readonly family: FamilyFacade,
    private readonly roll: ChildRoll,
    private readonly requests: RequestRepository,
    private readonly settings: FormSettingsRepository,
  ) {
    super();
  }

  /** Contacts of the account, what they said of themself in an earlier request, and a pupil's own data. */
  override async begin(applicantId: string, form: TypedForm): Promise<TypedForm> {
    const { phone, email, name, birthDate } = await this.about.applicant(applicantId);
    const before = (await this.requests.lastSentForm(applicantId, this.declaration.code))?.['applicantDetails'];
    const known: TypedForm = { applicantDetails: mergePatch(isForm(before) ? before : {}, { contacts: { phone: phone ?? undefined, email: email ?? undefined } }) };
    if (form['applicantKind'] !== 'pupil') return mergePatch(known, form);
    const snils = await this.identity.snils(applicantId);
    const child = { name: { family: name.family, given: name.given, patronymic: name.patronymic ?? undefined }, birthDate: birthDate ?? undefined, snils: snils === null ? undefined : formatSnils(snils) };
    return mergePatch(mergePatch(known, { child }), form);
  }

  /** The school's public code fills in where and which the school is. A code of none stays as typed, and is named when it is sent. */
  override async complete(form: TypedForm, typed: TypedForm, actor: Actor): Promise<TypedForm> {
    if ('linkingCode' in typed) return this.fillByLinkingCode(actor, form, typed['linkingCode']);
    const code = valueAt(typed, '/schoolCode');
    const school = typeof code === 'string' && code.trim() !== '' && !('schoolId' in typed) ? await this.schools.schoolByPublicCode(code) : null;
    return school === null ? form : mergePatch(form, placeOf(school));
  }

  /** A linking code fills in school and class and is a secret: it is looked at once, and no draft keeps it. */
  private async fillByLinkingCode(actor: Actor, form: TypedForm, typed: unknown): Promise<TypedForm> {
    const rest = mergePatch(form, { linkingCode: null });
    if (typeof typed !== 'string' || typed.trim() === '') return rest;
    const { schoolId, className } = await this.family.placeOfCode(actor, typed, '/linkingCode');
    return mergePatch(rest, { ...placeOf((await this.schools.school(schoolId))!), ...(className === null ? {} : { className }) });
  }

  async check(applicantId: string, form: TypedForm, paperAt: string | null): Promise<Checked> {
    const school = await this.about.school(form);
    const schoolClass = school === null ? null : await this.classOf(form, school);
    const errors = checkDiaryAccess(form, await this.facts(await this.about.applicant(applicantId, paperAt !== null), form, school, schoolClass));
    if (errors.length > 0 || school === null) return { errors, subject: null };
    const child = childOf(form);
    return {
      errors: [],
      subject: {
        schoolId: school.id, place: school,
        identity: `${fullNameKey({ ...child.name, patronymic: null })}|${child.birthDate}`,
        title: displayName(child.name),
        className: schoolClass?.name ?? null,
      },
    };
  }

  /** Pupil, link, role and consent: all of them in the transaction of the approval (EN-12, FA-4, FA-8). */
  async carryOut({ actor, request, target }: Approval<ChildApproval>): Promise<Effect> {
    const classId = async (): Promise<string | null> => {
      const school = await this.schools.school(schoolOf(request));
      return school === null ? null : (await this.classOf(request.form, school))?.id ?? null;
    };
    const { pupilId } = await this.roll.takeIn(actor, request, target, classId);
    return { pupilId };
  }

  override bulkTarget(request: EnrollmentRequest): Promise<ChildApproval> {
    return this.roll.obvious(request);
  }

  summary(form: TypedForm): SummaryLine[] {
    const { name, birthDate } = childOf(form);
    return [{ label: { ru: 'Ребёнок', en: 'Child' }, value: { ru: `${displayName(name)}, ${russianDate(birthDate)}`, en: `${displayName(name)}, ${birthDate}` } }];
  }

  /** Id of the school whose public code was typed, null for a code of none, undefined when none was. */
  private async schoolByCode(form: TypedForm): Promise<string | null | undefined> {
    const code = valueAt(form, '/schoolCode');
    if (typeof code !== 'string' || code.trim() === '') return undefined;
    return (await this.schools.schoolByPublicCode(code))?.id ?? null;
  }

  /** The class named in the form, in the school year of today; null when none was named or there is none. */
  private async classOf(form: TypedForm, school: School): Promise<SchoolClass | null> {
    const name = valueAt(form, '/className');
    if (typeof name !== 'string' || name.trim() === '') return null;
    return this.schools.classByName(school.id, schoolYearOn(this.about.today(school)), name);
  }

  private async facts(applicant: Person, form: TypedForm, school: School | null, schoolClass: SchoolClass | null): Promise<DiaryAccessFacts> {
    const classNamed = nameKey(String(valueAt(form, '/className') ?? '')) !== '';
    return {
      today: this.about.today(school),
      school: school === null ? null : { id: school.id, open: school.status === 'active', regionCode: school.regionCode, settlementId: school.settlementId },
      schoolByCode: await this.schoolByCode(form),
      settings: school === null ? USUAL_SETTINGS : (await this.settings.of(school.id)).settings,
      classExists: school !== null && classNamed ? schoolClass !== null : null,
      applicant: { name: applicant.name, birthDate: applicant.birthDate },
      files: await this.about.ownFiles(applicant.id, form),
      consentVersion: await this.consents.currentVersion('child_data'),
    };
  }
}

/** Where and which a school is, as the form names it. */
function placeOf(school: School): TypedForm {
  return { schoolId: school.id, regionCode: school.regionCode, settlementId: school.settlementId };
}
