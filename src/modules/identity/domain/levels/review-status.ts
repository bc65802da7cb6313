/** Of scans of a passport: sent; asked to a video call; decided by an operator; taken back by their owner (ID-8). */
export const REVIEW_STATUSES = ['submitted', 'called', 'confirmed', 'declined', 'withdrawn'] as const;
export type ReviewStatus = (typeof REVIEW_STATUSES)[number];
