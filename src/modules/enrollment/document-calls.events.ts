import { defineEvent } from '../../platform/outbox/index.js';

/** A moment of a call for documents: it was made, its last working day is near, or it is over (EN-16). */
export interface CallMoment {
  readonly callId: string;
  readonly schoolId: string;
  readonly moment: 'asked' | 'reminder' | 'over';
}
export const DocumentCallMoment = defineEvent<CallMoment>('enrollment.document_call');

/** A family's document was accepted or sent back. */
export interface AnswerDecided {
  readonly calledId: string;
  readonly schoolId: string;
  readonly pupilId: string;
  readonly state: 'accepted' | 'returned';
}
export const DocumentAnswerDecided = defineEvent<AnswerDecided>('enrollment.document_answer_decided');
