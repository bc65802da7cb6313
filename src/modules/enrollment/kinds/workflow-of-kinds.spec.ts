import { describe, expect, it, test } from '@jest/globals';
import { ROLE_CODES, type RoleCode } from '../../../shared/roles.js';
import { allowedTo } from '../app/steps.service.js';
import { rejectReasonCodes, reasonWords } from '../domain/reasons.js';
import { ACTS, REQUEST_STATUSES, type Act, type RequestStatus } from '../domain/workflow.js';
import type { Scope } from '../enrollment.contracts.js';
import { standingOf, type Viewer } from '../enrollment.policy.js';
import { DECLARATIONS } from './kinds.js';

const OFFICE: readonly RoleCode[] = ['secretary', 'school_admin', 'director'];

/** Who answers each kind, in turn: typed anew from the requirements (EN-1). A kind that is not here fails. */
const ANSWERS: Readonly<Record<string, readonly (readonly [Scope, readonly RoleCode[]])[]>> = {
  diary_access: [['school', OFFICE]],
  admission: [['school', OFFICE]],
  data_correction: [['school', OFFICE]],
  document: [['school', OFFICE]],
  appeal: [['school', OFFICE]],
  school_connection: [['operator', ['system_admin']]],
  region_connection: [['operator', ['system_admin']]],
  staff_binding: [['school', ['director']], ['region', ['regional_coordinator']]],
};

/** What whoever's turn it is may do, and what the applicant may, by status: typed anew from api.md. */
const STAFF: Readonly<Partial<Record<RequestStatus, readonly Act[]>>> = {
  submitted: ['accept', 'reject', 'assign'],
  accepted: ['start-review', 'extend', 'reject', 'assign'],
  in_review: ['ask-applicant', 'extend', 'reject', 'assign'],
  awaiting_applicant: ['assign'],
};
const APPLICANT: Readonly<Partial<Record<RequestStatus, readonly Act[]>>> = {
  draft: ['patch', 'submit'],
  submitted: ['withdraw'], accepted: ['withdraw'], in_review: ['withdraw'],
  awaiting_applicant: ['patch', 'reply', 'withdraw'],
  rejected: ['patch', 'resubmit'],
};

const NOW = new Date('2026-11-05T06:00:00Z');
const HERE = { schoolId: 'school', regionCode: '39' };
const viewer = (role: RoleCode, at: 'here' | 'elsewhere'): Viewer => ({
  personId: 'somebody', role,
  schoolId: OFFICE.includes(role) ? (at === 'here' ? HERE.schoolId : 'another school') : null,
  regionCode: role === 'regional_coordinator' ? (at === 'here' ? HERE.regionCode : '41') : null,
  operator: role === 'system_admin' || role === 'support_agent',
});

/** Kind × whose turn × status × extended or not. */
const everyState = DECLARATIONS.flatMap(({ code, deciders }) => (ANSWERS[code] ?? []).flatMap(([scope], turn, turns) =>
  REQUEST_STATUSES.flatMap((status) => [false, true].map((extended) => ({
    code, deciders, turn, last: turn === turns.length - 1, status, extended,
    request: { applicantId: 'applicant', status, extended, outcome: null, inPerson: false, paper: null, dueAt: null, supportAskedAt: null, route: status === 'draft' ? null : turns.map(([name]) => name), scope: status === 'draft' ? null : scope, ...HERE },
  })))));

function expected(state: (typeof everyState)[number], role: RoleCode): readonly Act[] {
  const { code, turn, last, status, extended } = state;
  if (status === 'draft' || !ANSWERS[code]![turn]![1].includes(role)) return [];
  const acts = (STAFF[status] ?? []).filter((act) => !(act === 'extend' && extended));
  return status === 'in_review' ? [...acts, last ? 'approve' : 'endorse'] : acts;
}

const inOrder = (acts: readonly Act[]): Act[] => ACTS.filter((act) => acts.includes(act));

describe('what everybody may do with every kind of request in every state', () => {
  it('every kind is written down here, with its route', () => {
    expect(Object.fromEntries(DECLARATIONS.map(({ code, route }) => [code, route]))).toEqual(
      Object.fromEntries(Object.entries(ANSWERS).map(([code, turns]) => [code, turns.map(([scope]) => scope)])));
  });

  test.each(everyState)('$code, turn $turn, $status, extended: $extended', (state) => {
    const { request, deciders } = state;
    for (const role of ROLE_CODES) {
      const here = allowedTo(standingOf(viewer(role, 'here'), request, deciders), request, NOW);
      expect({ role, here }).toEqual({ role, here: inOrder(expected(state, role)) });
      if (role === 'system_admin' || role === 'support_agent') continue; // the operator is everywhere
      expect({ role, elsewhere: allowedTo(standingOf(viewer(role, 'elsewhere'), request, deciders), request, NOW) }).toEqual({ role, elsewhere: [] });
      // nobody decides their own, whatever their role
      const own = allowedTo(standingOf({ ...viewer(role, 'here'), personId: 'applicant' }, request, deciders), request, NOW);
      expect({ role, own }).toEqual({ role, own: inOrder(APPLICANT[state.status] ?? []) });
    }
  });

  it('has words for every ground of every kind, and titles in both languages', () => {
    for (const { rejectReasons, title, term } of DECLARATIONS) {
      expect(rejectReasons.length).toBeGreaterThan(0);
      for (const code of rejectReasons) expect([code, rejectReasonCodes().includes(code), reasonWords(code)?.ru, reasonWords(code)?.en]).toEqual([code, true, expect.any(String), expect.any(String)]);
      expect([title.ru, title.en].every((words) => words.length > 0)).toBe(true);
      expect(term.extendedTo).toBeGreaterThanOrEqual(term.workingDays);
    }
  });
});
