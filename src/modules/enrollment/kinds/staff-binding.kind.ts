import { Injectable } from '@nestjs/common';
import { Clock } from '../../../shared/clock.js';
import { nameKey } from '../../../shared/identifiers/index.js';
import { schoolYearOn } from '../../../shared/period.js';
import { POSITION_ROLES, type PositionRole, type School, SchoolsFacade, type WantedTeaching } from '../../schools/index.js';
import { mergePatch, textAt, type TypedForm } from '../domain/form.js';
import { checkStaffBinding, classesOf, subjectsOf } from '../domain/staff-binding-check.js';
import { parseTypedDate } from '../domain/typed-date.js';
import { defineRejectReasons } from '../domain/reasons.js';
import type { EnrollmentRequest, Scope } from '../enrollment.contracts.js';
import { StaffQuery } from '../persistence/staff.query.js';
import { AskedAbout } from './asked-about.service.js';
import { type Approval, type Checked, type Effect, type Foreseen, type KindDeclaration, RequestKind, schoolOf, type SummaryLine } from './kind.js';
import { teachingWords, toldInRussian } from './teaching-words.js';
import { StaffBindingApproval, StaffBindingFields, StaffBindingForm } from './staff-binding-form.dto.js';

const REASONS = defineRejectReasons({
  not_staff: {
    ru: 'Вы не работаете в этой школе в этой должности. Проверьте школу и должность, исправьте заявление и отправьте снова.',
    en: 'You do not work in this school in this position. Check both, mend the request and send it again.',
  },
});

/** Somebody asks to be bound to a school as one of its staff: the director answers, the regional coordinator confirms (EN-1, SC-5). */
@Injectable()
export class StaffBinding extends RequestKind<StaffBindingApproval> {
  static readonly declaration: KindDeclaration = {
    code: 'staff_binding',
    title: { ru: 'Привязка сотрудника к школе', en: 'Binding of staff to a school' },
    form: StaffBindingForm, fields: StaffBindingFields, approval: StaffBindingApproval,
    term: { workingDays: 5, extendedTo: 10 },
    route: ['school', 'region'], deciders: { school: ['director'], region: ['regional_coordinator'], operator: ['system_admin'] },
    sensitive: [],
    rejectReasons: [...REASONS, 'document_unreadable', 'documents_missing', 'not_verifiable', 'other'],
    approved: () => ({ ru: 'Вы привязаны к школе: выберите эту роль при следующем входе.', en: 'You are bound to the school: choose the role when you sign in next.' }),
  };

  readonly declaration = StaffBinding.declaration;

  constructor(private readonly schools: SchoolsFacade, private readonly about: AskedAbout, private readonly staff: StaffQuery, private readonly clock: Clock) {
    super();
  }

  /** The school's public code fills in the school. A code of none stays as typed, and is named when it is sent. */
  override async complete(form: TypedForm, typed: TypedForm): Promise<TypedForm> {
    const school = 'schoolId' in typed ? undefined : await this.schoolByCode(typed);
    return school ? mergePatch(form, { schoolId: school.id }) : form;
  }

  async check(applicantId: string, form: TypedForm): Promise<Checked> {
    const school = await this.about.school(form);
    const byCode = await this.schoolByCode(form);
    const [role, title] = [textAt(form, '/role'), textAt(form, '/position')];
    const errors = checkStaffBinding(form, {
      school: school === null ? null : { id: school.id, closed: school.status === 'closed' || school.status === 'listed' },
      schoolByCode: byCode === undefined ? undefined : byCode?.id ?? null,
      roles: POSITION_ROLES,
      held: school !== null && (await this.schools.holdsPosition(school.id, applicantId, role as PositionRole, title)),
      unknownClasses: school === null ? [] : await this.unknownClasses(school, classesOf(form)),
      unknownHomeroom: school !== null && textAt(form, '/homeroomClass') !== '' && (await this.unknownClasses(school, [textAt(form, '/homeroomClass')])).length > 0,
      files: await this.about.ownFiles(applicantId, form),
    });
    if (errors.length > 0 || school === null) return { errors, subject: null };
    return {
      errors: [],
      subject: {
        schoolId: school.id, place: school, route: await this.routeOf(school, role), identity: `${role}|${nameKey(title)}`, title, className: classesOf(form)[0] ?? null,
      },
    };
  }

