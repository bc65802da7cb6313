import type { DomainError } from '../../../../shared/domain-error.js';
import type { FactorKind, FailureReason, Origin } from '../../identity.contracts.js';
import type { ChallengeKind } from '../../persistence/challenges.repository.js';

/** A challenge that is being answered. */
export interface Attempt {
  readonly challengeId: string;
  readonly kind: ChallengeKind;
  readonly personId: string;
  /** The session to strengthen, for a step-up. */
  readonly sessionId: string | null;
  readonly deviceName: string | null;
  /** The trusted device it comes from: its own tries count. */
  readonly deviceId: string | null;
  readonly expiresAt: Date;
  readonly origin: Origin;
}

/** What the caller answers with: each method wants one of the two. */
export interface FactorAnswer {
  readonly code?: string;
  readonly assertion?: Readonly<Record<string, unknown>>;
}

/** What the caller needs before they can answer; each method fills what it has. */
export interface Begun {
  readonly expiresAt: Date;
  /** A code can be sent again then. */
  readonly resendAt?: Date;
  /** Where the code went, masked. */
  readonly to?: string;
  /** Options for the browser's `navigator.credentials.get`. */
  readonly publicKey?: object;
  /** To be entered on the device that confirms. */
  readonly number?: string;
  /** Base64: sign these bytes with the certificate's key. */
  readonly toSign?: string;
}

/** Why an answer is not right. */
export interface Refusal {
  readonly reason: FailureReason;
  /** Words of its own; otherwise the code is called wrong. */
  readonly error?: DomainError;
}

/** One kind of second factor. Its enrolment is its own matter; this is what a challenge asks of it. */
export interface FactorMethod {
  readonly kind: FactorKind;
  readonly wants: 'code' | 'assertion' | 'nothing';

  /** Sends a code, makes what is to be signed, asks another device. */
  begin?(attempt: Attempt): Promise<Begun>;

  /** Asked before a try is counted, by methods that are polled. @throws DomainError while there is nothing to judge yet */
  ready?(attempt: Attempt): Promise<void>;

  /** Null when the answer is right. It is used up then, committed, before anything follows from it. */
  verify(attempt: Attempt, answer: FactorAnswer): Promise<Refusal | null>;
}
