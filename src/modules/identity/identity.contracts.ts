import type { ConfirmationMethod } from '../../shared/confirmation-method.js';
import type { PersonName } from '../../shared/identifiers/index.js';
import type { RoleCode } from '../../shared/roles.js';
import type { AccountLevel, StandardField } from './domain/levels/account-level.js';

/** A person as other modules see them. */
export interface Person {
  readonly id: string;
  readonly name: PersonName;
  /** `YYYY-MM-DD`, null when not known. */
  readonly birthDate: string | null;
  /** Proved contacts only. */
  readonly email: string | null;
  /** E.164. */
  readonly phone: string | null;
  readonly locale: 'ru' | 'en';
}

/** What an account is made of. What was typed is normalised here; what is wrong with it is named at once. */
export interface NewAccount {
  /** The id to have; a new one when missing. */
  readonly personId?: string;
  readonly name: PersonName;
  /** `YYYY-MM-DD`. */
  readonly birthDate?: string | null;
  readonly snils?: string | null;
  /** Latin letters, digits and `_`, at least one of them no digit (ID-1). */
  readonly login?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  /** The contacts were proved (a code, a document seen): they count for sign-in and notices. Default false. */
  readonly contactsProved?: boolean;
  /** None: nobody signs in with a password until one is issued. */
  readonly password?: string;
  /** Of a transit password made and hashed beforehand, when there are many. */
  readonly passwordHash?: string;
  /** The password is a transit one: the first sign-in must replace it and add contacts (ID-4). Default false. */
  readonly transit?: boolean;
  readonly locale?: 'ru' | 'en';
}

/** Somebody without an account: one contact at least, which the login goes to. */
export interface Newcomer {
  readonly name: PersonName;
  /** `YYYY-MM-DD`. */
  readonly birthDate?: string | null;
  readonly email: string | null;
  /** E.164. */
  readonly phone: string | null;
  /** Of the letter; Russian when missing. */
  readonly locale?: 'ru' | 'en';
}

/** `unknown`: it may have arrived or not. `cancelled`: it lost its sense (another one was sent, the person came in). */
export const LOGIN_LETTER_STATES = ['waiting', 'sent', 'unknown', 'failed', 'cancelled', 'expired'] as const;
export type LoginLetterState = (typeof LOGIN_LETTER_STATES)[number];

/** A login with a transit password on its way to somebody (ID-4). */
export interface LoginLetter {
  readonly id: string;
  readonly personId: string;
  readonly channel: 'email' | 'sms';
  readonly recipient: string;
  readonly createdAt: Date;
  /** Given up after this. */
  readonly expiresAt: Date;
  readonly state: LoginLetterState;
  /** Code of what went wrong. */
  readonly reason: string | null;
  readonly settledAt: Date | null;
}

/** What became of the last letter, and whether another can be sent. */
export interface LoginDelivery extends Omit<LoginLetter, 'id' | 'personId' | 'recipient'> {
  /** In full while nobody has come in by it, so that a slip of the pen is seen; masked afterwards. */
  readonly sentTo: string;
  /** Nobody has signed in yet: it can be sent again, to a mended address too. */
  readonly canResend: boolean;
}

/** A pupil or a representative who is to get a login and a transit password on paper. */
export interface TransitPerson {
  readonly role: 'pupil' | 'guardian';
  readonly name: PersonName;
  /** `YYYY-MM-DD`; null when it is not known. */
  readonly birthDate: string | null;
  /** Who they are already, when an account of theirs waits for its first sign-in; null for somebody new. */
  readonly personId: string | null;
}

/** Ready to be written, and to be printed once. */
export interface PreparedTransit extends Omit<TransitPerson, 'personId'> {
  readonly personId: string;
  readonly isNew: boolean;
  readonly login: string;
  readonly password: string;
  readonly passwordHash: string;
}

/** A role with its scope (ID-13). Which of `schoolId`, `classId`, `regionCode` a role needs is checked; `groupId` keeps a coordinator to one group of the region (SC-11). */
export interface NewAssignment {
  readonly personId: string;
  readonly role: RoleCode;
  readonly schoolId?: string | null;
  readonly classId?: string | null;
  readonly regionCode?: string | null;
  readonly groupId?: string | null;
  /** Default: now. */
  readonly validFrom?: Date;
  /** Exclusive; open when missing. */
  readonly validUntil?: Date | null;
}

export interface Assignment {
  readonly id: string;
  readonly personId: string;
  readonly role: RoleCode;
  readonly schoolId: string | null;
  readonly classId: string | null;
  readonly regionCode: string | null;
  readonly groupId: string | null;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly status: 'active' | 'terminated';
  readonly version: number;
}

/** Where something came from over the network. */
export interface Origin {
  readonly ip: string;
  readonly userAgent: string | null;
  readonly requestId: string | null;
}

/** What a sign-in gives: the pair of tokens, who it is, and what they must set before anything else works. */
export interface SignedIn {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  /** Missing after a step-up: the session keeps the token it has. */
  readonly refreshToken?: string;
  /** Seconds. */
  readonly refreshExpiresIn?: number;
  /** What a device just trusted is known by from now on; shown this once. */
  readonly deviceToken?: string;
  readonly person: Person;
  /** Roles that can be acted in now. */
  readonly roles: readonly Assignment[];
  /** The role the token carries: the last one acted in, else the first. */
  readonly actingAssignmentId: string | null;
  readonly mustChange: readonly string[];
}

