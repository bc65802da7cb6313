import type { TypedCode } from './domain/linking-code.js';
import type { LinkKind, ShownName } from './family.contracts.js';

/** Whom a code lets in: somebody who represents the pupil, or the pupil's own account. */
export const CODE_KINDS = ['guardian', 'pupil'] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

/** `exhausted`: too many wrong tries came close to it. */
export const CODE_STATES = ['issued', 'used', 'expired', 'revoked', 'exhausted'] as const;
export type CodeState = (typeof CODE_STATES)[number];

export const CODE_VALID_DAYS = 30;
/** Wrong tries until a code dies (FA-2). */
export const CODE_TRIES = 5;
/** Codes of one kind that may be open for one pupil. */
export const OPEN_CODES = 10;

/** For whom codes are issued: one pupil, a class, or everybody in a class of the school. */
export type CodeTarget = { readonly pupilId: string } | { readonly classId: string } | { readonly wholeSchool: true };

export interface CodeOrder {
  readonly target: CodeTarget;
  readonly kind: CodeKind;
  readonly perPupil: number;
  /** Leaves out pupils somebody represents already. */
  readonly unlinkedOnly: boolean;
  /** Codes of this kind issued earlier to these pupils stop working. */
  readonly revokeEarlier: boolean;
}

/** A pupil codes may be issued to. */
export interface Recipient {
  readonly pupilId: string;
  readonly name: ShownName;
  readonly birthDate: string;
  readonly personId: string | null;
  readonly schoolClass: { readonly id: string; readonly name: string } | null;
}

/** A code on its way into the database. */
export interface PreparedCode {
  readonly id: string;
  readonly recipient: Recipient;
  readonly kind: CodeKind;
  readonly code: TypedCode;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/** A code just issued: the only time it is readable. */
export interface IssuedCode {
  readonly id: string;
  readonly recipient: Recipient;
  readonly kind: CodeKind;
  /** As it is printed. */
  readonly code: string;
  readonly expiresAt: Date;
}

/** A code as it lies in the database. */
export interface LinkingCode {
  readonly id: string;
  readonly schoolId: string;
  readonly pupilId: string;
  readonly kind: CodeKind;
}

/** A code as staff see it, without the code. */
export interface CodeView extends LinkingCode {
  readonly pupilName: ShownName;
  readonly schoolClass: { readonly id: string; readonly name: string } | null;
  readonly state: CodeState;
  readonly issuedByName: ShownName | null;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly usedByName: ShownName | null;
  readonly usedAt: Date | null;
  readonly linkId: string | null;
}

/** Whose codes of a school somebody issues and sees: all, or those of the classes they lead. */
export interface CodeScope {
  readonly schoolId: string;
  readonly homeroomOf: string | null;
}

export interface Redemption {
  readonly code: string;
  readonly relationship: LinkKind;
  readonly consent?: { readonly version: number };
}

/** Where a code leads, for a form it fills in (EN-2). */
export interface CodePlace {
  readonly schoolId: string;
  readonly className: string | null;
}
