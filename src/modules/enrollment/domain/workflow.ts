/**
 * The workflow of every kind of request, as a table (api.md, Requests; EN-5, EN-6, EN-8). Whoever wants to know what may
 * happen to a request reads it here; nothing else in the module knows.
 */
export const REQUEST_STATUSES = [
  'draft', 'submitted', 'accepted', 'in_review', 'awaiting_applicant', 'approved', 'rejected', 'withdrawn',
] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

/** Sent and not yet answered: the clock runs. */
export const OPEN_STATUSES: readonly RequestStatus[] = ['submitted', 'accepted', 'in_review', 'awaiting_applicant'];

export const ACTS = [
  'patch', 'submit', 'accept', 'receive', 'start-review', 'ask-applicant', 'reply', 'extend', 'endorse', 'approve', 'reject', 'withdraw', 'resubmit', 'assign', 'give-place', 'release', 'give-up', 'ask-support', 'mend-contact', 'hand-over', 'expire', 'recount', 'deliver',
] as const;
export type Act = (typeof ACTS)[number];

/** What an act does to the term: starts a new one, extends it when it was not extended, leaves it, or ends it. */
export type ClockEffect = 'start' | 'extend' | 'keep' | 'stop';

/** Who stands before the request: never both applicant and staff, nobody decides their own. */
export type Relation = 'applicant' | 'staff' | 'system';

interface Move {
  readonly who: Relation;
  readonly from: readonly RequestStatus[];
  /** `same`: the status stays. */
  readonly to: RequestStatus | 'same';
  readonly clock: ClockEffect;
  /** The term must not have been extended in this round (EN-6). */
  readonly once?: true;
  /** Of several who answer one after another: the last decides, those before endorse. */
  readonly turn?: 'last' | 'earlier';
  /** What the approval came to: only kinds with places have outcomes (EN-13). */
  readonly outcome?: readonly string[];
  /** Only for a request to be brought in person, or only for any other (EN-14). */
  readonly inPerson?: boolean;
  /** Once after the term has ended without an answer (EN-10). */
  readonly overdue?: true;
  /** Only for a request that came on paper (EN-14). */
  readonly onPaper?: true;
  /** Only while its applicant was not told on paper what became of it (EN-14). */
  readonly owed?: true;
}

export const WORKFLOW: Readonly<Record<Act, Move>> = {
  'patch':         { who: 'applicant', from: ['draft', 'awaiting_applicant', 'rejected'],   to: 'same',               clock: 'keep' },
  'submit':        { who: 'applicant', from: ['draft'],                                     to: 'submitted',          clock: 'start' },
  'accept':        { who: 'staff',     from: ['submitted'],                                 to: 'accepted',           clock: 'keep', inPerson: false },
  'receive':       { who: 'staff',     from: ['submitted'],                                 to: 'accepted',           clock: 'keep', inPerson: true },
  'start-review':  { who: 'staff',     from: ['accepted'],                                  to: 'in_review',          clock: 'keep' },
  'ask-applicant': { who: 'staff',     from: ['in_review'],                                 to: 'awaiting_applicant', clock: 'extend' },
  'reply':         { who: 'applicant', from: ['awaiting_applicant'],                        to: 'in_review',          clock: 'keep' },
  'extend':        { who: 'staff',     from: ['accepted', 'in_review'],                     to: 'same',               clock: 'extend', once: true },
  'endorse':       { who: 'staff',     from: ['in_review'],                                 to: 'same',               clock: 'keep', turn: 'earlier' },
  'approve':       { who: 'staff',     from: ['in_review'],                                 to: 'approved',           clock: 'stop', turn: 'last' },
  'reject':        { who: 'staff',     from: ['submitted', 'accepted', 'in_review'],        to: 'rejected',           clock: 'stop' },
  'withdraw':      { who: 'applicant', from: OPEN_STATUSES,                                 to: 'withdrawn',          clock: 'stop' },
  'resubmit':      { who: 'applicant', from: ['rejected'],                                  to: 'submitted',          clock: 'start' },
  'assign':        { who: 'staff',     from: ['submitted', 'accepted', 'in_review', 'awaiting_applicant'], to: 'same', clock: 'keep' },
  'expire':        { who: 'system',    from: ['awaiting_applicant'],                        to: 'rejected',           clock: 'stop' },
  'give-place':    { who: 'staff',     from: ['approved'],                                  to: 'same',               clock: 'keep', outcome: ['waiting_list'] },
  'release':       { who: 'staff',     from: ['approved'],                                  to: 'same',               clock: 'keep', outcome: ['place', 'waiting_list'] },
  'give-up':       { who: 'applicant', from: ['approved'],                                  to: 'same',               clock: 'keep', outcome: ['place', 'waiting_list'] },
  'ask-support':   { who: 'applicant', from: ['submitted', 'accepted', 'in_review'],        to: 'same',               clock: 'keep', overdue: true },
  // the applicant's contact was mistyped from the paper
  'mend-contact':  { who: 'staff',     from: ['draft', ...OPEN_STATUSES, 'rejected'],       to: 'same',               clock: 'keep', onPaper: true },
  // the receipt or the answer was handed over on paper
  'hand-over':     { who: 'staff',     from: [...OPEN_STATUSES, 'approved', 'rejected', 'withdrawn'], to: 'same',     clock: 'keep', owed: true },
  // what an approval asked for was made
  'deliver':       { who: 'system',    from: ['approved'],                                  to: 'same',               clock: 'keep' },
  // the working calendar changed: a provisional due date is counted again
  'recount':       { who: 'system',    from: OPEN_STATUSES,                                 to: 'same',               clock: 'keep' },
};

