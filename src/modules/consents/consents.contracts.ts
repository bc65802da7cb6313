/** What a consent is for, and whom it is about. */
export const CONSENT_PURPOSES = {
  /** Processing of a child's data: without it marks are not given to the portal (FA-8). The subject is the pupil. */
  child_data: 'pupil',
  /** Processing of one's own data (ID-2). */
  personal_data: 'self',
  /** Rules of use (ID-2, SE-8). */
  terms: 'self',
} as const;
export type ConsentPurpose = keyof typeof CONSENT_PURPOSES;

export interface Consent {
  readonly id: string;
  readonly subjectId: string;
  readonly purpose: ConsentPurpose;
  /** Version of the text agreed to. */
  readonly version: number;
  readonly givenBy: string;
  readonly givenAt: Date;
  readonly withdrawnAt: Date | null;
}

export interface GiveConsent {
  /** The person themself, or the pupil. The caller has made sure that the giver may decide for the subject. */
  readonly subjectId: string;
  readonly purpose: ConsentPurpose;
  /** Version of the text that was shown. */
  readonly version: number;
  /** Who agreed, when it is not the actor: the applicant of a request that staff approve. */
  readonly givenBy?: string;
  /** When they agreed; now by default. */
  readonly givenAt?: Date;
  readonly source?: { readonly type: string; readonly id: string };
}

/** A wording, as it is shown before somebody agrees. */
export interface ConsentText {
  readonly purpose: ConsentPurpose;
  readonly version: number;
  readonly titleRu: string;
  readonly bodyRu: string;
  readonly titleEn: string;
  readonly bodyEn: string;
  readonly publishedAt: Date;
}
