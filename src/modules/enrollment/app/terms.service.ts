import { Injectable } from '@nestjs/common';
import { Due } from '../../../platform/due/index.js';
import { Clock } from '../../../shared/clock.js';
import { CalendarFacade, type CalendarPlace } from '../../calendar/index.js';
import { dueChanges, dueRows, termAfter, type DueKind, type Ends, type Milestones, type Term } from '../domain/clock.js';
import type { ClockEffect } from '../domain/workflow.js';
import type { EnrollmentRequest } from '../enrollment.contracts.js';

/** Hours from 9:00 of a day to its end: staff are reminded in the morning. */
const FROM_NINE_TO_MIDNIGHT_MS = 15 * 3600 * 1000;

/** What of a request its term is counted from. */
export interface Sent {
  /** A school's id, or the place where there is none. */
  readonly where: string | CalendarPlace;
  readonly submittedAt: Date;
  readonly days: { readonly usual: number; readonly extended: number };
}

/** Terms of requests by the school's working calendar, and the rows that fall due around them (EN-4, EN-6, EN-10). */
@Injectable()
export class Terms {
  constructor(private readonly calendar: CalendarFacade, private readonly due: Due, private readonly clock: Clock) {}

  /** Both ends a round can have. */
  async ends({ where, submittedAt, days }: Sent): Promise<Ends> {
    return {
      usual: await this.calendar.dueDate(where, submittedAt, days.usual),
      extended: await this.calendar.dueDate(where, submittedAt, days.extended),
    };
  }

  /** The term after an act with this effect; the calendar is asked only when it matters. */
  async after(effect: ClockEffect, request: EnrollmentRequest, sent: Sent | null): Promise<Term | null> {
    const term = termOf(request);
    if (sent === null || effect === 'keep' || effect === 'stop') return term;
    return termAfter(effect, term, await this.ends(sent));
  }

  /** Plans and cancels so that exactly the rows the request needs now stand. */
  async keepRows(before: EnrollmentRequest, after: EnrollmentRequest): Promise<void> {
    const { plan, cancel } = dueChanges(await this.rowsOf(before), await this.rowsOf(after), this.clock.now());
    for (const kind of cancel) await this.due.cancel(kind, after.id);
    for (const [kind, at] of plan) await this.due.plan({ kind, key: after.id, at, schoolId: after.schoolId });
  }

  private async rowsOf(request: EnrollmentRequest): Promise<ReadonlyMap<DueKind, Date>> {
    const { dueOn, dueAt } = request;
    const where = whereOf(request);
    if (where === null || dueOn === null || dueAt === null) return new Map();
    return dueRows(request.status, await this.milestones(where, dueOn, dueAt));
  }

  private async milestones(where: string | CalendarPlace, dueOn: string, due: Date): Promise<Milestones> {
    const dayBefore = await this.calendar.addWorkingDays(where, dueOn, -1);
    const twoDaysAfter = await this.calendar.addWorkingDays(where, dueOn, 2);
    return { reminder: new Date(dayBefore.instant.getTime() - FROM_NINE_TO_MIDNIGHT_MS), due, region: twoDaysAfter.instant };
  }
}

/** Whose working days count for it; null before it was sent. */
function whereOf({ schoolId, zone, regionCode }: EnrollmentRequest): string | CalendarPlace | null {
  return schoolId ?? (zone === null ? null : { zone, regionCode });
}

/** What the present round is counted from; null before it was sent. */
export function sentOf(request: EnrollmentRequest): Sent | null {
  const { submittedAt, usualDays, extendedDays } = request;
  const where = whereOf(request);
  if (where === null || submittedAt === null || usualDays === null || extendedDays === null) return null;
  return { where, submittedAt, days: { usual: usualDays, extended: extendedDays } };
}

/** The term a request has; null before it was sent. */
export function termOf({ dueOn, dueAt, dueProvisional, extended }: EnrollmentRequest): Term | null {
  return dueOn === null || dueAt === null ? null : { deadline: { date: dueOn, instant: dueAt, provisional: dueProvisional }, extended };
}
