import type { PersonName } from '../../shared/identifiers/index.js';
import type { ShownName } from './family.contracts.js';

/** Who a guest is to the child (FA-10). */
export const GUEST_RELATIONS = ['grandparent', 'relative', 'tutor', 'other'] as const;
export type GuestRelation = (typeof GUEST_RELATIONS)[number];

export const GUEST_STATUSES = ['awaiting_confirmation', 'active', 'declined', 'ended'] as const;
export type GuestStatus = (typeof GUEST_STATUSES)[number];

/** Why an access does not hold. `giver_unlinked`: whoever gave it represents the child no more. */
export const GUEST_REASONS = ['by_guest', 'by_guardian', 'by_school', 'by_pupil', 'time_over', 'not_answered', 'giver_unlinked'] as const;
export type GuestReason = (typeof GUEST_REASONS)[number];

/** View for a time, given to a third person (FA-10). */
export interface GuestAccess {
  readonly id: string;
  readonly schoolId: string;
  readonly pupilId: string;
  readonly givenBy: string;
  readonly relation: GuestRelation;
  readonly aliasKey: string;
  /** The guest's name as the giver wrote it. */
  readonly name: PersonName;
  readonly guestId: string | null;
  readonly status: GuestStatus;
  readonly reason: GuestReason | null;
  readonly createdAt: Date;
  /** Exclusive. */
  readonly validUntil: Date;
  readonly version: number;
}

/** As people see it: names, never contacts. */
export interface GuestAccessView extends Omit<GuestAccess, 'aliasKey' | 'name' | 'pupilId'> {
  /** Null for a guest who has not accepted. */
  readonly pupilId: string | null;
  readonly schoolName: string;
  readonly pupilName: ShownName;
  readonly guestName: ShownName;
  readonly giverName: ShownName;
}
