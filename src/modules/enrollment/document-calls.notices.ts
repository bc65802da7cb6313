import { Injectable } from '@nestjs/common';
import { Notices, type NoticeQuestion, type NoticeSubject, type NoticeText } from '../../platform/notices/index.js';
import type { Delivered } from '../../platform/outbox/index.js';
import { Clock } from '../../shared/clock.js';
import { ASKED_DOCUMENT } from './app/calls/document-answers.service.js';
import { DocumentCallsQuery } from './app/calls/document-calls.query.js';
import { MISSING, type CalledPupil, type DocumentCall } from './document-calls.contracts.js';
import { DocumentAnswerDecided, DocumentCallMoment, type AnswerDecided, type CallMoment } from './document-calls.events.js';
import { russianDate } from './domain/words.js';
import { DocumentCallRepository } from './persistence/document-call.repository.js';

export const DOCUMENT_CALL = 'enrollment.document_call';
const EVERYBODY = 10_000;
type Locale = 'ru' | 'en';

/** What families and the office are told about documents asked for (EN-16). No names in the words. */
@Injectable()
export class DocumentCallNotices {
  constructor(
    private readonly notices: Notices,
    private readonly rows: DocumentCallRepository,
    private readonly query: DocumentCallsQuery,
    private readonly clock: Clock,
  ) {}

  register(): void {
    for (const moment of ['asked', 'reminder'] as const) {
      this.notices.register<CallMoment>({
        event: DocumentCallMoment, type: `enrollment.document_${moment}`, category: 'document', importance: moment === 'asked' ? 'normal' : 'high',
        audience: async (event) => (event.payload.moment === moment ? this.families(event) : []),
        stillTrue: async (question) => isMissing(await this.called(question)) && this.mayKnow(question),
        text: async (question, locale) => askedText(await this.called(question), moment, locale),
      });
    }
    this.notices.register<CallMoment>({
      event: DocumentCallMoment, type: 'enrollment.document_call_over', category: 'document', importance: 'normal',
      audience: async ({ payload: { moment, callId, schoolId } }) => {
        const call = moment === 'over' ? await this.rows.read(schoolId, callId) : null;
        return call === null ? [] : [{ key: moment, to: { people: [call.createdBy] }, object: { type: DOCUMENT_CALL, id: callId } }];
      },
      stillTrue: async (question) => (await this.call(question))?.cancelledAt === null,
      text: async (question, locale) => overText(await this.call(question), locale),
    });
    this.notices.register<AnswerDecided>({
      event: DocumentAnswerDecided, type: 'enrollment.document_answer', category: 'document', importance: 'normal',
      audience: async ({ payload: { calledId, pupilId, state } }) => [
        { key: calledId, to: { pupilId, who: 'guardians' }, object: { type: ASKED_DOCUMENT, id: calledId }, facts: { state } }],
      stillTrue: async (question) => (await this.called(question))?.state === question.subject.facts!['state'] && this.mayKnow(question),
      text: async (question, locale) => decidedText(await this.called(question), locale),
    });
  }

  private async families({ payload: { callId, schoolId } }: Delivered<CallMoment>): Promise<NoticeSubject[]> {
    const missing = await this.rows.called(schoolId, callId, 'missing', this.clock.now(), EVERYBODY, null);
    return missing.map(({ id, pupilId }) => ({ key: id, to: { pupilId, who: 'guardians' }, object: { type: ASKED_DOCUMENT, id } }));
  }

  private called({ subject }: NoticeQuestion): Promise<CalledPupil | null> {
    return this.rows.calledById(subject.object.id, this.clock.now());
  }

  private call({ schoolId, subject }: NoticeQuestion): Promise<DocumentCall | null> {
    return this.rows.read(schoolId!, subject.object.id);
  }

  private async mayKnow(question: NoticeQuestion): Promise<boolean> {
    const called = await this.called(question);
    return called !== null && this.query.seenByFamily({ personId: question.personId }, called);
  }
}

function isMissing(called: CalledPupil | null): boolean {
  return called !== null && called.cancelledAt === null && MISSING.includes(called.state);
}

function askedText(called: CalledPupil | null, moment: 'asked' | 'reminder', locale: Locale): NoticeText | null {
  if (called === null) return null;
  const { title: what, dueOn, id } = called;
  const link = `/api/v1/asked-documents/${id}`;
  if (locale === 'ru') {
    const title = moment === 'asked' ? 'Школа запрашивает документ' : 'Напоминание: школа ждёт документ';
    return { title, body: `${what}. Передайте его до ${russianDate(dueOn)} включительно.`, sms: `Школа ждёт документ до ${russianDate(dueOn)}`, link };
  }
  const title = moment === 'asked' ? 'The school asks for a document' : 'A reminder: the school waits for a document';
  return { title, body: `${what}. Hand it in by ${dueOn}, that day included.`, sms: `The school waits for a document until ${dueOn}`, link };
}

function decidedText(called: CalledPupil | null, locale: Locale): NoticeText | null {
  if (called === null) return null;
  const { title: what, state, decisionMessage, dueOn, id } = called;
  const link = `/api/v1/asked-documents/${id}`;
  if (state === 'accepted') {
    return locale === 'ru' ? { title: 'Документ принят', body: `${what}: школа приняла документ.`, link } : { title: 'The document was accepted', body: `${what}: the school has accepted it.`, link };
  }
  return locale === 'ru'
    ? { title: 'Школа вернула документ', body: `${what}: ${decisionMessage} Передайте его снова до ${russianDate(dueOn)} включительно.`, sms: 'Школа вернула документ, посмотрите, что исправить', link }
    : { title: 'The school sent a document back', body: `${what}: ${decisionMessage} Hand it in again by ${dueOn}.`, sms: 'The school sent a document back: see what to mend', link };
}

function overText(call: DocumentCall | null, locale: Locale): NoticeText | null {
  if (call === null) return null;
  const { title: what, counts, id } = call;
  const missing = counts.waiting + counts.returned;
  const link = `/api/v1/document-requests/${id}/pupils?state=missing`;
  return locale === 'ru'
    ? { title: 'Срок сдачи документов истёк', body: `${what}: не передали ${missing} из ${missing + counts.handed_in + counts.accepted}.`, link }
    : { title: 'The day for documents is over', body: `${what}: ${missing} of ${missing + counts.handed_in + counts.accepted} are missing.`, link };
}
