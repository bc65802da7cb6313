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

/** What a signature of one document came to when it was checked (SC-3). Names are the certificate's: who they are, nobody has compared. */
export interface DocumentSignature {
  /** `embedded`: in the PDF itself; `detached`: a file beside it. */
  readonly origin: 'embedded' | 'detached';
  readonly outcome: 'verified' | 'not_verified' | 'wrong';
  readonly qualified: boolean;
  /** Null only of a verified one: as of a certificate, `changed_after` or `unsupported`. */
  readonly problem: string | null;
  readonly signer: RequestSignature['signer'] | null;
  /** Instants, ISO 8601. The first as the signer's machine had it. */
  readonly signedAt: string | null;
  readonly checkedAt: string;
}

/** Signatures of a document of a request. `embedded` is null until they were looked for, soon after the request is sent. */
export interface DocumentSignatures {
  readonly fileId: string;
  readonly embedded: readonly DocumentSignature[] | null;
  readonly detached: DocumentSignature | null;
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
