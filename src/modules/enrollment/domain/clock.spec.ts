import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dueChanges, dueRows, isOverdue, recounted, termAfter, type Deadline, type Ends, type Term } from './clock.js';
import { ACTS, OPEN_STATUSES, REQUEST_STATUSES, WORKFLOW } from './workflow.js';

const day = 86_400_000;
const deadline = (n: number, provisional = false): Deadline => {
  const instant = new Date(Date.UTC(2026, 0, 1) + n * day);
  return { date: new Date(instant.getTime() - day).toISOString().slice(0, 10), instant, provisional };
};
const ends: Ends = { usual: deadline(7), extended: deadline(14) };

describe('the clock of a request', () => {
  it('starts with the usual term and is extended once', () => {
    const started = termAfter('start', null, ends)!;
    expect(started).toEqual({ deadline: ends.usual, extended: false });
    const extended = termAfter('extend', started, ends)!;
    expect(extended).toEqual({ deadline: ends.extended, extended: true });
    expect(termAfter('extend', extended, { ...ends, extended: deadline(99) })).toEqual(extended);
    expect(termAfter('stop', extended, ends)).toEqual(extended);
  });

  it('whatever is done, a round never goes beyond its later end, and time given is not taken back', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...ACTS.filter((a) => WORKFLOW[a].clock !== 'start'))), (acts) => {
      let term: Term | null = termAfter('start', null, ends);
      for (const act of acts) {
        const next: Term | null = termAfter(WORKFLOW[act].clock, term, ends);
        expect(next!.deadline.instant.getTime()).toBeGreaterThanOrEqual(term!.deadline.instant.getTime());
        expect(next!.deadline.instant.getTime()).toBeLessThanOrEqual(ends.extended.instant.getTime());
        term = next;
      }
    }));
  });

  it('counts a provisional promise again, and keeps a firm one', () => {
    const provisional: Term = { deadline: deadline(7, true), extended: false };
    const changed: Ends = { usual: deadline(8), extended: deadline(15) };
    expect(recounted(provisional, changed)).toEqual({ deadline: changed.usual, extended: false });
    expect(recounted({ deadline: deadline(14, true), extended: true }, changed)).toEqual({ deadline: changed.extended, extended: true });
    expect(recounted({ deadline: deadline(7), extended: false }, changed).deadline).toEqual(deadline(7));
  });

  it('is overdue at 24:00 and not a moment before, and only while open', () => {
    const due = ends.usual.instant;
    for (const status of REQUEST_STATUSES) {
      expect(isOverdue(status, due, due)).toBe(OPEN_STATUSES.includes(status));
      expect(isOverdue(status, due, new Date(due.getTime() - 1))).toBe(false);
      expect(isOverdue(status, null, due)).toBe(false);
    }
  });

  it('has rows for whoever has to act', () => {
    const at = { reminder: new Date(1), due: new Date(2), region: new Date(3) };
    const kinds = Object.fromEntries(REQUEST_STATUSES.map((status) => [status, [...dueRows(status, at).keys()]]));
    const school = ['enrollment.reminder', 'enrollment.overdue', 'enrollment.overdue_in_region'];
    expect(kinds).toEqual({
      draft: [], submitted: school, accepted: school, in_review: school, awaiting_applicant: ['enrollment.no_answer'], approved: [], rejected: [], withdrawn: [],
    });
    expect([...dueRows('submitted', at).values()]).toEqual([at.reminder, at.due, at.region]);
  });

  it('plans what is new or moved, cancels what is gone, and leaves alone what stands', () => {
    const at = { reminder: new Date(10), due: new Date(20), region: new Date(30) };
    const later = { reminder: new Date(40), due: new Date(50), region: new Date(60) };
    const changes = (from: Parameters<typeof dueRows>, to: Parameters<typeof dueRows>, now: number) => {
      const { plan, cancel } = dueChanges(dueRows(...from), dueRows(...to), new Date(now));
      return { plan: [...plan.keys()], cancel };
    };
    const [reminder, overdue, region, noAnswer] = ['enrollment.reminder', 'enrollment.overdue', 'enrollment.overdue_in_region', 'enrollment.no_answer'];
    expect(changes(['draft', at], ['submitted', at], 0)).toEqual({ plan: [reminder, overdue, region], cancel: [] });
    expect(changes(['submitted', at], ['accepted', at], 15)).toEqual({ plan: [], cancel: [] });
    expect(changes(['in_review', at], ['awaiting_applicant', later], 15)).toEqual({ plan: [noAnswer], cancel: [reminder, overdue, region] });
    expect(changes(['awaiting_applicant', at], ['in_review', at], 15)).toEqual({ plan: [overdue, region], cancel: [noAnswer] });
    expect(changes(['in_review', at], ['approved', at], 15)).toEqual({ plan: [], cancel: [reminder, overdue, region] });
  });
});
