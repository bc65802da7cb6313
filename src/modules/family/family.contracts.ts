import type { AccountLevelView } from '../identity/index.js';
import type { ClaimReason, Difference } from './domain/claim-reasons.js';

/** Whose representative somebody is (FA-5). */
export const LINK_KINDS = ['mother', 'father', 'guardian', 'other'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export const LINK_STATUSES = ['awaiting_confirmation', 'linked', 'declined', 'revoked', 'expired'] as const;
export type LinkStatus = (typeof LINK_STATUSES)[number];

/** How a link came to be. */
export const LINK_SOURCES = ['request', 'code', 'invitation', 'import', 'data'] as const;
export type LinkSource = (typeof LINK_SOURCES)[number];

/** Why a link does not hold (FA-5, FA-7). */
export const LINK_REASONS = ['by_guardian', 'by_school', 'by_court', 'of_age', 'by_pupil', 'not_answered'] as const;
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
  /** By data, without SNILS and INN: the diary waits for one of them (FA-6). */
  readonly incomplete: boolean;
  readonly source: LinkSource;
  readonly reason: LinkReason | null;
  readonly version: number;
}

export interface NewLink {
  /** The id it has had as an invitation, with who asked and when; a new link when missing. */
  readonly asked?: { readonly id: string; readonly by: string; readonly at: Date };
  /** Linked by data without SNILS and INN: the diary waits for one of them (FA-6). */
  readonly incomplete?: boolean;
  /** Default true; a link always lets its holder view. */
  readonly canAct?: boolean;
  readonly guardianId: string;
  readonly pupilId: string;
  readonly schoolId: string;
  readonly kind: LinkKind;
  readonly source: LinkSource;
  /** The approved request, for source `request` (FA-4). */
  readonly requestId?: string;
}

/** What somebody may do with a pupil's data, now: as the pupil, a representative, or a guest, who only views (FA-10). */
export type ViewScope = {
  readonly schoolId: string;
  readonly pupilId: string;
  /** The diary waits for the child's profile (FA-6); never for the pupil. */
  readonly diaryClosed: boolean;
} & (
  // `canAct`: may also excuse, consent, ask
  | { readonly as: 'guardian' | 'pupil'; readonly canAct: boolean }
  | { readonly as: 'guest'; readonly canAct: false }
);

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

/** Why a child's diary is closed to a representative, also while the link stands, or before there is one (FA-5). */
export type ClosedReason = LinkReason | ClaimReason | 'no_consent' | 'not_registered' | 'profile_incomplete' | 'account_not_confirmed';

/** A child of a representative with the state of the link (FA-5). School and class are told only while it holds. */
export interface Child {
  /** The pupil's id; before there is a link, of what the parent entered. */
  readonly id: string;
  /** Null until linked. */
  readonly pupilId: string | null;
  readonly name: ShownName;
  readonly birthDate: string;
  readonly school: { readonly id: string; readonly name: string } | null;
  readonly schoolClass: { readonly id: string; readonly name: string } | null;
  readonly link: { readonly id: string; readonly status: LinkStatus; readonly kind: LinkKind };
  /** Why the diary is closed; null when it is open. */
  readonly reason: ClosedReason | null;
  /** What differs from the school's register, where it may be told (FA-5). */
  readonly differs: readonly Difference[];
  /** For `If-Match` of a correction; null when there is nothing the parent could correct. */
  readonly version: number | null;
}

/** A link, or an invitation to one, as people see it: names, never contacts. */
export interface LinkView extends Omit<Link, 'pupilId' | 'guardianId' | 'reason' | 'incomplete'> {
  readonly reason: ClosedReason | null;
  /** Null for whoever has not accepted yet. */
  readonly pupilId: string | null;
  /** Null while an invitation waits. */
  readonly guardianId: string | null;
  readonly schoolName: string;
  /** Of an invitation. */
  readonly expiresAt: Date | null;
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
  readonly reason: ClosedReason | null;
}
