import { Injectable } from '@nestjs/common';
import { Notices, type NoticeText } from '../../platform/notices/index.js';
import { Places } from './app/places.service.js';
import { Responsible } from './app/responsible.query.js';
import { type HandedOver, PlaceOffered, RequestHandedOver, RequestStatusChanged, type RequestMoved } from './enrollment.events.js';
import { gradeIn } from './domain/admission-check.js';
import { russianDate } from './domain/words.js';
import { OPEN_STATUSES, type Act, type RequestStatus } from './domain/workflow.js';
import type { EnrollmentRequest } from './enrollment.contracts.js';
import { declarationOf } from './kinds/kinds.js';
import { RequestRepository } from './persistence/request.repository.js';

const REQUEST = 'enrollment.request';
type Locale = 'ru' | 'en';
type Words = (request: EnrollmentRequest, locale: Locale) => NoticeText;

interface Turn {
  readonly type: string;
  readonly acts: readonly Act[];
  /** The notice is true while the request is here and still this person's to answer. */
  readonly holds: RequestStatus;
  readonly mail?: 'gathered';
  readonly words: Words;
}

/** What the desk that answers is told (EN-9): what is new, what has come back, what was passed on or handed over. No names in the words. */
@Injectable()
export class DeskNotices {
  constructor(private readonly notices: Notices, private readonly requests: RequestRepository, private readonly responsible: Responsible, private readonly places: Places) {}

  register(): void {
    this.tellTurn({ type: 'enrollment.new_request', acts: ['submit', 'resubmit'], holds: 'submitted', mail: 'gathered', words: newText });
    this.tellTurn({ type: 'enrollment.endorsed', acts: ['endorse'], holds: 'in_review', mail: 'gathered', words: endorsedText });
    this.tellTurn({ type: 'enrollment.reply', acts: ['reply'], holds: 'in_review', words: replyText });
    this.tellTurn({ type: 'enrollment.place_freed', acts: ['give-up'], holds: 'approved', words: freedText });
    this.tellOffer();
    this.notices.register<HandedOver>({
      event: RequestHandedOver, type: 'enrollment.handed_over', category: 'request_status', importance: 'normal',
      audience: ({ payload: { requestId, toId, version } }) => Promise.resolve([{ key: String(version), to: { people: [toId] }, object: { type: REQUEST, id: requestId } }]),
      stillTrue: async ({ subject, personId }) => {
        const request = await this.requests.byId(subject.object.id);
        return request !== null && request.assigneeId === personId && OPEN_STATUSES.includes(request.status);
      },
      text: async ({ subject }, locale) => this.said(subject.object.id, handedText, locale),
    });
  }

  /** A place is free for the first who waits: the office gives it, and the family knows that their turn has come (EN-13). */
  private tellOffer(): void {
    this.notices.register<{ readonly requestId: string }>({
      event: PlaceOffered, type: 'enrollment.place_offered', category: 'request_status', importance: 'high',
      audience: async ({ payload: { requestId } }) => {
        const request = await this.requests.byId(requestId);
        if (request === null) return [];
        const object = { type: REQUEST, id: requestId };
        return [{ key: 'office', to: { people: await this.whose(request) }, object }, { key: 'applicant', to: { people: [request.applicantId] }, object }];
      },
      stillTrue: async ({ subject }) => {
        const request = await this.requests.byId(subject.object.id);
        return request?.outcome === 'waiting_list' && request.schoolId !== null && (await this.places.offered(request.schoolId, gradeIn(request.form))) === request.id;
      },
      text: async ({ subject }, locale) => this.said(subject.object.id, subject.key === 'office' ? toBeGivenText : offeredText, locale),
    });
  }

  private tellTurn({ type, acts, holds, mail, words }: Turn): void {
    this.notices.register<RequestMoved>({
      event: RequestStatusChanged, type, category: 'request_status', importance: 'normal', ...(mail === undefined ? {} : { mail }),
      audience: async ({ payload: { act, requestId, version } }) => {
        const request = acts.includes(act) ? await this.requests.byId(requestId) : null;
        return request === null ? [] : [{ key: String(version), to: { people: await this.whose(request) }, object: { type: REQUEST, id: requestId }, facts: { version } }];
      },
      stillTrue: async ({ subject, personId }) => {
        const request = await this.requests.byId(subject.object.id);
        return request?.status === holds && (await this.whose(request)).includes(personId);
      },
      text: async ({ subject }, locale) => this.said(subject.object.id, words, locale),
    });
  }

