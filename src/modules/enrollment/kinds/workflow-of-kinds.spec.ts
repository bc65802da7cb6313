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
  regionCode: role === 'regional_coordinator' ? (at === 'here' ? HERE.regionCode : '41') : null, groupId: null,
  operator: role === 'system_admin' || role === 'support_agent',
});

/** How it came: composed on line, to be brought, or entered from paper, whose applicant was told on paper or not. */
const WAYS = [
  { way: 'on line', inPerson: false, paper: null, owedSince: null },
  { way: 'in person', inPerson: true, paper: null, owedSince: null },
  { way: 'paper', inPerson: false, paper: {}, owedSince: null },
  { way: 'paper, to be handed over', inPerson: false, paper: {}, owedSince: NOW },
] as const;
/** Whether its term has ended, and support was asked to look into it. */
const TERMS = [
  { term: 'in its term', dueAt: new Date('2026-11-06T21:00:00Z'), supportAskedAt: null },
  { term: 'overdue', dueAt: NOW, supportAskedAt: null },
  { term: 'overdue, support asked', dueAt: NOW, supportAskedAt: NOW },
] as const;

/** Kind × whose turn × status × extended or not × way it came × term; only kinds families bring come by paper or in person. */
const everyState = DECLARATIONS.flatMap(({ code, deciders, paper }) => (ANSWERS[code] ?? []).flatMap(([scope], turn, turns) =>
  REQUEST_STATUSES.flatMap((status) => [false, true].flatMap((extended) => WAYS.filter(({ way }) => way === 'on line' || paper !== undefined).flatMap((came) => TERMS.map((time) => ({
    code, deciders, turn, last: turn === turns.length - 1, status, extended, way: came.way, term: time.term,
    request: requestOf({ status, extended, ...came, ...time }, turns.map(([name]) => name), scope),
  })))))));

interface Facts {
  readonly status: RequestStatus; readonly extended: boolean; readonly inPerson: boolean; readonly paper: object | null;
  readonly owedSince: Date | null; readonly dueAt: Date | null; readonly supportAskedAt: Date | null;
}

/** A draft has not set out on its route and has no term, save that one of a paper is its school's. */
function requestOf({ status, extended, inPerson, paper, owedSince, dueAt, supportAskedAt }: Facts, route: readonly Scope[], scope: Scope) {
  const draft = status === 'draft';
  const setOut = !draft || paper !== null;
  return {
    applicantId: 'applicant', status, extended, outcome: null, paper, supportAskedAt, inPerson: inPerson && !draft, dueAt: draft ? null : dueAt, owedSince: draft ? null : owedSince,
    route: setOut ? route : null, scope: setOut ? scope : null, ...HERE,
  };
}

function expected({ code, turn, last, status, extended, request }: (typeof everyState)[number], role: RoleCode): readonly Act[] {
  if (request.scope === null || !ANSWERS[code]![turn]![1].includes(role)) return [];
  const own = (STAFF[status] ?? []).filter((act) => !(act === 'extend' && extended)).map((act) => (act === 'accept' && request.inPerson ? 'receive' : act));
  const decides: Act[] = status !== 'in_review' ? [] : [last ? 'approve' : 'endorse'];
  if (request.paper === null) return [...own, ...decides];
  const mends: Act[] = ['approved', 'withdrawn'].includes(status) ? [] : ['mend-contact'];
  return [...own, ...decides, ...mends, ...(APPLICANT[status] ?? []), ...(request.owedSince === null ? [] : ['hand-over' as const])];
}

function expectedOfApplicant({ status, request }: (typeof everyState)[number]): readonly Act[] {
  const unheard = request.dueAt !== null && request.dueAt <= NOW && request.supportAskedAt === null && ['submitted', 'accepted', 'in_review'].includes(status);
  return [...(APPLICANT[status] ?? []), ...(unheard ? ['ask-support' as const] : [])];
}

const inOrder = (acts: readonly Act[]): Act[] => ACTS.filter((act) => acts.includes(act));

describe('what everybody may do with every kind of request in every state', () => {
  it('every kind is written down here, with its route', () => {
    expect(Object.fromEntries(DECLARATIONS.map(({ code, route }) => [code, route]))).toEqual(
      Object.fromEntries(Object.entries(ANSWERS).map(([code, turns]) => [code, turns.map(([scope]) => scope)])));
  });

  test.each(DECLARATIONS)('$code', ({ code }) => {
    const states = everyState.filter((each) => each.code === code);
    expect(states.length).toBeGreaterThan(0);
    expect(states.flatMap(differences)).toEqual([]);
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

/** Where somebody may do something else than was written down here; each state and role compared by itself would take a minute. */
function differences(state: (typeof everyState)[number]): string[] {
  const { request, deciders, turn, status, extended, way, term } = state;
  const allowed = (whose: Viewer): string => allowedTo(standingOf(whose, request, deciders), request, NOW).join();
  return ROLE_CODES.flatMap((role) => {
    const compared: [string, string, readonly Act[]][] = [
      ['here', allowed(viewer(role, 'here')), expected(state, role)],
      // nobody decides their own, whatever their role
      ['own', allowed({ ...viewer(role, 'here'), personId: 'applicant' }), expectedOfApplicant(state)],
    ];
    // the operator is everywhere
    if (role !== 'system_admin' && role !== 'support_agent') compared.push(['elsewhere', allowed(viewer(role, 'elsewhere')), []]);
    return compared.flatMap(([place, actual, wanted]) => (actual === inOrder(wanted).join() ? [] : [
      `turn ${turn}, ${status}, extended ${extended}, ${way}, ${term}, ${role} ${place}: ${actual} instead of ${inOrder(wanted).join()}`,
    ]));
  });
}
