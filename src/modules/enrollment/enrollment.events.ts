import { defineEvent } from '../../platform/outbox/index.js';
import type { Act, RequestStatus } from './domain/workflow.js';

/** A request took a step (EN-11): its status changed, or (`from` equals `to`) it was extended, counted again, passed on to be confirmed, or what it asked for was made. */
export interface RequestMoved {
  readonly requestId: string;
  /** Null for one of no school. */
  readonly schoolId: string | null;
  readonly applicantId: string;
  readonly kind: string;
  readonly act: Act;
  readonly from: RequestStatus;
  readonly to: RequestStatus;
  readonly round: number;
  /** The request's version after the step. */
  readonly version: number;
}
export const RequestStatusChanged = defineEvent<RequestMoved>('enrollment.status_changed');

/** The staff have to be told about a term (EN-10). */
export interface TermAlarm {
  readonly requestId: string;
  /** Null for one of no school. */
  readonly schoolId: string | null;
  /** Whom to tell: the staff a working day before, the director when overdue, then the region. */
  readonly level: 'staff' | 'director' | 'region';
  /** Last day of the term it is about, `YYYY-MM-DD`. */
  readonly dueOn: string;
}
export const RequestTermAlarm = defineEvent<TermAlarm>('enrollment.term_alarm');

/** A request was handed over to somebody by a colleague (EN-9). */
export interface HandedOver {
  readonly requestId: string;
  readonly toId: string;
  /** The request's version before it. */
  readonly version: number;
}
export const RequestHandedOver = defineEvent<HandedOver>('enrollment.handed_over');

/** A place is free, and this request is the first that waits for one (EN-13). */
export const PlaceOffered = defineEvent<{ readonly requestId: string }>('enrollment.place_offered');

/** A request was sent, anew or in answer: signatures of its documents are to be checked (SC-3). */
export const DocumentsSent = defineEvent<{ readonly requestId: string }>('enrollment.documents_sent');
