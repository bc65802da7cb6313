import { Injectable } from '@nestjs/common';
import { displayName, type PersonName } from '../../../shared/identifiers/index.js';
import { SchoolsFacade, type Pupil } from '../../schools/index.js';
import { checkDataCorrection, correctionOf } from '../domain/data-correction-check.js';
import { isForm, valueAt, type TypedForm } from '../domain/form.js';
import { defineRejectReasons, type Words } from '../domain/reasons.js';
import { russianDate } from '../domain/words.js';
import type { EnrollmentRequest } from '../enrollment.contracts.js';
import { DECIDERS } from '../enrollment.permissions.js';
import { AskedAbout } from './asked-about.service.js';
import { DataCorrectionFields, DataCorrectionForm } from './data-correction-form.dto.js';
import { childLines, documentLines } from './printed-lines.js';
import { type Approval, type Checked, type Effect, type KindDeclaration, RequestKind, schoolOf, type SummaryLine } from './kind.js';
import { PlainApproval } from './school-form.dto.js';

const REASONS = defineRejectReasons({
  not_shown: {
    ru: 'Приложенный документ не подтверждает исправление. Приложите тот, где эти данные указаны, и отправьте снова.',
    en: 'The document attached does not show the correction. Attach one that does and send again.',
  },
});

const SEXES: Readonly<Record<string, Words>> = { m: { ru: 'мужской', en: 'male' }, f: { ru: 'женский', en: 'female' } };

const NUMBERS: readonly { readonly pointer: string; readonly label: Words }[] = [
  { pointer: '/changes/snils', label: { ru: 'СНИЛС', en: 'SNILS' } },
  { pointer: '/changes/inn', label: { ru: 'ИНН', en: 'INN' } },
  { pointer: '/changes/document', label: { ru: 'Документ ребёнка', en: "Child's document" } },
];

/** Correction of a pupil's data on file, with scans; approved, it is written into the school's register at once (EN-1, FA-6, ID-4). */
@Injectable()
export class DataCorrection extends RequestKind<PlainApproval> {
  static readonly declaration: KindDeclaration = {
    code: 'data_correction',
    title: { ru: 'Исправление данных ученика', en: "Correction of a pupil's data" },
    form: DataCorrectionForm, fields: DataCorrectionFields, approval: PlainApproval,
    term: { workingDays: 5, extendedTo: 10, bySchool: true },
    route: ['school'], deciders: { school: DECIDERS },
    paper: {
      asks: { ru: 'исправить данные моего ребёнка в школе на следующие.', en: "to correct my child's data at the school to the following." },
      begin: () => ({}),
      lines: [...childLines('/changes'), ...documentLines('/changes/document'), { pointer: '/comment', label: { ru: 'Пояснение', en: 'Explanation' } }],
    },
    sensitive: ['/changes/snils', '/changes/inn', '/changes/document/series', '/changes/document/number'],
    rejectReasons: [...REASONS, 'document_unreadable', 'documents_missing', 'not_representative', 'other'],
    approved: () => ({ ru: 'Данные исправлены. Проверьте их в разделе «Дети».', en: 'The data were corrected. Check them under Children.' }),
  };

  readonly declaration = DataCorrection.declaration;

  constructor(private readonly about: AskedAbout, private readonly schools: SchoolsFacade) {
    super();
  }

  async check(applicantId: string, form: TypedForm, paperAt: string | null): Promise<Checked> {
    const own = await this.about.pupil(applicantId, form, paperAt);
    const school = own === null ? null : await this.schools.school(own.pupil.schoolId);
    const errors = checkDataCorrection(form, { today: this.about.today(school), onFile: own?.pupil ?? null, files: await this.about.ownFiles(applicantId, form) });
    if (errors.length > 0 || own === null || school === null) return { errors, subject: null };
    const { pupil } = own;
    return {
      errors: [],
      subject: {
        schoolId: school.id, place: school, identity: pupil.id, title: displayName(pupil.name), className: pupil.schoolClass?.name ?? null,
        adds: { onFile: before(pupil, form) },
      },
    };
  }

  /** Written as the register stands now: what somebody else has corrected meanwhile is not touched. */
  async carryOut({ actor, request, target }: Approval<PlainApproval>): Promise<Effect> {
    const pupil = await this.pupilOf(request);
    const correction = correctionOf(request.form, pupil);
    if (Object.keys(correction).length > 0) await this.schools.changePupil(actor, pupil, correction);
    return { pupilId: pupil.id, message: target.message };
  }

  /** Old → new, as it stood when it was sent. Numbers are told to nobody. */
  summary(form: TypedForm): SummaryLine[] {
    const change = (field: string, words: (value: unknown) => Words | string): Words => {
      const [was, is] = [words(valueAt(form, `/onFile/${field}`)), words(valueAt(form, `/changes/${field}`))];
      return { ru: `${inRussian(was)} → ${inRussian(is)}`, en: `${inEnglish(was)} → ${inEnglish(is)}` };
    };
    const asked = (field: string): boolean => valueAt(form, `/onFile/${field}`) !== undefined;
    return [
      ...(asked('name') ? [{ label: { ru: 'Имя', en: 'Name' }, value: change('name', fullName) }] : []),
      ...(asked('birthDate') ? [{ label: { ru: 'Дата рождения', en: 'Birth date' }, value: change('birthDate', typedDate) }] : []),
      ...(asked('sex') ? [{ label: { ru: 'Пол', en: 'Sex' }, value: change('sex', (sex) => SEXES[String(sex)] ?? '') }] : []),
      ...NUMBERS.flatMap(({ pointer, label }) => (valueAt(form, pointer) === undefined ? [] : [{ label, value: { ru: 'исправляется', en: 'to be corrected' } }])),
    ];
  }

  private async pupilOf(request: EnrollmentRequest): Promise<Pupil> {
    const pupil = await this.schools.pupil(schoolOf(request), String(valueAt(request.form, '/pupilId')));
    if (pupil === null) throw new Error(`Request ${request.id} names a pupil who is gone`);
    return pupil;
  }
}

/** What stands on file in the place of each change. */
function before(pupil: Pupil, form: TypedForm): TypedForm {
  const { name, birthDate, sex } = correctionOf(form, pupil);
  return {
    ...(name === undefined ? {} : { name: { family: pupil.name.family, given: pupil.name.given, ...(pupil.name.patronymic === null ? {} : { patronymic: pupil.name.patronymic }) } }),
    ...(birthDate === undefined ? {} : { birthDate: pupil.birthDate }),
    ...(sex === undefined ? {} : { sex: pupil.sex }),
  };
}

const inRussian = (value: Words | string): string => (typeof value === 'string' ? value : value.ru);
const inEnglish = (value: Words | string): string => (typeof value === 'string' ? value : value.en);

function fullName(value: unknown): string {
  if (!isForm(value)) return '';
  const { family = '', given = '', patronymic = null } = value as Partial<PersonName>;
  return displayName({ family, given, patronymic });
}

function typedDate(value: unknown): string {
  const text = String(value ?? '');
  return /^\d{4}-/.test(text) ? russianDate(text) : text;
}
