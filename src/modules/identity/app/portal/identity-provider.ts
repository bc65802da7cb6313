import type { PersonName } from '../../../../shared/identifiers/index.js';

export type PortalPurpose = 'sign_in' | 'link' | 'step_up' | 'confirm';

/** How far the portal itself has proved who somebody is. Absent is never "confirmed". */
export type Assurance = 'none' | 'simplified_or_standard' | 'confirmed' | 'child';

/** A person as a portal knows them, the same for every dialect. */
export interface NormalizedIdentity {
  readonly provider: string;
  /** The portal's own name for the person: with the provider it is the key of a link, nothing else is (ID-7). */
  readonly subject: string;
  readonly assurance: Assurance;
  /** When they proved themselves to the portal; null when it does not say. */
  readonly authTime: Date | null;
  readonly amr: readonly string[];
  /** Null when the portal tells no name. */
  readonly name: PersonName | null;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string | null;
  /** 11 digits. */
  readonly snils: string | null;
  /** E.164; only one the portal has proved. */
  readonly phone: string | null;
  /** Only one the portal has proved. */
  readonly email: string | null;
}

/** What a person is told: they cancelled, they must confirm their account at the portal, our fault, or try later. */
export type FailureKind = 'cancelled' | 'unconfirmed' | 'ours' | 'temporary';

/** Why a portal gave nobody. */
export class ProviderFailure extends Error {
  /** @param detail a code for the log: never a text of the portal's, which may name people */
  constructor(readonly kind: FailureKind, readonly detail: string, options?: ErrorOptions) {
    super(detail, options);
  }
}

/** What ties an answer of the portal to the question: kept sealed between the two, used once. */
export interface ProviderTransaction {
  readonly state: string;
  /** PKCE (RFC 7636). */
  readonly verifier: string;
  /** Null for a dialect that has none. */
  readonly nonce: string | null;
  readonly redirectUri: string;
  readonly purpose: PortalPurpose;
}

/** A portal people sign in through (ID-6). */
export interface IdentityProvider {
  readonly id: string;
  readonly title: { readonly ru: string; readonly en: string };
  /** Marked down by configuration. */
  readonly down: boolean;
  /** People come in through it, or it only says who somebody is (ID-8). */
  readonly serves: 'sign_in' | 'confirm';
  /** It can tell that it has proved who somebody is. */
  readonly canConfirm: boolean;
  /** Where to send the browser. @throws ProviderFailure */
  begin(start: { readonly redirectUri: string; readonly purpose: PortalPurpose }): Promise<{ url: string; transaction: ProviderTransaction }>;
  /**
   * @param callback the parameters the browser came back with; their `state` has been compared already
   * @throws ProviderFailure
   */
  complete(callback: URLSearchParams, transaction: ProviderTransaction): Promise<NormalizedIdentity>;
  /** Whether the sign-in there counts as a second factor here (ID-5). */
  isStrong(identity: NormalizedIdentity): boolean;
  /** Where to end the session at the portal; null when it cannot be done by an address. */
  logoutUrl(returnTo: string): Promise<string | null>;
  /** Whether the portal answers. */
  health(): Promise<boolean>;
}
