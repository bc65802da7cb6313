/** The kind of due row for slips that were not made, or not taken, in time. */
export const SLIPS_OVER = 'family.slips_over';
