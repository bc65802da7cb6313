/** `waiting`: nothing came yet; `returned`: sent back by the school. Both are missing. */
export const CALLED_STATES = ['waiting', 'handed_in', 'accepted', 'returned'] as const;
export type CalledState = (typeof CALLED_STATES)[number];

/** What a list of those called is filtered by: a state, or everybody whose document is missing. */
export const CALLED_FILTERS = [...CALLED_STATES, 'missing'] as const;
export type CalledFilter = (typeof CALLED_FILTERS)[number];

/** States in which a family has something to do. */
export const MISSING: readonly CalledState[] = ['waiting', 'returned'];

export interface NewDocumentCall {
  readonly title: string;
  readonly explanation: string | null;
  /** Last day, `YYYY-MM-DD`. */
  readonly dueOn: string;
  readonly classIds: readonly string[];
  readonly pupilIds: readonly string[];
}

/** A school's call for a document with how far it has come (EN-16). */
export interface DocumentCall {
  readonly id: string;
  readonly schoolId: string;
  readonly title: string;
  readonly explanation: string | null;
  readonly dueOn: string;
  readonly dueAt: Date;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly cancelledAt: Date | null;
  readonly counts: Readonly<Record<CalledState, number>>;
}

/** One pupil's part of a call. */
export interface CalledPupil {
  readonly id: string;
  readonly callId: string;
  readonly schoolId: string;
  readonly pupilId: string;
  readonly state: CalledState;
  readonly note: string | null;
  readonly fileIds: readonly string[];
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
  readonly decisionMessage: string | null;
  readonly decidedAt: Date | null;
  /** Of the call. */
  readonly title: string;
  readonly explanation: string | null;
  readonly dueOn: string;
  readonly dueAt: Date;
  readonly cancelledAt: Date | null;
  readonly schoolName: string;
  readonly pupilName: { readonly family: string; readonly given: string; readonly patronymic: string | null };
  /** The class they are in on the day asked about. */
  readonly className: string | null;
}