/** A second factor is due. */
export interface ChallengeDue {
  readonly challenge: { readonly id: string; readonly methods: readonly FactorKind[]; /** Set up, and not working now. */ readonly down: readonly FactorKind[]; readonly expiresAt: Date };
}

/** A code that has gone out: where to, masked, until when it works, and from when another can be sent. */
export interface SentCode {
  readonly sentTo: string;
  readonly expiresAt: Date;
  readonly resendAt: Date;
}

/** How strongly a session was proved (RFC 9470). */
export type Acr = 'password' | 'second_factor';

/** A live session as its owner sees it (ID-11). */
export interface Session {
  readonly id: string;
  readonly personId: string;
  readonly assignmentId: string | null;
  readonly acr: Acr;
  /** When a second factor was shown last. */
  readonly strongAt: Date | null;
  readonly createdAt: Date;
  /** Last refreshed. */
  readonly lastUsedAt: Date;
  readonly ip: string;
  readonly userAgent: string | null;
  readonly deviceName: string | null;
  /** The trusted device it runs on. */
  readonly deviceId: string | null;
}

/** `blocked` by staff; `frozen` by its owner or by the program until the owner proves who they are (ID-17). */
export const ACCOUNT_STATUSES = ['active', 'blocked', 'frozen', 'closed'] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

/** On what ground a status changed: an act of staff or of the owner, too much that is unusual, or a proof of identity. */
export type StatusGround = 'staff' | 'owner' | 'unusual' | 'recovery' | 'portal';

/** Kinds of security events (ID-16). */
export type SecurityEventKind = 'unusual_sign_in' | 'account_locked' | 'many_accounts' | 'refresh_reused' | 'account_frozen';

/** What the monitoring centre is told: ids and an address. */
export interface SecurityEvent {
  readonly id: string;
  readonly at: Date;
  readonly kind: SecurityEventKind;
  readonly personId: string | null;
  readonly ip: string | null;
}

/** A device its owner trusts (ID-11). */
export interface Device {
  readonly id: string;
  readonly name: string | null;
  readonly userAgent: string | null;
  /** Of the last sign-in. */
  readonly ip: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
}

/** Second factors (ID-5), in the order they are offered. `push` and `recovery` only stand beside another one. */
export const FACTOR_KINDS = ['totp', 'sms', 'email', 'webauthn', 'push', 'certificate', 'recovery'] as const;
export type FactorKind = (typeof FACTOR_KINDS)[number];

/** `code`: a one-time code to a contact, at a recovery or a change of a contact. */
export const SIGN_IN_METHODS = ['password', ...FACTOR_KINDS, 'code', 'portal', 'refresh'] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];
export const FAILURE_REASONS = ['wrong_password', 'wrong_code', 'used_code', 'declined', 'certificate_refused', 'locked', 'blocked', 'frozen', 'refresh_reused'] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** A sign-in or a failed try (ID-12). */
export interface SignInRecord {
  readonly id: string;
  readonly at: Date;
  readonly ip: string;
  readonly userAgent: string | null;
  readonly deviceName: string | null;
  readonly method: SignInMethod;
  readonly outcome: 'success' | 'failure';
  readonly reason: FailureReason | null;
}

/** A second factor that counts, as its owner sees it. */
export interface Factor {
  readonly id: string;
  readonly kind: FactorKind;
  readonly label: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  /** A certificate's last instant. */
  readonly endsAt: Date | null;
  /** Recovery codes not used yet. */
  readonly left: number | null;
}

/** A code with what it means, for people. */
export interface Explained<Code extends string = string> {
  readonly code: Code;
  readonly words: { readonly ru: string; readonly en: string };
}

/** The level of an account, what it cannot do yet, and how to confirm it (ID-8). */
export interface AccountLevelView {
  readonly level: AccountLevel;
  readonly words: Explained['words'];
  /** What it cannot do on that day. */
  readonly closed: readonly Explained<'diary'>[];
  /** From which day the diary will need a confirmed account, `YYYY-MM-DD`; null where it does already, or never will. */
  readonly neededFrom: string | null;
  /** What a standard account has and this one has not. */
  readonly missing: readonly Explained<StandardField>[];
  /** Ways to confirm it that are open; none when it is confirmed. */
  readonly ways: readonly (Explained<ConfirmationMethod> & { readonly provider: string | null })[];
}

/** Who made a signature, as the certificate in it says. */
export interface SignatureSigner {
  readonly name: string;
  /** 11 digits, of a qualified certificate. */
  readonly snils: string | null;
  readonly issuer: string;
  /** Hex. */
  readonly serial: string;
  /** SHA-256 of the certificate, hex. */
  readonly fingerprint: string;
  readonly validFrom: Date;
  readonly validUntil: Date;
  /** OID of the key's algorithm. */
  readonly algorithm: string;
}

/** What a check of a detached signature came to (EN-15). `not_verified`: nothing speaks against the bytes, but the certificate is not trusted,
 * out of its dates or revoked, or the algorithm is not known here; `wrong`: not a signature of these bytes. */
export interface SignatureCheck {
  readonly outcome: 'verified' | 'not_verified' | 'wrong';
  /** By an accredited authority (63-FZ). */
  readonly qualified: boolean;
  /** As `auth.certificate_<problem>` of `docs/problems.md`. */
  readonly problem: string | null;
  readonly signer: SignatureSigner | null;
  /** When it was made, as the signer's own machine had it: nothing proves it. */
  readonly signedAt: Date | null;
}
