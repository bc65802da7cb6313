import type { FieldError } from '../../../shared/domain-error.js';

/** The consent to the processing of a child's data, as somebody gives it with the act it is needed for (FA-8). */
export interface GivenConsent {
  readonly version: number;
  readonly given: boolean;
}

/** What is wrong with it; nothing for a consent to the text in force. */
export function consentErrors(consent: GivenConsent | undefined, currentVersion: number): FieldError[] {
  if (consent?.given !== true) return [{ pointer: '/consent/given', code: 'family.consent_needed' }];
  return consent.version === currentVersion ? [] : [{ pointer: '/consent/version', code: 'family.consent_outdated', params: { version: currentVersion } }];
}