  /** Which groups and class they would get now, and which not. */
  override async foresee(request: EnrollmentRequest): Promise<Foreseen | null> {
    const wanted = wantedOf(request);
    return wanted === null ? null : teachingWords(await this.schools.planTeaching(schoolOf(request), wanted));
  }

  /** Appoints, and gives what they teach and lead as far as nobody else has it; the rest is named with the decision. */
  async carryOut({ actor, request }: Approval<StaffBindingApproval>): Promise<Effect> {
    const { form, number, applicantId } = request;
    const { positionId } = await this.schools.appointDecided(actor, schoolOf(request), {
      who: applicantId, role: textAt(form, '/role') as PositionRole, title: textAt(form, '/position'), orderNumber: textAt(form, '/orderNumber') || number!,
      startsOn: parseTypedDate(textAt(form, '/startsOn')) ?? undefined,
    });
    const wanted = wantedOf(request);
    if (wanted === null) return { result: { positionId } };
    const message = toldInRussian(teachingWords(await this.schools.giveTeaching(actor, schoolOf(request), wanted)));
    return { result: { positionId }, ...(message === '' ? {} : { message }) };
  }

  summary(form: TypedForm): SummaryLine[] {
    const [subjects, classes, homeroom] = [subjectsOf(form), classesOf(form), textAt(form, '/homeroomClass')];
    return [
      { label: { ru: 'Должность', en: 'Position' }, value: textAt(form, '/position') },
      ...(subjects.length === 0 ? [] : [{ label: { ru: 'Предметы', en: 'Subjects' }, value: subjects.join(', ') }]),
      ...(classes.length === 0 ? [] : [{ label: { ru: 'Классы', en: 'Classes' }, value: classes.join(', ') }]),
      ...(homeroom === '' ? [] : [{ label: { ru: 'Классное руководство', en: 'Homeroom of' }, value: homeroom }]),
    ];
  }

  /** A director is appointed from above; where nobody coordinates the school yet, the operator confirms. */
  private async routeOf({ id, regionCode }: School, role: string): Promise<readonly Scope[]> {
    const above: Scope = (await this.staff.coordinators(regionCode, id, this.clock.now())).length > 0 ? 'region' : 'operator';
    return role === 'director' ? [above] : ['school', above];
  }

  /** Null for a code of none, undefined when none was typed. */
  private async schoolByCode(form: TypedForm): Promise<School | null | undefined> {
    const code = textAt(form, '/schoolCode');
    return code === '' ? undefined : this.schools.schoolByPublicCode(code);
  }

  /** Places in the list of those the school does not have this school year. */
  private async unknownClasses({ id }: School, names: readonly string[]): Promise<number[]> {
    const year = schoolYearOn(await this.schools.today(id));
    const found = await Promise.all(names.map((name) => this.schools.classByName(id, year, name)));
    return found.flatMap((schoolClass, i) => (schoolClass === null ? [i] : []));
  }
}

/** What they teach and lead; null when the form names nothing. */
function wantedOf({ form, applicantId }: EnrollmentRequest): WantedTeaching | null {
  const [subjects, classes, homeroomClass] = [subjectsOf(form), classesOf(form), textAt(form, '/homeroomClass') || null];
  if (subjects.length === 0 && classes.length === 0 && homeroomClass === null) return null;
  return { personId: applicantId, subjects, classes, homeroomClass, from: parseTypedDate(textAt(form, '/startsOn')) ?? undefined };
}
