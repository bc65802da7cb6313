import { ApiProperty } from '@nestjs/swagger';
import { IsBase64, IsBoolean, MaxLength, MinLength } from 'class-validator';
import type { Locale } from '../../../../platform/i18n/index.js';
import { signatureWords } from '../../domain/signature-words.js';
import type { DocumentSignature, RequestSignature, SignatureRule, SignatureState } from '../../signatures.contracts.js';

export class AttachSignatureBody {
  /** Detached CMS signature (RFC 5652), DER in base64, with the signer's certificate in it. @example "MIIG…" */
  @IsBase64() @MinLength(16) @MaxLength(100_000)
  signature: string;
}

export class SigningPayloadDto {
  /** The bytes to sign, base64. @example "eyJhcHBsaWNhbnRJZCI6…" */
  payload: string;
  /** Of these bytes, hex. @example "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" */
  sha256: string;
}

export class SignerDto {
  /** @example "Соловьёва Мария Петровна" */
  name: string;
  /** @example "Удостоверяющий центр" */
  issuer: string;
  /** Of the certificate, hex. @example "01a3f0" */
  serial: string;
  /** SHA-256 of the certificate, hex. @example "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" */
  fingerprint: string;
  /** OID of the key's algorithm. @example "1.2.840.113549.1.1.1" */
  algorithm: string;
  /** @example "2026-01-10T00:00:00.000Z" */
  validFrom: string;
  /** @example "2027-04-10T00:00:00.000Z" */
  validUntil: string;
}

export class RequestSignatureDto {
  /** `outdated`: the request was changed after it was signed. */
  @ApiProperty({ enum: ['none', 'current', 'outdated'], example: 'current' })
  state: SignatureState;
  @ApiProperty({ type: String, enum: ['verified', 'not_verified'], nullable: true, example: 'verified' })
  outcome: string | null;
  /** By an accredited authority. @example true */
  qualified: boolean;
  /** Why it is not verified: `untrusted`, `expired`, `revoked`, `unsupported` (an algorithm not known here) and others, as in `auth.certificate_…`. */
  @ApiProperty({ type: String, nullable: true, example: null })
  problem: string | null;
  /** Whether the certificate is the applicant's own. @example true */
  isApplicants: boolean;
  @ApiProperty({ type: SignerDto, nullable: true })
  signer: SignerDto | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-22T08:30:00.000Z' })
  checkedAt: string | null;
}

export class AttachDocumentSignatureBody {
  /** The file of a detached CMS signature (`.sig`, `.p7s`: DER, base64 or PEM) as base64, with the signer's certificate in it. @example "MIIG…" */
  @IsBase64() @MinLength(16) @MaxLength(140_000)
  signature: string;
}

/** A signature of a document. Whom the certificate names, nobody has compared with anybody. */
export class DocumentSignatureDto {
  /** `embedded`: in the PDF itself; `detached`: a file beside it. */
  @ApiProperty({ enum: ['embedded', 'detached'], example: 'embedded' })
  origin: DocumentSignature['origin'];
  @ApiProperty({ enum: ['verified', 'not_verified', 'wrong'], example: 'verified' })
  outcome: DocumentSignature['outcome'];
  /** By an accredited authority. @example true */
  qualified: boolean;
  /** Why it is not verified: `changed_after` (the PDF was changed after it was signed), `unsupported`, `wrong_signature`, or as in `auth.certificate_…`. */
  @ApiProperty({ type: String, nullable: true, example: null })
  problem: string | null;
  /** The same for people. @example "Подпись верна, сертификат выдан аккредитованным центром. Сверьте имя в сертификате с документом." */
  description: string;
  @ApiProperty({ type: SignerDto, nullable: true })
  signer: SignerDto | null;
  /** When it was made, as the signer's machine had it: nothing proves it. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-20T09:12:00.000Z' })
  signedAt: string | null;
  /** @example "2026-11-22T08:30:00.000Z" */
  checkedAt: string;
}

export class SignatureRuleBody {
  /** Whether a verified signature of the applicant is needed to send it. @example true */
  @IsBoolean()
  required: boolean;
}

export class SignatureRuleDto extends SignatureRuleBody {
  /** @example "admission" */
  kind: string;
  @ApiProperty({ type: 'integer', example: 1 })
  version: number;
}

export class SignatureRulesDto {
  items: SignatureRuleDto[];
}

export function toRequestSignatureDto({ state, signature }: { state: SignatureState; signature: RequestSignature | null }): RequestSignatureDto {
  return {
    state, outcome: signature?.outcome ?? null, qualified: signature?.qualified ?? false, problem: signature?.problem ?? null,
    isApplicants: signature?.isApplicants ?? false, signer: signature?.signer ?? null, checkedAt: signature?.checkedAt.toISOString() ?? null,
  };
}

export function toDocumentSignatureDto({ origin, outcome, qualified, problem, signer, signedAt, checkedAt }: DocumentSignature, locale: Locale): DocumentSignatureDto {
  return { origin, outcome, qualified, problem, description: signatureWords({ outcome, qualified, problem })[locale], signer, signedAt, checkedAt };
}

export function toSignatureRuleDto({ kind, required, version }: SignatureRule): SignatureRuleDto {
  return { kind, required, version };
}
