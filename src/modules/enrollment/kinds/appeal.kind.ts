import { Injectable } from '@nestjs/common';
import { nameKey } from '../../../shared/identifiers/index.js';
import { SchoolsFacade } from '../../schools/index.js';
import { checkAppeal } from '../domain/appeal-check.js';
import { valueAt, type TypedForm } from '../domain/form.js';
import { defineRejectReasons } from '../domain/reasons.js';
import { DECIDERS } from '../enrollment.permissions.js';
import { AppealApproval, AppealFields, AppealForm } from './appeal-form.dto.js';
import { AskedAbout } from './asked-about.service.js';
import { type Approval, type Checked, type Effect, type KindDeclaration, RequestKind, type SummaryLine } from './kind.js';

const REASONS = defineRejectReasons({
  not_our_matter: {
    ru: 'Этот вопрос решает не школа. В сообщении указано, куда обратиться.',
    en: 'This is not for the school to decide. The message says where to turn.',
  },
  answered_before: {
    ru: 'На этот вопрос вам уже ответили. Если есть новые обстоятельства, добавьте их и отправьте снова.',
    en: 'You were answered on this before. If there is something new, add it and send again.',
  },
  unclear: {
    ru: 'Из обращения не понятно, о чём вы просите. Опишите подробнее и отправьте снова.',
    en: 'It is not clear what you ask for. Describe it in more detail and send again.',
  },
});

/** An appeal to the school: the answer stays with it, in the applicant's archive (EN-1). */
@Injectable()
export class Appeal extends RequestKind<AppealApproval> {
  static readonly declaration: KindDeclaration = {
    code: 'appeal',
    title: { ru: 'Обращение в школу', en: 'Appeal to the school' },
    form: AppealForm, fields: AppealFields, approval: AppealApproval,
    term: { workingDays: 10, extendedTo: 20, bySchool: true },
    route: ['school'], deciders: { school: DECIDERS },
    paper: {
      asks: { ru: 'рассмотреть моё обращение.', en: 'to consider my appeal.' },
      begin: (schoolId) => ({ schoolId }),
      lines: [
        { pointer: '/topic', label: { ru: 'О чём', en: 'About' } }, { pointer: '/text', label: { ru: 'Текст обращения', en: 'Text' } },
        { pointer: '/answerExpectedOn', label: { ru: 'Ответ ожидается к', en: 'Answer expected by' } },
      ],
    },
    sensitive: [],
    rejectReasons: [...REASONS, 'other'],
    approved: () => ({ ru: 'Ответ школы в обращении.', en: "The school's answer is with the appeal." }),
  };

  readonly declaration = Appeal.declaration;

  constructor(private readonly about: AskedAbout, private readonly schools: SchoolsFacade) {
    super();
  }

  async check(applicantId: string, form: TypedForm, paperAt: string | null): Promise<Checked> {
    const own = await this.about.pupil(applicantId, form, paperAt);
    const named = await this.about.school(form);
    const school = named ?? (own === null ? null : await this.schools.school(own.pupil.schoolId));
    const errors = checkAppeal(form, {
      today: this.about.today(school), school: named === null ? null : { id: named.id, open: named.status === 'active' },
      pupilSchoolId: own?.pupil.schoolId ?? null, files: await this.about.ownFiles(applicantId, form),
    });
    if (errors.length > 0 || school === null) return { errors, subject: null };
    const topic = String(valueAt(form, '/topic')).trim();
    return {
      errors: [],
      subject: { schoolId: school.id, place: school, identity: `${own?.pupil.id ?? ''}|${nameKey(topic)}`, title: topic, className: own?.pupil.schoolClass?.name ?? null },
    };
  }

  carryOut({ target: { answer } }: Approval<AppealApproval>): Promise<Effect> {
    return Promise.resolve({ message: answer });
  }

  summary(form: TypedForm): SummaryLine[] {
    const expected = valueAt(form, '/answerExpectedOn');
    return [
      { label: { ru: 'О чём', en: 'About' }, value: String(valueAt(form, '/topic')) },
      ...(typeof expected === 'string' && expected !== '' ? [{ label: { ru: 'Ответ ожидается к', en: 'Answer expected by' }, value: expected }] : []),
    ];
  }
}
