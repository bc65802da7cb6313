import { OPEN_STATUSES, type ClockEffect, type RequestStatus } from './workflow.js';

/** An end of a term in working days, as the calendar counts it. */
export interface Deadline {
  /** Last day of the term, `YYYY-MM-DD`. */
  readonly date: string;
  /** 24:00 of that day in the school's zone. */
  readonly instant: Date;
  readonly provisional: boolean;
}

/** The term of a request that was sent (EN-4, EN-6). */
export interface Term {
  readonly deadline: Deadline;
  readonly extended: boolean;
}

/** Both ends a round can have, counted from the moment it was sent. */
export interface Ends {
  readonly usual: Deadline;
  readonly extended: Deadline;
}

/**
 * The term after an act. It is extended once, to the later end, and never goes beyond it; an extension never shortens.
 * @param term null before the first sending
 */
export function termAfter(effect: ClockEffect, term: Term | null, ends: Ends): Term | null {
  if (effect === 'start') return { deadline: ends.usual, extended: false };
  if (effect === 'extend' && term !== null && !term.extended) return { deadline: ends.extended, extended: true };
  return term;
}

/** The same term when the calendar changed: a promise that was provisional is counted again, a firm one stands. */
export function recounted(term: Term, ends: Ends): Term {
  if (!term.deadline.provisional) return term;
  return { ...term, deadline: term.extended ? ends.extended : ends.usual };
}

/** Overdue: still open after 24:00 of the last day. */
export function isOverdue(status: RequestStatus, dueAt: Date | null, now: Date): boolean {
  return dueAt !== null && OPEN_STATUSES.includes(status) && now >= dueAt;
}

/** What falls due around a term (EN-10): kinds of rows in `platform/due`. */
export const DUE_KINDS = ['enrollment.reminder', 'enrollment.overdue', 'enrollment.overdue_in_region', 'enrollment.no_answer'] as const;
export type DueKind = (typeof DUE_KINDS)[number];

export interface Milestones {
  /** When the staff are reminded: on the last working day before the due one. */
  readonly reminder: Date;
  /** 24:00 of the last day. */
  readonly due: Date;
  /** 24:00 of the second working day after the due one. */
  readonly region: Date;
}

/**
 * Which rows should stand for a request in this status: while the school has to answer, a reminder and two escalations;
 * while the applicant has to, the closing for want of an answer; otherwise none. All of them, also those whose moment
 * has passed: after downtime each is done once or recorded as missed.
 */
export function dueRows(status: RequestStatus, at: Milestones): ReadonlyMap<DueKind, Date> {
  if (!OPEN_STATUSES.includes(status)) return new Map();
  if (status === 'awaiting_applicant') return new Map([['enrollment.no_answer', at.due]]);
  return new Map([['enrollment.reminder', at.reminder], ['enrollment.overdue', at.due], ['enrollment.overdue_in_region', at.region]]);
}

/**
 * What to plan and to cancel when a request went from one set of rows to another. A row whose moment has passed is not
 * planned (nobody is reminded of yesterday), and one that stays as it was is left alone: it may have been done.
 */
export function dueChanges(
  before: ReadonlyMap<DueKind, Date>, after: ReadonlyMap<DueKind, Date>, now: Date,
): { readonly plan: ReadonlyMap<DueKind, Date>; readonly cancel: readonly DueKind[] } {
  const changed = [...after].filter(([kind, at]) => before.get(kind)?.getTime() !== at.getTime() && at > now);
  const gone = [...before.keys()].filter((kind) => !after.has(kind));
  return { plan: new Map(changed), cancel: gone };
}
