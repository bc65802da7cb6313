import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { displayName } from '../../../shared/identifiers/index.js';
import { SCHOOL_TYPES, type ProposedSchool, type School, SchoolsFacade, SETTLEMENT_KINDS } from '../../schools/index.js';
import { appointeeOf } from '../domain/appointee-check.js';
import { isForm, textAt, valueAt, type TypedForm } from '../domain/form.js';
import { defineRejectReasons } from '../domain/reasons.js';
import { checkSchoolConnection, isNewSchool, type SchoolConnectionFacts } from '../domain/school-connection-check.js';
import { Appointees } from './appointees.js';
import { AskedAbout } from './asked-about.service.js';
import { type Approval, type Checked, type Effect, type KindDeclaration, RequestKind, type SummaryLine } from './kind.js';
import { SchoolConnectionApproval, SchoolConnectionFields, SchoolConnectionForm } from './school-connection-form.dto.js';

/** Grounds of the operator (SC-3). */
export const CONNECTION_REASONS = defineRejectReasons({
  inaccurate: {
    ru: 'Сведения недостоверны: они расходятся с государственными реестрами. Сверьте их, исправьте заявление и отправьте снова.',
    en: 'The details are not accurate: they differ from the state registers. Compare them, mend the request and send it again.',
  },
  form_errors: {
    ru: 'Заявление заполнено с ошибками. Исправьте их и отправьте заявление снова.',
    en: 'The form has mistakes. Mend them and send the request again.',
  },
  not_verifiable: {
    ru: 'Сведения не удалось проверить. Приложите документ, по которому это можно сделать, и отправьте заявление снова.',
    en: 'The details could not be verified. Attach a document they can be verified by and send the request again.',
  },
});

/** A school asks to be connected; the operator answers (SC-3; domain rules, Requests 3). */
@Injectable()
export class SchoolConnection extends RequestKind<SchoolConnectionApproval> {
  static readonly declaration: KindDeclaration = {
    code: 'school_connection',
    title: { ru: 'Подключение школы', en: 'Connection of a school' },
    form: SchoolConnectionForm, fields: SchoolConnectionFields, approval: SchoolConnectionApproval,
    term: { workingDays: 5, extendedTo: 10 },
    route: ['operator'], deciders: { operator: ['system_admin'] },
    sensitive: [],
    rejectReasons: CONNECTION_REASONS,
    approved: () => ({
      ru: 'Школа подключена и работает в пробном режиме. Логин и временный пароль отправлены её администратору.',
      en: 'The school is connected and runs in trial mode. A login and a transit password went to its administrator.',
    }),
  };

  readonly declaration = SchoolConnection.declaration;

  constructor(private readonly schools: SchoolsFacade, private readonly about: AskedAbout, private readonly appointees: Appointees) {
    super();
  }

  async check(applicantId: string, form: TypedForm): Promise<Checked> {
    const school = isNewSchool(form) ? null : await this.about.school(form);
    const errors = checkSchoolConnection(form, await this.facts(applicantId, form, school));
    if (errors.length > 0) return { errors, subject: null };
    const place = school ?? await this.placeOf(form);
    return { errors: [], subject: { schoolId: null, place, identity: `inn|${textAt(form, '/inn')}`, title: school?.name ?? textAt(form, '/newSchool/name'), className: null } };
  }

  /** The school runs in trial mode from now on, and its administrator gets an account. */
  async carryOut({ actor, request, target: { settlementId, confirmedTwins = [] } }: Approval<SchoolConnectionApproval>): Promise<Effect> {
    const { form, number } = request;
    const [inn, okpo] = [textAt(form, '/inn'), textAt(form, '/okpo')];
    const school = await this.schools.connectSchool(actor, isNewSchool(form)
      ? { school: proposedSchool(form, settlementId), confirmedTwins } : { schoolId: textAt(form, '/schoolId'), inn, okpo });
    const { personId } = await this.schools.appointDecided(actor, school.id, {
      who: this.appointees.who(request, '/administrator'), role: 'school_admin', title: 'Администратор электронного журнала', orderNumber: number!,
    });
    return { result: { schoolId: school.id, administratorId: personId } };
  }

  summary(form: TypedForm): SummaryLine[] {
    const { name } = appointeeOf(form, '/administrator');
    return [
      { label: { ru: 'ИНН', en: 'INN' }, value: textAt(form, '/inn') },
      { label: { ru: 'ОКПО', en: 'OKPO' }, value: textAt(form, '/okpo') },
      ...(isNewSchool(form) ? [{ label: { ru: 'Школа', en: 'School' }, value: textAt(form, '/newSchool/name') }] : []),
      ...(name.family === '' ? [] : [{ label: { ru: 'Администратор', en: 'Administrator' }, value: displayName(name) }]),
    ];
  }

  /** Where a new school is: its settlement's zone, or that of the region's capital. */
  private async placeOf(form: TypedForm): Promise<{ zone: string; regionCode: string }> {
    const regionCode = textAt(form, '/regionCode');
    const settlement = await this.settlementOf(form);
    return { regionCode, zone: (settlement ?? (await this.schools.region(regionCode))!).zone };
  }

  private async settlementOf(form: TypedForm): Promise<{ id: string; zone: string } | null> {
    const id = textAt(form, '/settlementId');
    return isUUID(id) ? this.schools.settlement(textAt(form, '/regionCode'), id) : null;
  }

  private async facts(applicantId: string, form: TypedForm, school: School | null): Promise<SchoolConnectionFacts> {
    const settlement = await this.settlementOf(form);
    const isNew = isNewSchool(form);
    const twins = await this.schools.findSchoolTwins({
      inn: textAt(form, '/inn') || null, okpo: textAt(form, '/okpo') || null,
      name: isNew ? textAt(form, '/newSchool/name') : null, address: isNew ? textAt(form, '/newSchool/address') : null, settlementId: isNew ? settlement?.id ?? null : null,
    });
    return {
      school: school === null ? null : { connected: school.status !== 'listed', name: school.name, inn: (await this.schools.registryNumbers(school.id))?.inn ?? null },
      regionKnown: (await this.schools.region(textAt(form, '/regionCode'))) !== null, settlementKnown: settlement !== null,
      same: twins.filter(({ id, same }) => same && id !== school?.id).map(({ name, status, matches }) => ({ name, connected: status !== 'listed', matches })),
      types: SCHOOL_TYPES, settlementTypes: SETTLEMENT_KINDS,
      contacts: this.appointees.wrongContacts(form, '/administrator'),
      files: await this.about.ownFiles(applicantId, form),
    };
  }
}

/** A school of a form that passed the checks. */
function proposedSchool(form: TypedForm, settlementId: string | undefined): ProposedSchool {
  const at = (field: string) => textAt(form, `/newSchool/${field}`);
  const described = isForm(valueAt(form, '/newSchool/settlement'));
  const settlement = described && settlementId === undefined
    ? { name: at('settlement/name'), kind: at('settlement/type') as (typeof SETTLEMENT_KINDS)[number], area: at('settlement/area') || null }
    : { id: settlementId ?? textAt(form, '/settlementId') };
  return {
    name: at('name'), shortName: at('shortName'), type: at('type') as ProposedSchool['type'], address: at('address'), regionCode: textAt(form, '/regionCode'),
    inn: textAt(form, '/inn'), okpo: textAt(form, '/okpo'), settlement,
  };
}
