import { Injectable } from '@nestjs/common';
import { Notices, type Importance, type NoticeQuestion, type NoticeText } from '../../platform/notices/index.js';
import { Responsible } from './app/responsible.query.js';
import { RequestStatusChanged, RequestTermAlarm, type RequestMoved, type TermAlarm } from './enrollment.events.js';
import { reasonWords, type Words } from './domain/reasons.js';
import { russianDate, STATUS_WORDS } from './domain/words.js';
import { OPEN_STATUSES, type Act, type RequestStatus } from './domain/workflow.js';
import type { EnrollmentRequest } from './enrollment.contracts.js';
import { declarationOf } from './kinds/kinds.js';
import { RequestRepository } from './persistence/request.repository.js';

const REQUEST = 'enrollment.request';
type Locale = 'ru' | 'en';

/** Steps that ask something of the applicant or answer them; the others only say how it goes. */
const ANSWERS: readonly RequestStatus[] = ['awaiting_applicant', 'approved', 'rejected'];

/** What people are told about requests: the applicant every step (EN-11), staff and support what falls due (EN-10). No names in the words. */
@Injectable()
export class RequestNotices {
  constructor(
    private readonly notices: Notices,
    private readonly requests: RequestRepository,
    private readonly responsible: Responsible,
  ) {}

  register(): void {
    this.registerStatus('enrollment.progress', 'normal', (to) => !ANSWERS.includes(to));
    this.registerStatus('enrollment.answer', 'high', (to) => ANSWERS.includes(to));
    this.registerSupport();
    this.notices.register<TermAlarm>({
      event: RequestTermAlarm, type: 'enrollment.term', category: 'request_status', importance: 'high',
      audience: async (event) => [{
        key: event.payload.level, to: { people: await this.those(event.payload.requestId, (request) => this.responsible.alarmed(request, event.payload.level)) }, object: { type: REQUEST, id: event.payload.requestId },
        facts: { level: event.payload.level, dueOn: event.payload.dueOn },
      }],
      stillTrue: (question) => this.stillDue(question),
      text: async ({ subject }, locale) => {
        const request = await this.requests.byId(subject.object.id);
        return request === null ? null : alarmText(request, subject.facts?.['level'] === 'staff', locale);
      },
    });
  }

  /** A step that was taken stays true: the applicant is told of every one, while the request is theirs to see. */
  private registerStatus(type: string, importance: Importance, told: (to: RequestStatus) => boolean): void {
    this.notices.register<RequestMoved>({
      event: RequestStatusChanged, type, category: 'request_status', importance,
      audience: ({ payload }) => Promise.resolve(told(payload.to) ? [{
        key: String(payload.version), to: { people: [payload.applicantId] }, object: { type: REQUEST, id: payload.requestId },
        facts: { act: payload.act, to: payload.to, round: payload.round },
      }] : []),
      stillTrue: async ({ subject, personId }) => (await this.requests.byId(subject.object.id))?.applicantId === personId,
      text: async ({ subject }, locale) => {
        const request = await this.requests.byId(subject.object.id);
        return request === null ? null : stepText(request, subject.facts?.['to'] as RequestStatus, subject.facts?.['act'] as Act, locale);
      },
    });
  }

  /** Support and the region learn that an applicant asks them to look into an overdue request, while it waits (EN-10). */
  private registerSupport(): void {
    this.notices.register<RequestMoved>({
      event: RequestStatusChanged, type: 'enrollment.support_asked', category: 'request_status', importance: 'high',
      audience: async ({ payload: { act, requestId, version } }) => (act !== 'ask-support' ? [] : [{
        key: String(version), to: { people: await this.those(requestId, (request) => this.responsible.lookInto(request)) }, object: { type: REQUEST, id: requestId },
      }]),
      stillTrue: async ({ subject }) => {
        const request = await this.requests.byId(subject.object.id);
        return request !== null && request.supportAskedAt !== null && OPEN_STATUSES.includes(request.status);
      },
      text: async ({ subject }, locale) => {
        const request = await this.requests.byId(subject.object.id);
        return request === null ? null : supportText(request, locale);
      },
    });
  }

  /** Whom an event about a request concerns: nobody when it is gone. */
  private async those(requestId: string, whom: (request: EnrollmentRequest) => Promise<readonly string[]>): Promise<readonly string[]> {
    const request = await this.requests.byId(requestId);
    return request === null ? [] : whom(request);
  }

