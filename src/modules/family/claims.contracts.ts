import type { ChildData } from './domain/child.js';
import type { ClaimReason, Difference } from './domain/claim-reasons.js';
import type { LinkKind } from './family.contracts.js';

export * from './domain/child.js';
export * from './domain/claim-reasons.js';

export const CLAIM_STATUSES = ['unconfirmed', 'awaiting_confirmation', 'linked', 'declined', 'revoked'] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

/** A child a parent entered. */
export interface Claim extends ChildData {
  readonly id: string;
  readonly schoolId: string;
  readonly guardianId: string;
  readonly kind: LinkKind;
  readonly consentVersion: number;
  readonly status: ClaimStatus;
  readonly reason: ClaimReason | null;
  readonly differs: readonly Difference[];
  readonly phoneIndex: string | null;
  readonly confirmedAt: Date | null;
  readonly createdAt: Date;
  readonly version: number;
}