/** What of a request the workflow looks at. */
export interface Progress {
  readonly status: RequestStatus;
  readonly extended: boolean;
  /** Whether it is the turn of the last who answers. */
  readonly lastTurn: boolean;
  readonly outcome: string | null;
  /** The applicant brings it to the school (EN-14). */
  readonly inPerson: boolean;
  /** Its term has ended, and support was not asked to look into it yet (EN-10). */
  readonly unheard: boolean;
  readonly onPaper: boolean;
  /** Its applicant, who came on paper, was not told on paper of the last step. */
  readonly owed: boolean;
}

/** What a request has to tell for its progress to be seen. */
export interface Progressing {
  readonly status: RequestStatus;
  readonly extended: boolean;
  readonly route: readonly string[] | null;
  readonly scope: string | null;
  readonly outcome: string | null;
  readonly inPerson: boolean;
  readonly dueAt: Date | null;
  readonly supportAskedAt: Date | null;
  readonly paper: object | null;
  readonly owedSince: Date | null;
}

/** What of a request the workflow looks at; a draft has not set out on its route yet. */
export function progressOf(request: Progressing, now: Date): Progress {
  const { status, extended, route, scope, outcome, inPerson, dueAt, supportAskedAt, paper, owedSince } = request;
  const unheard = supportAskedAt === null && dueAt !== null && dueAt <= now;
  return { status, extended, lastTurn: route === null || route.at(-1) === scope, outcome, inPerson, unheard, onPaper: paper !== null, owed: owedSince !== null };
}

/** Steps an applicant who came on paper is told of on paper: of the others they may ask. */
const TOLD_ON_PAPER: readonly Act[] = ['submit', 'resubmit', 'ask-applicant', 'extend', 'approve', 'reject', 'expire', 'give-place', 'release', 'deliver'];

/** Whether the applicant is owed a word on paper after this act: no notice can be counted on to reach them. */
export function owesPaper(act: Act, { paper }: Pick<Progressing, 'paper'>): boolean {
  return paper !== null && TOLD_ON_PAPER.includes(act);
}

/** What staff do for an applicant whose request came on paper (EN-14). */
const FOR_THE_APPLICANT: readonly Act[] = ['patch', 'submit', 'reply', 'withdraw', 'resubmit'];

/** May this act happen now, by somebody standing in this relation? */
export function isAllowed(act: Act, progress: Progress, relation: Relation): boolean {
  const move = WORKFLOW[act];
  if (move.turn !== undefined && (move.turn === 'last') !== progress.lastTurn) return false;
  if (move.outcome !== undefined && !move.outcome.includes(progress.outcome ?? '')) return false;
  if (move.inPerson !== undefined && move.inPerson !== progress.inPerson) return false;
  if (move.overdue === true && !progress.unheard) return false;
  if (move.onPaper === true && !progress.onPaper) return false;
  if (move.owed === true && !progress.owed) return false;
  return move.who === relation && move.from.includes(progress.status) && !(move.once === true && progress.extended);
}

/** Everything this person may do now: `allowedActions` of the request, and of a refusal (EN-5). */
export function allowedActs(progress: Progress, relation: Relation): Act[] {
  return ACTS.filter((act) => isAllowed(act, progress, relation));
}

/** Whether staff may do this now for the applicant of a request on paper. */
export function isAllowedForApplicant(act: Act, progress: Progress): boolean {
  return FOR_THE_APPLICANT.includes(act) && isAllowed(act, progress, 'applicant');
}

/** The status after an allowed act. */
export function statusAfter(act: Act, from: RequestStatus): RequestStatus {
  const { to } = WORKFLOW[act];
  return to === 'same' ? from : to;
}
