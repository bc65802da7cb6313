/**
 * Why a child entered by a parent is not linked (FA-5). `at_school`: the school looks at it; `register_not_synchronised`: the
 * school has not taken in its register since; the rest are told to somebody proved, or by the school.
 */
export const CLAIM_REASONS = [
  'code_not_confirmed', 'at_school', 'register_not_synchronised', 'data_differs', 'not_registered', 'not_representative', 'by_guardian',
] as const;
export type ClaimReason = (typeof CLAIM_REASONS)[number];

/** Entered data that may differ from the school's. */
export const DIFFERENCES = ['name', 'birth_date', 'sex', 'snils', 'inn', 'document'] as const;
export type Difference = (typeof DIFFERENCES)[number];