  /** Nobody decides their own request, and whoever entered a paper knows of it. */
  private async whose(request: EnrollmentRequest): Promise<string[]> {
    const knows = request.status === 'submitted' ? request.paper?.enteredBy : undefined;
    return (await this.responsible.office(request)).filter((id) => id !== request.applicantId && id !== knows);
  }

  private async said(requestId: string, words: Words, locale: Locale): Promise<NoticeText | null> {
    const request = await this.requests.byId(requestId);
    return request === null ? null : words(request, locale);
  }
}

function newText({ kind, number, dueOn, inPerson, round }: EnrollmentRequest, locale: Locale): NoticeText {
  const what = declarationOf(kind).title[locale];
  if (locale === 'ru') {
    const title = round > 1 ? `Заявление ${number} отправлено снова` : `Новое заявление ${number}`;
    return { title, body: [`${what}.`, inPerson ? 'Заявитель принесёт его сам: примите по номеру или QR-коду.' : '', `Ответ до ${russianDate(dueOn ?? '')} включительно.`].filter(Boolean).join(' ') };
  }
  const title = round > 1 ? `Request ${number} was sent again` : `New request ${number}`;
  return { title, body: [`${what}.`, inPerson ? 'The applicant brings it: accept it by its number or QR code.' : '', `The answer is due on ${dueOn}.`].filter(Boolean).join(' ') };
}

function handedText({ number, dueOn }: EnrollmentRequest, locale: Locale): NoticeText {
  if (locale === 'ru') {
    const title = `Вам передали заявление ${number}`;
    return { title, body: `${title}. Ответ до ${russianDate(dueOn ?? '')} включительно.`, sms: title };
  }
  const title = `Request ${number} was handed over to you`;
  return { title, body: `${title}. The answer is due on ${dueOn}.`, sms: title };
}

function replyText({ number, dueOn }: EnrollmentRequest, locale: Locale): NoticeText {
  if (locale === 'ru') {
    const title = `Заявление ${number}: заявитель ответил`;
    return { title, body: `${title}. Проверьте, что дополнено; срок до ${russianDate(dueOn ?? '')} включительно.`, sms: title };
  }
  const title = `Request ${number}: the applicant replied`;
  return { title, body: `${title}. See what was added; the answer is due on ${dueOn}.`, sms: title };
}

function freedText({ number }: EnrollmentRequest, locale: Locale): NoticeText {
  if (locale === 'ru') {
    const title = `Заявление ${number}: заявитель отказался от места`;
    return { title, body: `${title}. Если кто-то ждёт в очереди, о первом из них придёт отдельное уведомление.`, sms: title };
  }
  const title = `Request ${number}: the applicant gave the place up`;
  return { title, body: `${title}. If somebody waits, a notice about the first of the list follows.`, sms: title };
}

function toBeGivenText({ number }: EnrollmentRequest, locale: Locale): NoticeText {
  if (locale === 'ru') {
    const title = `Место свободно: первое в очереди заявление ${number}`;
    return { title, body: `${title}. Предоставьте место или освободите очередь, если семья отказалась.`, sms: title };
  }
  const title = `A place is free: request ${number} is the first of the list`;
  return { title, body: `${title}. Give it, or free the turn if the family declines.`, sms: title };
}

function offeredText({ number }: EnrollmentRequest, locale: Locale): NoticeText {
  if (locale === 'ru') {
    const title = `Заявление ${number}: освободилось место`;
    return { title, body: `${title}, вы первые в очереди. Школа предоставит его; если оно больше не нужно, откажитесь в заявлении.`, sms: title };
  }
  const title = `Request ${number}: a place is free`;
  return { title, body: `${title}, and you are the first of the list. The school will give it to you; if you do not need it any more, give it up in the request.`, sms: title };
}

function endorsedText({ number, dueOn }: EnrollmentRequest, locale: Locale): NoticeText {
  if (locale === 'ru') {
    const title = `Заявление ${number} ждёт вашего подтверждения`;
    return { title, body: `${title}: его уже согласовали. Срок до ${russianDate(dueOn ?? '')} включительно.`, sms: title };
  }
  const title = `Request ${number} waits for you to confirm it`;
  return { title, body: `${title}: it was endorsed. The answer is due on ${dueOn}.`, sms: title };
}
