import type { SchoolType } from '../schools.contracts.js';

/** Where a school is: a settlement of the directory, or one that is to be added with it. */
export type SettlementAsked = { readonly id: string } | ProposedSettlement;

export const SETTLEMENT_KINDS = ['city', 'town', 'village', 'other'] as const;

/** A settlement the directory does not have. */
export interface ProposedSettlement {
  readonly name: string;
  readonly kind: (typeof SETTLEMENT_KINDS)[number];
  /** District or greater town, which tells namesakes apart. */
  readonly area: string | null;
}

/** A school the directory does not have. */
export interface ProposedSchool {
  readonly name: string;
  readonly shortName: string;
  readonly type: SchoolType;
  readonly regionCode: string;
  readonly settlement: SettlementAsked;
  readonly address: string;
  readonly inn: string | null;
  readonly okpo: string | null;
}

export const PROPOSAL_KINDS = ['school', 'settlement'] as const;
export const PROPOSAL_STATUSES = ['waiting', 'accepted', 'declined'] as const;

interface ProposalRow {
  readonly id: string;
  readonly regionCode: string;
  readonly proposedBy: string;
  readonly status: (typeof PROPOSAL_STATUSES)[number];
  /** Why it was declined. */
  readonly reason: string | null;
  /** What it became. */
  readonly schoolId: string | null;
  readonly settlementId: string | null;
  readonly createdAt: Date;
}

/** What somebody asks to be added to the directory (SC-3). */
export type Proposal = ProposalRow & (
  | { readonly kind: 'school'; readonly entry: Omit<ProposedSchool, 'regionCode'> }
  | { readonly kind: 'settlement'; readonly entry: ProposedSettlement });
