import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import {
  ACTS, allowedActs, isAllowed, isAllowedForApplicant, OPEN_STATUSES, owesPaper, REQUEST_STATUSES, statusAfter, WORKFLOW, type Act, type Relation, type RequestStatus,
} from './workflow.js';

/** The table of api.md, typed anew from the contract: `act: who: from, from -> to`. */
const CONTRACT = `
  submit: applicant: draft -> submitted
  accept: staff: submitted -> accepted
  receive: staff: submitted -> accepted
  ask-support: applicant: submitted -> submitted
  ask-support: applicant: accepted -> accepted
  ask-support: applicant: in_review -> in_review
  start-review: staff: accepted -> in_review
  ask-applicant: staff: in_review -> awaiting_applicant
  reply: applicant: awaiting_applicant -> in_review
  extend: staff: accepted -> accepted
  extend: staff: in_review -> in_review
  approve: staff: in_review -> approved
  endorse: staff: in_review -> in_review
  reject: staff: submitted -> rejected
  reject: staff: accepted -> rejected
  reject: staff: in_review -> rejected
  expire: system: awaiting_applicant -> rejected
  withdraw: applicant: submitted -> withdrawn
  withdraw: applicant: accepted -> withdrawn
  withdraw: applicant: in_review -> withdrawn
  withdraw: applicant: awaiting_applicant -> withdrawn
  resubmit: applicant: rejected -> submitted
  patch: applicant: draft -> draft
  patch: applicant: awaiting_applicant -> awaiting_applicant
  patch: applicant: rejected -> rejected
  recount: system: submitted -> submitted
  recount: system: accepted -> accepted
  recount: system: in_review -> in_review
  recount: system: awaiting_applicant -> awaiting_applicant
  deliver: system: approved -> approved
  give-place: staff: approved -> approved
  release: staff: approved -> approved
  give-up: applicant: approved -> approved
  assign: staff: submitted -> submitted
  assign: staff: accepted -> accepted
  assign: staff: in_review -> in_review
  assign: staff: awaiting_applicant -> awaiting_applicant
  mend-contact: staff: draft -> draft
  mend-contact: staff: submitted -> submitted
  mend-contact: staff: accepted -> accepted
  mend-contact: staff: in_review -> in_review
  mend-contact: staff: awaiting_applicant -> awaiting_applicant
  mend-contact: staff: rejected -> rejected
  hand-over: staff: submitted -> submitted
  hand-over: staff: accepted -> accepted
  hand-over: staff: in_review -> in_review
  hand-over: staff: awaiting_applicant -> awaiting_applicant
  hand-over: staff: approved -> approved
  hand-over: staff: rejected -> rejected
  hand-over: staff: withdrawn -> withdrawn
`.trim().split('\n').map((line) => line.trim());

const RELATIONS: readonly Relation[] = ['applicant', 'staff', 'system'];
/** Composed on line, in its term, answered by one. */
const USUAL = { extended: false, lastTurn: true, outcome: null, inPerson: false, unheard: false, onPaper: false, owed: false };
const everyCase = ACTS.flatMap((act) => REQUEST_STATUSES.flatMap((status) => RELATIONS.map((relation) => ({ act, status, relation }))));

