import type { Locale } from '../../platform/i18n/index.js';
import type { Actor } from '../../shared/actor.js';
import type { PersonName } from '../../shared/identifiers/index.js';
import type { CodeTarget, Recipient } from './linking-codes.contracts.js';

/** What is to be printed (SC-10). */
export interface SlipOrder {
  readonly target: CodeTarget;
  /** Codes for parents on each pupil's part of a slip; 0: none. */
  readonly codesPerPupil: number;
  /** Logins with transit passwords for pupils from 14, and for representatives on file, who have no way in yet. */
  readonly logins: boolean;
  readonly unlinkedOnly: boolean;
  readonly revokeEarlier: boolean;
  readonly locale: Locale;
}

/** `taken`: given out once. `expired`: nobody took it in time. */
export type SlipState = 'ordered' | 'ready' | 'taken' | 'failed' | 'expired';

export interface SlipBatch {
  readonly id: string;
  readonly schoolId: string;
  readonly orderedBy: string;
  /** The actor, in whose name the worker does it. */
  readonly orderedAs: Actor;
  readonly what: SlipOrder;
  readonly state: SlipState;
}

export interface PrintedLogin {
  readonly login: string;
  readonly password: string;
}

/** A pupil's part of a slip. */
export interface SlipPart {
  readonly recipient: Recipient;
  readonly codes: readonly string[];
  readonly login: PrintedLogin | null;
}

/** What one family cuts out: a part for each child, and the logins of the adults. */
export interface Slip {
  readonly parts: readonly SlipPart[];
  readonly guardians: readonly (PrintedLogin & { readonly name: PersonName })[];
}
