import { Injectable } from '@nestjs/common';
import { Transactional } from '../../../../platform/database/index.js';
import { Due } from '../../../../platform/due/index.js';
import { Outbox } from '../../../../platform/outbox/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { Clock } from '../../../../shared/clock.js';
import { DomainError, InvalidInput, notFound, type FieldError } from '../../../../shared/domain-error.js';
import { newId } from '../../../../shared/ids.js';
import { AuditFacade } from '../../../audit/index.js';
import { CalendarFacade } from '../../../calendar/index.js';
import type { NewDocumentCall } from '../../document-calls.contracts.js';
import { DocumentAnswerDecided, DocumentCallMoment } from '../../document-calls.events.js';
import { DocumentCallRepository } from '../../persistence/document-call.repository.js';
import { schoolOfActor } from './school-of-actor.js';

export const CALL_REMINDER = 'enrollment.document_call_reminder';
export const CALL_OVER = 'enrollment.document_call_over';

/** A school of the largest size, in one call. */
const MOST_CALLED = 3000;
const LONGEST_DAYS = 366;
const DAY_MS = 24 * 3600 * 1000;
/** From 9:00 of a day to its end: families are reminded in the morning. */
const FROM_NINE_TO_MIDNIGHT_MS = 15 * 3600 * 1000;

/** The office calls on families for a document, and looks at what comes (EN-16). */
@Injectable()
export class DocumentCalls {
  constructor(
    private readonly rows: DocumentCallRepository,
    private readonly calendar: CalendarFacade,
    private readonly due: Due,
    private readonly outbox: Outbox,
    private readonly audit: AuditFacade,
    private readonly clock: Clock,
  ) {}

  /** Asks the families of these classes (as they are today) and pupils, each once. @throws InvalidInput naming everything wrong @returns its id */
  @Transactional()
  async make(actor: Actor, call: NewDocumentCall): Promise<string> {
    const [schoolId, at] = [schoolOfActor(actor), this.clock.now()];
    const today = await this.calendar.dayOf(schoolId, at);
    const { instant: due } = await this.calendar.addWorkingDays(schoolId, call.dueOn, 0);
    const errors: FieldError[] = [];
    if (due <= at || due.getTime() > at.getTime() + LONGEST_DAYS * DAY_MS) errors.push({ pointer: '/dueOn', code: 'enrollment.call_day_over' });
    const pupilIds = await this.chosen(schoolId, call, today, errors);
    InvalidInput.throwIfAny(errors);

    const id = newId(at);
    await this.rows.insert(schoolId, { ...call, id, due, by: actor.personId, at });
    await this.rows.insertCalled(schoolId, id, pupilIds, at);
    const dayBefore = await this.calendar.addWorkingDays(schoolId, call.dueOn, -1);
    const reminder = new Date(dayBefore.instant.getTime() - FROM_NINE_TO_MIDNIGHT_MS);
    if (reminder > at) await this.due.plan({ kind: CALL_REMINDER, key: id, at: reminder, schoolId });
    await this.due.plan({ kind: CALL_OVER, key: id, at: due, schoolId });
    await this.outbox.publish(DocumentCallMoment, { callId: id, schoolId, moment: 'asked' }, { schoolId });
    await this.record(actor, schoolId, 'enrollment.call_for_documents', id, { pupils: pupilIds.length });
    return id;
  }

  /** Nobody has to hand in any more; what was handed in stays. Again is fine. @throws DomainError object.not_found */
  @Transactional()
  async cancel(actor: Actor, id: string): Promise<void> {
    const schoolId = schoolOfActor(actor);
    const call = await this.rows.lock(schoolId, id);
    if (call === null) throw notFound();
    if (call.cancelledAt !== null) return;
    await this.rows.cancel(schoolId, id, actor.personId, this.clock.now());
    for (const kind of [CALL_REMINDER, CALL_OVER]) await this.due.cancel(kind, id);
    await this.record(actor, schoolId, 'enrollment.cancel_document_call', id, {});
  }

  /** @throws DomainError object.not_found, enrollment.nothing_handed_in */
  accept(actor: Actor, callId: string, pupilId: string): Promise<void> {
    return this.decide(actor, callId, pupilId, 'accepted', null);
  }

  /** Back to the family, with what is wrong: missing again. @throws DomainError object.not_found, enrollment.nothing_handed_in */
  sendBack(actor: Actor, callId: string, pupilId: string, message: string): Promise<void> {
    return this.decide(actor, callId, pupilId, 'returned', message);
  }

  @Transactional()
  protected async decide(actor: Actor, callId: string, pupilId: string, state: 'accepted' | 'returned', message: string | null): Promise<void> {
    const schoolId = schoolOfActor(actor);
    if (!(await this.rows.isCalled(schoolId, callId, pupilId))) throw notFound();
    const calledId = await this.rows.decide(schoolId, callId, pupilId, { state, message, by: actor.personId, at: this.clock.now() });
    if (calledId === null) throw new DomainError('enrollment.nothing_handed_in');
    await this.outbox.publish(DocumentAnswerDecided, { calledId, schoolId, pupilId, state }, { schoolId });
    await this.record(actor, schoolId, state === 'accepted' ? 'enrollment.accept_document' : 'enrollment.return_document', callId, {}, pupilId);
  }

  private async chosen(schoolId: string, { classIds, pupilIds }: NewDocumentCall, today: string, errors: FieldError[]): Promise<string[]> {
    const [ofClasses, ofSchool] = [await this.rows.pupilsOfClasses(schoolId, classIds, today), await this.rows.pupilsOfSchool(schoolId, pupilIds)];
    classIds.forEach((id, i) => { if (!ofClasses.has(id)) errors.push({ pointer: `/classIds/${i}`, code: 'enrollment.not_of_school' }); });
    pupilIds.forEach((id, i) => { if (!ofSchool.has(id)) errors.push({ pointer: `/pupilIds/${i}`, code: 'enrollment.not_of_school' }); });
    const chosen = [...new Set([...[...ofClasses.values()].flat(), ...ofSchool])].sort();
    if (errors.every(({ pointer }) => pointer === '/dueOn') && chosen.length === 0) errors.push({ pointer: '/pupilIds', code: 'enrollment.nobody_called' });
    if (chosen.length > MOST_CALLED) errors.push({ pointer: '/pupilIds', code: 'enrollment.too_many_called', params: { limit: MOST_CALLED } });
    return chosen;
  }

  private record(actor: Actor, schoolId: string, operation: string, id: string, details: Record<string, number>, subjectId?: string): Promise<void> {
    return this.audit.record(actor, { operation, objectType: 'enrollment.document_call', objectId: id, schoolId, subjectId, outcome: 'success', details });
  }
}