  private async stillDue({ subject }: NoticeQuestion): Promise<boolean> {
    const request = await this.requests.byId(subject.object.id);
    const waiting = request !== null && ['submitted', 'accepted', 'in_review'].includes(request.status);
    return waiting && request.dueOn === subject.facts?.['dueOn'];
  }
}

/** An act that leaves the status: what its title says. */
const ACT_TITLES: Readonly<Partial<Record<Act, (number: string) => Words>>> = {
  extend: (number) => ({ ru: `Срок по заявлению ${number} продлён`, en: `Request ${number}: the term was extended` }),
  recount: (number) => ({ ru: `Срок по заявлению ${number} пересчитан по рабочему календарю`, en: `Request ${number}: the term was counted again by the working calendar` }),
  'give-place': (number) => ({ ru: `Заявление ${number}: место освободилось и предоставлено`, en: `Request ${number}: a place is free and was given` }),
  release: (number) => ({ ru: `Заявление ${number}: школа освободила место`, en: `Request ${number}: the school freed the place` }),
  'give-up': (number) => ({ ru: `Заявление ${number}: вы отказались от места`, en: `Request ${number}: you gave the place up` }),
  'ask-support': (number) => ({ ru: `Заявление ${number}: поддержку попросили разобраться`, en: `Request ${number}: support was asked to look into it` }),
  deliver: (number) => ({ ru: `Документ по заявлению ${number} готов`, en: `Request ${number}: the document is ready` }),
  endorse: (number) => ({ ru: `Заявление ${number} согласовано и передано на подтверждение`, en: `Request ${number} was endorsed and passed on to be confirmed` }),
};

function stepText(request: EnrollmentRequest, to: RequestStatus, act: Act, locale: Locale): NoticeText {
  const number = request.number ?? '';
  const moved = ACT_TITLES[act]?.(number)[locale];
  const waits = act !== 'ask-support' && to !== 'approved' && (['submitted', 'accepted'].includes(to) || moved !== undefined);
  const due = request.dueOn === null ? '' : locale === 'ru' ? russianDate(request.dueOn) : request.dueOn;
  const status = STATUS_WORDS[to][locale];
  const more = moreAbout(request, to, locale);
  if (locale === 'ru') {
    const title = moved ?? `Заявление ${number}: ${status}`;
    return { title, body: [`${title}.`, waits ? `Ответ до ${due} включительно.` : '', more].filter(Boolean).join(' '), sms: title };
  }
  const title = moved ?? `Request ${number}: ${status}`;
  return { title, body: [`${title}.`, waits ? `An answer is due on ${due}.` : '', more].filter(Boolean).join(' '), sms: title };
}

/** What the applicant should do next, as the request stands now. */
function moreAbout(request: EnrollmentRequest, to: RequestStatus, locale: Locale): string {
  if (['released', 'given_up'].includes(request.outcome ?? '')) return '';
  if (to === 'approved') return declarationOf(request.kind).approved(request)[locale];
  if (to === 'awaiting_applicant') return locale === 'ru' ? 'Посмотрите, что нужно дополнить, и ответьте до конца срока.' : 'See what is missing and reply before the term ends.';
  const code = request.decision?.reasonCode ?? null;
  if (to === 'rejected' && code !== null) return reasonWords(code)?.[locale] ?? '';
  return '';
}

function supportText({ number, dueOn }: EnrollmentRequest, locale: Locale): NoticeText {
  if (locale === 'ru') {
    const title = `Заявление ${number} просрочено: заявитель просит разобраться`;
    return { title, body: `${title}. Срок ответа истёк ${russianDate(dueOn ?? '')}; выясните, кто его рассматривает.`, sms: title };
  }
  const title = `Request ${number} is overdue: the applicant asks you to look into it`;
  return { title, body: `${title}. The answer was due on ${dueOn}; find out who has it.`, sms: title };
}

function alarmText({ number, dueOn }: EnrollmentRequest, before: boolean, locale: Locale): NoticeText {
  if (locale === 'ru') {
    const until = russianDate(dueOn ?? '');
    const title = before ? `Заявление ${number}: ответьте до ${until}` : `Заявление ${number} просрочено`;
    return { title, body: before ? `До конца срока остался один рабочий день (${until} включительно).` : `Срок ответа истёк ${until}. Примите решение.`, sms: title };
  }
  const title = before ? `Request ${number}: answer by ${dueOn}` : `Request ${number} is overdue`;
  return { title, body: before ? `One working day is left (up to and including ${dueOn}).` : `The answer was due on ${dueOn}. Decide it.`, sms: title };
}
