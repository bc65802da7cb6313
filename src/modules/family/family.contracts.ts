import type { AccountLevelView } from '../identity/index.js';

/** Whose representative somebody is (FA-5). */
export const LINK_KINDS = ['mother', 'father', 'guardian', 'other'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export const LINK_STATUSES = ['awaiting_confirmation', 'linked', 'declined', 'revoked'] as const;
export type LinkStatus = (typeof LINK_STATUSES)[number];

/** How a link came to be. */
export type LinkSource = 'request' | 'code' | 'invitation' | 'import';

/** Why a link does not hold (FA-5, FA-7). */
export const LINK_REASONS = ['by_guardian', 'by_school', 'by_court', 'of_age', 'by_pupil'] as const;
export type LinkReason = (typeof LINK_REASONS)[number];

export interface Link {
  readonly id: string;
  readonly schoolId: string;
  readonly pupilId: string;
  /** Person id of the representative. */
  readonly guardianId: string;
  readonly kind: LinkKind;
  readonly status: LinkStatus;
  readonly canView: boolean;
  readonly canAct: boolean;
  readonly source: LinkSource;
  readonly reason: LinkReason | null;
  readonly version: number;
}

export interface NewLink {
  readonly guardianId: string;
  readonly pupilId: string;
  readonly schoolId: string;
  readonly kind: LinkKind;
  readonly source: LinkSource;
  /** The approved request, for source `request` (FA-4). */
  readonly requestId?: string;
}

/** What somebody may do with a pupil's data, now. */
export interface ViewScope {
  readonly schoolId: string;
  readonly pupilId: string;
  /** As whom: a representative, or the pupil. */
  readonly as: 'guardian' | 'pupil';
  /** May also act: excuse, consent, ask. */
  readonly canAct: boolean;
}

/** A representative with a standing link. */
export interface Guardian {
  readonly linkId: string;
  readonly pupilId: string;
  readonly schoolId: string;
  readonly guardianId: string;
  readonly kind: LinkKind;
  readonly canAct: boolean;
}

/** A person's name as it is shown. */
export interface ShownName {
  readonly family: string;
  readonly given: string;
  readonly patronymic: string | null;
}

/** A child of a representative with the state of the link (FA-5). School and class are told only while it holds. */
export interface Child {
  readonly pupilId: string;
  readonly name: ShownName;
  readonly birthDate: string;
  readonly school: { readonly id: string; readonly name: string } | null;
  readonly schoolClass: { readonly id: string; readonly name: string } | null;
  readonly link: { readonly id: string; readonly status: LinkStatus; readonly kind: LinkKind };
  /** Why the diary is closed; null when it is open. */
  readonly reason: LinkReason | 'no_consent' | 'not_registered' | 'account_not_confirmed' | null;
}

/** A link as people see it: names, never contacts. */
export interface LinkView extends Link {
  readonly pupilName: ShownName;
  readonly guardianName: ShownName;
  readonly createdAt: Date;
}

/** Of a child's own account: none yet; kept by a parent who made it; the pupil's own, or made by the school (ID-14). */
export const CHILD_ACCOUNT_STATES = ['none', 'kept', 'own'] as const;

export interface ChildAccount {
  /** How sure it is whose it is, and from when the diary asks for more (ID-8); null while there is none. */
  readonly level: AccountLevelView | null;
  readonly state: (typeof CHILD_ACCOUNT_STATES)[number];
  /** While it is kept. */
  readonly login: string | null;
}

/** A step in a link's life. */
export interface LinkStep {
  readonly at: Date;
  /** Null: the system. */
  readonly actorName: ShownName | null;
  readonly from: LinkStatus | null;
  readonly to: LinkStatus;
  readonly reason: LinkReason | null;
}
