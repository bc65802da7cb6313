import { defineEvent } from '../../platform/outbox/index.js';

/** A run of wrong passwords or codes has locked the account (ID-9). `signInId` names the last of them. */
export const AccountLocked = defineEvent<{ personId: string; signInId: string; at: string; lockedUntil: string }>('identity.account_locked');

/** A refresh token that was replaced long ago came again: its session was ended (ID-11). */
export const RefreshReused = defineEvent<{ personId: string; sessionId: string; signInId: string; at: string }>('identity.refresh_reused');

/** Somebody came in from a browser the person had not used before (ID-12). */
export const NewDeviceSignedIn = defineEvent<{ personId: string; signInId: string; at: string }>('identity.new_device_signed_in');

/** What a sign-in or a failed try tells of: the row of the history it is found by. */
export interface SignInFact {
  readonly personId: string;
  readonly signInId: string;
  readonly at: string;
}

/** A sign-in of somebody who wants to be told of each (ID-12). */
export const PersonSignedIn = defineEvent<SignInFact>('identity.signed_in');

/** A failed try; also about nobody, for an identifier nobody has: it takes as long (ID-9). */
export const SignInFailed = defineEvent<SignInFact>('identity.sign_in_failed');

/** The account was blocked, frozen, closed or opened again (ID-17); `changeId` names the change with its reason. */
export const AccountStateChanged = defineEvent<{ personId: string; changeId: string; at: string }>('identity.account_state_changed');

/** Something looks like somebody else at an account; `eventId` names the security event (ID-16). */
export const SecurityEventRaised = defineEvent<{ eventId: string; at: string }>('identity.security_event_raised');

/** The password was changed by its owner; other sessions have ended (ID-15). */
export const PasswordChanged = defineEvent<{ personId: string; at: string }>('identity.password_changed');

/** A phone or an e-mail address was changed or proved anew by its owner (ID-15). */
export const ContactChanged = defineEvent<{ personId: string; at: string; kind: 'email' | 'phone' }>('identity.contact_changed');

/** The password is older than the policy likes (ID-3), or a contact has not been proved for a year (ID-15). */
export const AccountGrewOld = defineEvent<{ personId: string; at: string; password: boolean; contacts: boolean }>('identity.account_grew_old');

/** A new password was set with a code to a proved contact; all sessions have ended (ID-10). */
export const AccountRecovered = defineEvent<{ personId: string; at: string }>('identity.account_recovered');

/** Staff have checked a document and issued a transit password; all sessions have ended (ID-10). */
export const TransitPasswordIssued = defineEvent<{ personId: string; at: string }>('identity.transit_password_issued');

/** A second factor was confirmed or removed, the recovery codes were made anew, or staff took all of them away. */
export const FactorsChanged = defineEvent<{ personId: string; at: string; change: 'enrolled' | 'removed' | 'renewed' | 'reset' }>('identity.factors_changed');

/** A sign-in wants to be confirmed on another signed-in device of the person (ID-5). */
export const ApprovalAsked = defineEvent<{ personId: string; approvalId: string; at: string }>('identity.approval_asked');

/** A certificate that is somebody's second factor ends in so many days (ID-5). */
export const CertificateEnding = defineEvent<{ personId: string; factorId: string; endsAt: string; days: number }>('identity.certificate_ending');

/** An account of a portal was tied to one's own, or untied (ID-7). */
export const PortalLinkChanged = defineEvent<{ personId: string; at: string; provider: string; change: 'linked' | 'unlinked' }>('identity.portal_link_changed');

/** The account was confirmed, or a confirmation of it ended: the portal says so no more, or a review revoked it (ID-8). */
export const LevelChanged = defineEvent<{ personId: string; at: string; confirmationId: string; change: 'confirmed' | 'portal_silent' | 'review' }>('identity.level_changed');

/** An operator has asked somebody who sent scans of a passport to a video call, or declined them (ID-8). */
export const LevelReviewChanged = defineEvent<{ personId: string; at: string; reviewId: string; change: 'called' | 'declined' }>('identity.level_review_changed');

/** In a month a pupil turns 14, and the diary will need a confirmed account (ID-8). Of the school they are a pupil of. */
export const LevelNeededSoon = defineEvent<{ personId: string; at: string }>('identity.level_needed_soon');

/** What becomes of somebody's own data: changed by them, or a correction asked for and decided (ID-15). */
export type PersonalDataStep = 'changed' | 'asked' | 'approved' | 'declined';
export const PersonalDataChanged = defineEvent<{ personId: string; at: string; step: PersonalDataStep }>('identity.personal_data_changed');
