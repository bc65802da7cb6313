export const CHECKED_DOCUMENTS = ['passport', 'birth_certificate', 'other'] as const;

/** A document somebody's identity was checked by. */
export interface CheckedDocument {
  readonly kind: (typeof CHECKED_DOCUMENTS)[number];
  readonly number: string;
}
