/** What a request is signed with, and what its check came to (EN-15). */
export interface RequestSignature {
  readonly payloadSha256: string;
  readonly outcome: 'verified' | 'not_verified';
  readonly qualified: boolean;
  readonly problem: string | null;
  readonly signer: {
    readonly name: string; readonly issuer: string; readonly serial: string; readonly fingerprint: string; readonly algorithm: string;
    /** Instants, ISO 8601. */
    readonly validFrom: string; readonly validUntil: string;
  };
  readonly isApplicants: boolean;
  readonly sentRound: number | null;
  readonly checkedAt: Date;
}

/** `none`; `current`: over the request as it stands or as it was sent; `outdated`: the request was changed since. */
export type SignatureState = 'none' | 'current' | 'outdated';

/** Whether a school requires a signature on requests of a kind. */
export interface SignatureRule {
  readonly kind: string;
  readonly required: boolean;
  /** 0: never set. */
  readonly version: number;
}