describe('the workflow', () => {
  test.each(everyCase)('$act from $status by $relation is as the contract says', ({ act, status, relation }) => {
    const line = CONTRACT.find((l) => l.startsWith(`${act}: ${relation}: ${status} ->`));
    expect(isAllowed(act, { status, extended: false, lastTurn: act !== 'endorse', outcome: 'waiting_list', inPerson: act === 'receive', unheard: act === 'ask-support', onPaper: true, owed: true }, relation)).toBe(line !== undefined);
    if (line !== undefined) expect(statusAfter(act, status)).toBe(line.split('-> ')[1]);
  });

  it('staff do for the applicant of a paper application what an applicant answers by, and nothing else', () => {
    const done = REQUEST_STATUSES.flatMap((status) => ACTS.filter((act) => isAllowedForApplicant(act, { ...USUAL, status, outcome: 'place', unheard: true, onPaper: true, owed: true })));
    expect(new Set(done)).toEqual(new Set(['patch', 'submit', 'reply', 'withdraw', 'resubmit']));
  });

  it('what is brought in person is received, everything else accepted', () => {
    const allowed = (inPerson: boolean) => allowedActs({ ...USUAL, status: 'submitted', inPerson }, 'staff');
    expect([allowed(true), allowed(false)]).toEqual([['receive', 'reject', 'assign'], ['accept', 'reject', 'assign']]);
  });

  it('mends a contact only on paper, and hands over only what is owed', () => {
    const allowed = (facts: object) => allowedActs({ ...USUAL, status: 'approved', ...facts }, 'staff');
    expect([allowed({ onPaper: true }), allowed({ onPaper: true, owed: true }), allowed({ onPaper: true, status: 'draft' })]).toEqual([[], ['hand-over'], ['mend-contact']]);
    const paperOnly: Act[] = ['submit', 'ask-applicant', 'approve', 'reject', 'deliver'];
    for (const act of paperOnly) expect([act, owesPaper(act, { paper: {} }), owesPaper(act, { paper: null })]).toEqual([act, true, false]);
    expect(owesPaper('accept', { paper: {} })).toBe(false);
  });

  it('extends by hand once in a round', () => {
    expect(isAllowed('extend', { ...USUAL, status: 'in_review', extended: true }, 'staff')).toBe(false);
    expect(isAllowed('ask-applicant', { ...USUAL, status: 'in_review', extended: true }, 'staff')).toBe(true);
  });

  it('of several who answer the last approves, and those before endorse; either may refuse', () => {
    const allowed = (lastTurn: boolean) => allowedActs({ ...USUAL, status: 'in_review', lastTurn }, 'staff');
    expect([allowed(false), allowed(true)]).toEqual([['ask-applicant', 'extend', 'endorse', 'reject', 'assign'], ['ask-applicant', 'extend', 'approve', 'reject', 'assign']]);
  });

  it('gives and takes back only what an approval came to', () => {
    const allowed = (outcome: string | null, relation: Relation) => allowedActs({ ...USUAL, status: 'approved', outcome }, relation);
    expect([allowed('place', 'staff'), allowed('waiting_list', 'staff'), allowed('released', 'staff'), allowed(null, 'staff')]).toEqual([['release'], ['give-place', 'release'], [], []]);
    expect([allowed('place', 'applicant'), allowed('given_up', 'applicant'), allowed(null, 'applicant')]).toEqual([['give-up'], [], []]);
  });

  it('names exactly what is allowed', () => {
    expect(allowedActs({ ...USUAL, status: 'in_review' }, 'staff')).toEqual(['ask-applicant', 'extend', 'approve', 'reject', 'assign']);
    expect(allowedActs({ ...USUAL, status: 'rejected', extended: true }, 'applicant')).toEqual(['patch', 'resubmit']);
    expect(allowedActs({ ...USUAL, status: 'approved' }, 'applicant')).toEqual([]);
  });

  it('runs the clock exactly while the request is open', () => {
    for (const act of ACTS) {
      const move = WORKFLOW[act];
      for (const from of move.from) {
        const opensNow = !OPEN_STATUSES.includes(from) && OPEN_STATUSES.includes(statusAfter(act, from));
        const endsNow = OPEN_STATUSES.includes(from) && !OPEN_STATUSES.includes(statusAfter(act, from));
        expect({ act, from, starts: move.clock === 'start', stops: move.clock === 'stop' }).toEqual({ act, from, starts: opensNow, stops: endsNow });
      }
    }
  });

  it('whatever is done in whatever order, a request that ended stays ended unless it is sent again', () => {
    fc.assert(fc.property(fc.array(fc.record({ act: fc.constantFrom(...ACTS), relation: fc.constantFrom(...RELATIONS) }), { maxLength: 40 }), (steps) => {
      let status: RequestStatus = 'draft';
      const taken: Act[] = [];
      for (const { act, relation } of steps) {
        if (!isAllowed(act, { ...USUAL, status }, relation)) continue;
        status = statusAfter(act, status);
        taken.push(act);
      }
      for (const end of ['approve', 'withdraw'] as const) {
        const at = taken.indexOf(end);
        if (at >= 0) expect(taken.slice(at + 1).filter((act) => act !== 'deliver')).toEqual([]);
      }
      // every open request was sent by its applicant, and somebody of the staff took it before it was decided
      if (OPEN_STATUSES.includes(status)) expect(taken).toContain('submit');
      if (status === 'approved') expect(taken).toEqual(expect.arrayContaining(['submit', 'accept', 'start-review']));
    }));
  });
});
