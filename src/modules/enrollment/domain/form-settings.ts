/** What a school wants of the form for access to a diary (EN-2: addresses by the school's setting). */
export interface FormSettings {
  readonly addresses: Asking;
  readonly applicantPassport: Asking;
}

export const ASKINGS = ['not_asked', 'optional', 'required'] as const;
export type Asking = (typeof ASKINGS)[number];

/** Settings of a school; version 0: it has set nothing yet. */
export interface SchoolFormSettings {
  readonly settings: FormSettings;
  readonly version: number;
}

/** Of a school that has set nothing. */
export const USUAL_SETTINGS: FormSettings = { addresses: 'optional', applicantPassport: 'optional' };
